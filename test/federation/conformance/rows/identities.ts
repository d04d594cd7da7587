import { ok } from "node:assert/strict";
import type { Person } from "../emulators.ts";
import { equal } from "../equal.ts";
import { gatewayNames } from "../route.ts";
import type { Row, RowGroup, Subject } from "./row.ts";

/** A person with one identity at each provider. */
function person({ lab }: Subject) {
  const found = lab.people.find(({ slug }) => slug === "everywhere");
  if (found === undefined || found.id === null) throw new Error("the sandbox has no person everywhere");
  return { ...found, id: found.id };
}

const types: Row = {
  title: "the union `UserIdentity`, the interface `Identity` and `__typename` without and with an alias",
  check: async (subject) => {
    const { id, auth0UserIds } = person(subject);
    const { users, errors } = await subject.route.entities(
      [{ id }],
      `__typename kind: __typename identities {
        __typename
        ... on Identity { provider type: __typename }
        ... on Auth0Identity { subject email }
        ... on CognitoIdentity { status }
        ... on NexusIdentity { isActive }
      }`,
    );
    equal(errors, []);
    const [user] = users as [{ identities: Record<string, unknown>[]; __typename: string; kind: string }];
    equal([user.__typename, user.kind], ["User", "User"]);
    const found = user.identities.map(({ __typename, type, provider }) => [__typename, type, provider]);
    equal(found, [
      ["Auth0Identity", "Auth0Identity", "AUTH0"],
      ["CognitoIdentity", "CognitoIdentity", "COGNITO"],
      ["NexusIdentity", "NexusIdentity", "NEXUS"],
    ]);
    equal(user.identities[0]?.subject, auth0UserIds[0]);
  },
};

const outage: Row = {
  title: "identities with a provider up, down and up again: the type stays, `availability` follows, no error",
  check: async (subject) => {
    const { emulators } = subject.lab;
    const availability = async () => {
      const { users, errors } = await subject.route.entities(
        [{ id: person(subject).id }],
        "identities { __typename ... on Identity { availability unavailableReason name } }",
      );
      equal(errors, []);
      const [user] = users as [{ identities: Record<string, unknown>[] }];
      return user.identities.map(
        (each) => `${each.__typename} ${each.availability} ${each.unavailableReason}`,
      );
    };
    const up = ["Auth0Identity FRESH null", "CognitoIdentity FRESH null", "NexusIdentity FRESH null"];
    await emulators.reset();
    equal(await availability(), up);
    await emulators.takeDown("cognito");
    equal(await availability(), [up[0], "CognitoIdentity UNAVAILABLE DOWN", up[2]]);
    await emulators.reset();
    equal(await availability(), up);
  },
};

const hops: Row = {
  title: "from orders to users to the audit, and back: two keys in one query",
  routes: gatewayNames,
  check: async ({ route, lab }) => {
    const query = `{
      orders(first: 20) { id customer { id email auditEntries { action } } }
      auditEntries(first: 20) { actor { id blockStatus orders { id } reviews { text } } }
    }`;
    const { data, errors } = await route.ask({ query });
    equal(errors, []);
    const linked = lab.people.filter(({ id }) => id !== null).slice(0, 20);
    const orders = data.orders.map(({ customer }: { customer: Record<string, unknown> }) => [
      customer.id,
      customer.auditEntries,
    ]);
    const entriesOf = ({ auth0UserIds, links }: Person) => {
      if (!links.some(({ provider }) => provider === "AUTH0")) return null;
      return auth0UserIds.length === 0 ? [] : [{ action: "signed in" }]; // linked to an account that is gone
    };
    equal(
      orders,
      linked.map((each) => [each.id, entriesOf(each)]),
    );
    ok(data.auditEntries.every(({ actor }: { actor: { orders: unknown[] } }) => actor.orders.length === 1));
  },
};

const requires: Row = {
  title: "`@requires`: a neighbour's field computed from our `email`",
  routes: gatewayNames,
  check: async ({ route }) => {
    const { data, errors } = await route.ask({ query: "{ reviews(first: 3) { author { byline } } }" });
    equal(errors, []);
    const bylines = data.reviews.map(({ author }: { author: { byline: string } }) => author.byline);
    equal(bylines[0], "person0");
  },
};

const inaccessible: Row = {
  title: "`@inaccessible` hides a neighbour's field, `@tag` changes nothing, `@shareable` types are merged",
  routes: gatewayNames,
  check: async ({ route }) => {
    const hidden = await route.ask({ query: "{ auditEntries(first: 1) { address } }" });
    ok(hidden.errors.length > 0, "the hidden field was answered");
    const shown = await route.ask({
      query: "{ auditEntries(first: 1) { action } users(first: 1) { pageInfo { hasNextPage } } }",
    });
    equal(shown.errors, []);
    equal(shown.data, {
      auditEntries: [{ action: "signed in" }],
      users: { pageInfo: { hasNextPage: true } },
    });
  },
};

export const identities: RowGroup = {
  title: "Types and identities",
  rows: [types, outage, hops, requires, inaccessible],
};
