import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { checkInput } from "../../graphql/inputs/check-input.js";
import { IdentityNotFound, IdentityProblem, InvalidIdentityInput } from "../../graphql/mutations/problems.js";
import { syncAt } from "../../graphql/mutations/sync-identity.js";
import type { GraphContext } from "../../graphql/schema/context.js";
import { toPlainJson } from "../../identity/plain-json.js";
import { NexusRole } from "./types.records.js";
import { SyncNexusIdentityInput, SyncNexusIdentityResult, SyncNexusIdentitySuccess } from "./types.sync.js";

@Resolver()
export class NexusResolver {
  @Mutation(() => SyncNexusIdentityResult, {
    nullable: true,
    description:
      "Sends Nexus, the organization's directory of users, what a sign-in system reports about a user, and returns the user's names and roles for an audience. Accounts that belong to the same person according to Nexus are linked; when one of them belongs to another user, nothing is linked. Null only with an error.",
  })
  async syncNexusIdentity(
    @Arg("input", () => SyncNexusIdentityInput, {
      description: "The user, and what the sign-in system reports.",
    })
    input: SyncNexusIdentityInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const violations = await checkInput(input);
    if (violations.length > 0) return InvalidIdentityInput.of(violations);
    const [realm] = context.reads.realmsOf("NEXUS");
    if (realm === undefined) return IdentityNotFound.at({ provider: "NEXUS" });
    const { idempotencyKey = null, user, ...own } = input;
    const id = input.connection.connectionId ?? null;
    const connection = { provider: "AUTH0", id, path: "connection.connectionId" } as const;
    const synced = await syncAt(
      { provider: "NEXUS", realm, user, connection, idempotencyKey, input: toPlainJson(own) },
      context,
    );
    if (synced instanceof IdentityProblem) return synced;
    const { key, ...answer } = synced;
    const roles = answer.roles.map((role) => NexusRole.present(role));
    return Object.assign(new SyncNexusIdentitySuccess(), { ...answer, nexusUserId: key.subject, roles });
  }
}
