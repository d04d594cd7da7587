/** Apollo Server over the vendors' SDKs: a DataLoader per provider and request, links in memory, no cache, no checks. */
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import DataLoader from "dataloader";
import { parse } from "graphql";
import type { Person } from "../emulators.ts";
import { announce } from "./announce.ts";
import { type Identity, openVendors } from "./vendors.ts";

type Vendor = Readonly<Record<string, unknown>>;
type Loader = DataLoader<string, Vendor | undefined>;

interface Context {
  readonly auth0: Loader;
  readonly cognito: Loader;
  readonly nexus: Loader;
}

const [file = ""] = process.argv.slice(2);
const { sdl, people } = JSON.parse(readFileSync(file, "utf8")) as { sdl: string; people: readonly Person[] };
const byId = new Map(people.map((person) => [person.id, person]));
const vendors = await openVendors();

/** The names that a field of the profile has at Auth0, Cognito and Nexus. */
const profile: Readonly<Record<string, readonly [string, string, string]>> = {
  email: ["email", "email", "emailAddress"],
  emailVerified: ["email_verified", "email_verified", "email-verified"],
  name: ["name", "name", "displayName"],
  givenName: ["given_name", "given_name", "givenName"],
  familyName: ["family_name", "family_name", "familyName"],
  nickname: ["nickname", "nickname", "nickname"],
  username: ["username", "username", "username"],
  picture: ["picture", "picture", "picture"],
  phoneNumber: ["phone_number", "phone_number", "phoneNumber"],
};

/** Asks the next provider only where the one before has no value, as the service does. */
const profileResolvers = Object.fromEntries(
  Object.entries(profile).map(([field, [atAuth0, atCognito, atNexus]]) => [
    field,
    async (person: Person, _args: unknown, { auth0, cognito, nexus }: Context) =>
      (await auth0.load(person.auth0UserId))?.[atAuth0] ??
      (await cognito.load(toCognitoKey(person)))?.[atCognito] ??
      (await nexus.load(person.nexusUserId))?.[atNexus] ??
      null,
  ]),
);

const resolvers = {
  Query: { user: (_root: unknown, { by }: { by: { id: string } }) => byId.get(by.id) ?? null },
  Mutation: {
    updateUser: async (
      _root: unknown,
      { input }: { input: { user: { id: string }; profile: { nickname: string } } },
    ) => {
      const person = byId.get(input.user.id);
      if (person === undefined) return { __typename: "UserNotFound" };
      await Promise.all(toIdentities(person).map((each) => vendors.rename(each, input.profile.nickname)));
      return { __typename: "UpdateUserSuccess", user: person };
    },
  },
  User: {
    __resolveReference: ({ id }: { id: string }) => byId.get(id) ?? null,
    ...profileResolvers,
    identities: async (person: Person, _args: unknown, { auth0, cognito, nexus }: Context) => {
      const [user, account, member] = await Promise.all([
        auth0.load(person.auth0UserId),
        cognito.load(toCognitoKey(person)),
        nexus.load(person.nexusUserId),
      ]);
      return [
        { __typename: "Auth0Identity", email: user?.email, name: user?.name },
        { __typename: "CognitoIdentity", username: account?.username },
        { __typename: "NexusIdentity", name: member?.displayName },
      ];
    },
  },
};

const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
const { url } = await startStandaloneServer(new ApolloServer<Context>({ schema }), {
  context: async () => ({
    auth0: new DataLoader(async (ids: readonly string[]) => pick(ids, await vendors.auth0Users(ids))),
    cognito: new DataLoader((keys: readonly string[]) =>
      Promise.all(keys.map((key) => vendors.cognitoUser(JSON.parse(key) as Identity))),
    ),
    nexus: new DataLoader(async (ids: readonly string[]) => pick(ids, await vendors.nexusUsers(ids))),
  }),
  listen: { port: 0, host: "127.0.0.1" },
});
announce(url);

function pick(ids: readonly string[], found: ReadonlyMap<string, Vendor>): (Vendor | undefined)[] {
  return ids.map((id) => found.get(id));
}

function toCognitoKey(person: Person): string {
  return JSON.stringify(toIdentities(person)[1]);
}

function toIdentities(person: Person): readonly Identity[] {
  return [
    { provider: "AUTH0", realm: "", subject: person.auth0UserId },
    { provider: "COGNITO", realm: person.userPoolId, subject: person.cognitoSub },
    { provider: "NEXUS", realm: "", subject: person.nexusUserId },
  ];
}
