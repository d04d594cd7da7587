import type { IdentityList } from "../../identity/identity-list.js";
import { toSubject } from "../../identity/ids.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { CognitoClient } from "./client.js";
import { listedSubWire } from "./wire.js";

/** Pages of ListUsers. Its tokens expire after about an hour. */
export function createCognitoList(client: CognitoClient, scope: CallScope): IdentityList {
  return {
    count: async (pool) => (await client.getNaming(pool, scope)).estimatedUsers,
    readPage: async (realm, cursor) => {
      const { items, token } = await client.listPage(realm, { token: cursor ?? undefined }, scope);
      const subs = items.flatMap((record) => listedSubWire.safeParse(record).data || []);
      return {
        identities: subs.map((sub) => ({
          provider: "COGNITO",
          realm,
          subject: toSubject(sub),
          assertedKeys: [],
        })),
        unreadable: items.length - subs.length,
        cursor: token ?? null,
      };
    },
    close: async () => {},
  };
}
