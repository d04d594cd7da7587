import { ok } from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { hashOf, registered } from "../documents.ts";
import { equal } from "../equal.ts";
import type { Row, RowGroup } from "./row.ts";

const paths: Row = {
  title: "error paths and codes are kept: a field that the caller may not read",
  check: async ({ route, lab }) => {
    const other = lab.people.find(({ slug }) => slug === "person-25");
    const { data, errors } = await route.ask({
      query: "query ($by: UserByInput!) { me { id } other: user(by: $by) { id mail: email } }",
      variables: { by: { id: other?.id } },
      token: lab.tokens.person ?? null,
    });
    equal(data?.other, { id: other?.id, mail: null });
    equal(
      errors.map(({ path, extensions }) => [path, extensions?.code]),
      [[["other", "mail"], "FORBIDDEN"]],
    );
  },
};

const anonymous: Row = {
  title: "a caller without a token: `UNAUTHENTICATED`, and no provider is called",
  check: async ({ route, lab }) => {
    await lab.emulators.reset();
    const { data, errors } = await route.ask({ query: "{ me { id } }", token: null });
    equal(data?.me ?? null, null);
    equal(errors[0]?.extensions?.code, "UNAUTHENTICATED");
    equal(await lab.emulators.countCalls(), 0);
  },
};

const caching: Row = {
  title: "`Cache-Control`: an answer is never stored by a shared cache",
  check: async ({ route }) => {
    const { headers } = await route.ask({ query: "{ me { id } }" });
    const policy = headers.get("cache-control");
    ok(policy !== null && /no-store|private/.test(policy), `cache-control: ${policy}`);
  },
  explained: {
    hive: "sends no `Cache-Control`; answers to POST are not stored unless a cache is told to. Set the header in front of the gateway",
    "hive-rust": "as with its own planner",
    grafbase: "sends no `Cache-Control`; as with Hive Gateway",
  },
};

const tracing: Row = {
  title: "trace context from the caller to the spans of the subgraph",
  check: async ({ route, lab }) => {
    const traceId = randomBytes(16).toString("hex");
    const headers = { traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-01` };
    await route.ask({ query: "{ me { id } }", headers });
    await lab.traces.waitFor(traceId);
  },
};

const persisted: Row = {
  title: "a document by its hash alone: registered with Hive Gateway, after the first time with the others",
  check: async ({ route }) => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(registered) } };
    if (!route.name.startsWith("hive")) await route.ask({ query: registered, extensions });
    const { data, errors } = await route.ask({ extensions });
    equal(errors, []);
    ok(data?.me?.id, "no answer to the hash");
    const unknown = await route.ask({
      extensions: { persistedQuery: { version: 1, sha256Hash: hashOf("{ me }") } },
    });
    ok(unknown.errors.length > 0, "an unknown hash has an answer");
  },
  explained: {
    direct:
      "the subgraph takes documents only: routers send the same few, and it keeps a plan for each by its text",
  },
};

const oneOf: Row = {
  title: "`@oneOf`: an input with two keys is refused with the reason",
  check: async ({ route, lab }) => {
    const [one, two] = lab.people;
    const { data, errors } = await route.ask({
      query: "query ($by: UserByInput!) { user(by: $by) { id } }",
      variables: { by: { id: one?.id, auth0UserId: two?.auth0UserIds[0] } },
    });
    equal(data?.user ?? null, null);
    ok(/exactly one/i.test(JSON.stringify(errors)), JSON.stringify(errors));
  },
};

const compression: Row = {
  title: "a large answer is compressed for a caller that accepts gzip",
  check: async ({ route }) => {
    const { headers, data } = await route.ask({
      query:
        "{ users(first: 100) { nodes { id name email picture identities { ... on Identity { id name } } } } }",
      headers: { "accept-encoding": "gzip" },
    });
    ok(data.users.nodes.length === 100);
    equal(headers.get("content-encoding"), "gzip");
  },
  explained: {
    apollo: "Apollo Server leaves it to what stands in front of it",
    hive: "off unless `contentEncoding` is configured",
    "hive-rust": "as with its own planner",
  },
};

const link = `mutation { linkIdentity(input: {
  user: { id: "019b76da-a800-78a8-a133-ffffffffffff" }, provider: AUTH0, subject: "auth0|none"
}) { __typename } }`;

const enforced: Row = {
  title: "access directives enforced by the gateway, by the token's `scope`, and again by the subgraph",
  routes: ["hive"],
  check: async ({ lab, direct }) => {
    const token = lab.tokens.support ?? null;
    const refused = await lab.enforcing.ask({ query: link, token });
    equal(refused.data?.linkIdentity ?? null, null);
    ok(refused.errors.length > 0, "the gateway refused nothing");
    const again = await direct.ask({ query: link, token });
    equal(again.data, { linkIdentity: { __typename: "IdentityAccessDenied" } });
    const allowed = await lab.enforcing.ask({ query: link });
    equal(allowed.data, { linkIdentity: { __typename: "UserNotFound" } });
    const anonymous = await lab.enforcing.ask({ query: "{ me { id } }", token: null });
    equal(anonymous.data?.me ?? null, null);
    ok(anonymous.errors.length > 0, "an anonymous caller was let through");
  },
};

export const http: RowGroup = {
  title: "HTTP, errors and headers",
  rows: [paths, anonymous, enforced, caching, tracing, persisted, oneOf, compression],
};
