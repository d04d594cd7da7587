import type { IdentityList } from "../../identity/identity-list.js";
import { type Realm, toSubject } from "../../identity/ids.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { NexusClient } from "./client.js";
import { type TenantRealms, toAssertedKeys } from "./mapping.js";
import { listedUserWire } from "./wire.js";

const pageSize = 100;

export interface NexusListOptions {
  readonly client: NexusClient;
  readonly realm: Realm;
  readonly tenants: TenantRealms;
  readonly scope: CallScope;
}

/** Pages of ListUsers, oldest users first. The cursor is the number of rows before the page. */
export function createNexusList({ client, realm, tenants, scope }: NexusListOptions): IdentityList {
  return {
    count: async () => (await client.listPage({ skip: 0, top: 1 }, scope)).count,
    readPage: async (_realm, cursor) => {
      const skip = Number(cursor ?? 0);
      const { records, count } = await client.listPage({ skip, top: pageSize }, scope);
      const users = records.flatMap((record) => listedUserWire.safeParse(record).data ?? []);
      const end = skip + records.length;
      const isLast = records.length === 0 || (count !== null && end >= count);
      return {
        identities: users.map((user) => ({
          provider: "NEXUS",
          realm,
          subject: toSubject(user.id),
          assertedKeys: toAssertedKeys(user, tenants),
        })),
        unreadable: records.length - users.length,
        cursor: isLast ? null : String(end),
      };
    },
    close: async () => {},
  };
}
