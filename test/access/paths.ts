import type { Finder } from "./expectations.js";
import { spare, subject } from "./people.js";

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly isFromRouter: boolean;
  /** The path of the user in the response. */
  readonly path: readonly (string | number)[];
}

const keys = {
  id: subject.userId,
  auth0UserId: subject.auth0[0]?.user_id,
  cognitoSub: subject.cognito[0]?.sub,
  nexusUserId: subject.nexus[0]?.id,
  email: subject.email,
};

const user = { id: subject.userId };
const link = { user, provider: "AUTH0", subject: spare.auth0[0]?.user_id };

/** The input of each mutation; all of them succeed in any order and any number of times. */
const inputs: Readonly<Record<string, (count: number) => object>> = {
  updateUser: () => ({ user, profile: { nickname: "same" } }),
  createCognitoUser: (count) => ({
    realm: subject.cognito[0]?.poolId,
    username: `created-${count}`,
    email: `created-${count}@example.com`,
    givenName: "New",
    familyName: "User",
  }),
  syncNexusIdentity: () => ({ user, audience: "https://api.example.com", attributes: [], connection: {} }),
  linkIdentity: () => link,
  unlinkIdentity: (count) => ({ ...link, idempotencyKey: `unlink-${count}` }),
};

let count = 0;

/** The query that finds the user on this path, with these fields selected. */
export function toQuestion(finder: Finder, fields: string): Question {
  const ask = (query: string, path: Question["path"], variables = {}): Question => ({
    query,
    variables,
    path,
    isFromRouter: finder.endsWith("from the router"),
  });
  const [kind, by] = finder.split(/ by |, /);
  const key = by as keyof typeof keys;
  switch (kind) {
    case "me":
      return ask(`{ me { ${fields} } }`, ["me"]);
    case "user":
      return ask(`query ($by: UserByInput!) { user(by: $by) { ${fields} } }`, ["user"], {
        by: { [key]: keys[key] },
      });
    case "usersByEmail":
      return ask(
        `query ($email: EmailAddress!) { usersByEmail(email: $email) { users { ${fields} } } }`,
        ["usersByEmail", "users", 0],
        { email: keys.email },
      );
    case "users": {
      const inner = by === "edges" ? `edges { node { ${fields} } }` : `nodes { ${fields} }`;
      const realm = subject.cognito[0]?.poolId;
      const path = by === "edges" ? ["users", "edges", 0, "node"] : ["users", "nodes", 0];
      return ask(`query ($realm: String) { users(filter: { realm: $realm }) { ${inner} } }`, path, { realm });
    }
    case "reference": {
      const references = [{ __typename: "User", [key]: keys[key] }];
      const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on User { ${fields} } } }`;
      return ask(query, ["_entities", 0], { references });
    }
    default: {
      const name = kind ?? "";
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      count += 1;
      const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Success { user { ${fields} } } } }`;
      return ask(query, [name, "user"], { input: inputs[name]?.(count) });
    }
  }
}
