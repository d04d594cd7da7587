import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { checkInput } from "../../graphql/inputs/check-input.js";
import { IdentityNotFound, InvalidInput, Problem } from "../../graphql/mutations/problems.js";
import { type SyncTarget, syncAt } from "../../graphql/mutations/sync-identity.js";
import type { GraphContext } from "../../graphql/schema/context.js";
import { toSubject } from "../../identity/ids.js";
import { toPlainJson } from "../../identity/plain-json.js";
import { NexusRole } from "./types.js";
import { SyncNexusIdentityInput, SyncNexusIdentityResult, SyncNexusIdentitySuccess } from "./types.sync.js";

@Resolver()
export class NexusResolver {
  @Mutation(() => SyncNexusIdentityResult, {
    nullable: true,
    description:
      "Sends Nexus the attributes and groups that an identity connection reports for a user, and returns the user's roles for an audience. Links the identities that Nexus asserts; when one of them belongs to another user, nothing changes. Null only with an error.",
  })
  async syncNexusIdentity(
    @Arg("input", () => SyncNexusIdentityInput, { description: "The user, and what the connection reports." })
    input: SyncNexusIdentityInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const violations = await checkInput(input);
    if (violations.length > 0) return InvalidInput.of(violations);
    const target = toTarget(input);
    if (target instanceof Problem) return target;
    const [realm] = context.reads.realmsOf("NEXUS");
    if (realm === undefined) return IdentityNotFound.at({ provider: "NEXUS" });
    const { idempotencyKey = null, user: _, ...own } = input;
    const synced = await syncAt(
      { provider: "NEXUS", realm, target, idempotencyKey, input: toPlainJson(own) },
      context,
    );
    if (synced instanceof Problem) return synced;
    const roles = synced.roles.map((role) => NexusRole.present(role));
    return Object.assign(new SyncNexusIdentitySuccess(), { ...synced, roles });
  }
}

function toTarget({ user, connection }: SyncNexusIdentityInput): SyncTarget | InvalidInput {
  if (user.id) return { kind: "user", id: user.id };
  if (user.nexusUserId) return { kind: "subject", subject: toSubject(user.nexusUserId) };
  const { connectionId } = connection;
  if (connectionId) return { kind: "connection", connectionId, connectionUserId: user.auth0UserId ?? "" };
  const message = "connection.connectionId must be given with user.auth0UserId";
  return InvalidInput.of([{ path: "connection.connectionId", constraint: "required", message }]);
}
