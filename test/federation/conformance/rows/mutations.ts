import { equal } from "../equal.ts";
import type { Row, RowGroup, Subject } from "./row.ts";

function person({ lab }: Subject) {
  const found = lab.people.find(({ slug }) => slug === "person-30");
  if (found === undefined || found.id === null) throw new Error("the sandbox has no person-30");
  return { id: found.id };
}

const success = `... on UpdateUserSuccess {
  user { id nickname orders { id } }
  outcomes { provider status }
}`;

const ordered: Row = {
  title: "two mutations of one request run once each, in order; the result is extended by another subgraph",
  check: async (subject) => {
    const { route, lab } = subject;
    const { id } = person(subject);
    const selection = route.name === "direct" ? success.replace("orders { id }", "") : success;
    const names = [`first-${route.name}`, `second-${route.name}`];
    const input = (nickname: string) => `{ user: { id: "${id}" }, auth0: { nickname: "${nickname}" } }`;
    await lab.emulators.reset();
    const { data, errors } = await route.ask({
      query: `mutation {
        one: updateUser(input: ${input(names[0] ?? "")}) { __typename ${selection} }
        two: updateUser(input: ${input(names[1] ?? "")}) { __typename ${selection} }
      }`,
    });
    equal(errors, []);
    const orders = route.name === "direct" ? {} : { orders: [{ id: `order of ${id}` }] };
    const expected = names.map((nickname) => ({
      __typename: "UpdateUserSuccess",
      user: { id, nickname, ...orders },
      outcomes: [{ provider: "AUTH0", status: "APPLIED" }],
    }));
    equal([data.one, data.two], expected);
    const writes = (await lab.emulators.calls("auth0")).filter(({ method }) => method === "PATCH");
    equal(writes.length, 2);
  },
};

const problem: Row = {
  title: "a problem is a value, and another root field of the same request still runs",
  check: async (subject) => {
    const { route } = subject;
    const { data, errors } = await route.ask({
      query: `mutation {
        bad: updateUser(input: { user: { id: "019b76da-a800-78a8-a133-ffffffffffff" }, profile: { nickname: "x" } }) {
          __typename ... on IdentityProblem { code }
        }
        good: updateUser(input: { user: { id: "${person(subject).id}" }, profile: { nickname: "x" }, dryRun: true }) {
          __typename
        }
      }`,
    });
    equal(errors, []);
    equal(data.bad, { __typename: "UserNotFound", code: "USER_NOT_FOUND" });
    equal(data.good.__typename, "UpdateUserPreview");
  },
};

export const mutations: RowGroup = { title: "Mutations", rows: [ordered, problem] };
