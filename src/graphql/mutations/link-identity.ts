import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type IdentityKey, type LinkedUser, toIdentityText } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import { type LinkOutcome, linkIdentity, unlinkIdentity } from "../../provisioning/handlers/link-identity.js";
import type { WriteHandler } from "../../provisioning/runner.js";
import { checkInput } from "../inputs/check-input.js";
import type { GraphContext } from "../schema/context.js";
import { readAll } from "../user/profile.js";
import {
  LinkIdentityInput,
  LinkIdentityResult,
  LinkIdentitySuccess,
  UnlinkIdentityInput,
  UnlinkIdentityResult,
  UnlinkIdentitySuccess,
} from "./link-identity.types.js";
import { IdentityConflict, IdentityNotFound, InvalidInput, Problem, ProviderFailed } from "./problems.js";
import { findUser, pending, reloadUser, write } from "./run-write.js";

@Resolver()
export class LinkIdentityResolver {
  @Mutation(() => LinkIdentityResult, {
    nullable: true,
    description:
      "Links an identity that its provider holds to a user. One that belongs to another user stays theirs. Null only with an error.",
  })
  async linkIdentity(
    @Arg("input", () => LinkIdentityInput, { description: "Which identity, to whom." })
    input: LinkIdentityInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const user = await checkAndFind(input, context);
    if (user instanceof Problem) return user;
    const held = await findHeld(input, context);
    if (held instanceof Problem) return held;
    if (input.evidence === "VERIFIED_EMAIL" && !(await sharesVerifiedEmail(held, user, context))) {
      const message = "evidence must be MANUAL, unless the same address is verified at both";
      return InvalidInput.of([{ path: "evidence", constraint: "verifiedEmail", message }]);
    }
    return change({ handler: linkIdentity, input, user, key: toKey(held) }, context);
  }

  @Mutation(() => UnlinkIdentityResult, {
    nullable: true,
    description:
      "Takes the link between a user and an identity away. At the provider nothing changes. A later reference by the subject makes it a user of its own. Null only with an error.",
  })
  async unlinkIdentity(
    @Arg("input", () => UnlinkIdentityInput, { description: "Which identity, of whom." })
    input: UnlinkIdentityInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const user = await checkAndFind(input, context);
    if (user instanceof Problem) return user;
    const { provider, realm, subject } = input;
    const link = user.links.find(
      (each) => each.provider === provider && each.subject === subject && (!realm || each.realm === realm),
    );
    if (link !== undefined)
      return change({ handler: unlinkIdentity, input, user, key: toKey(link) }, context);
    if (!input.idempotencyKey) return IdentityNotFound.at({ provider });
    // the same request may have taken the link away: then its answer is repeated
    return change({ handler: unlinkIdentity, input, user, key: null }, context);
  }
}

async function checkAndFind(
  input: UnlinkIdentityInput,
  context: GraphContext,
): Promise<LinkedUser | Problem> {
  const faults = await checkInput(input);
  if (faults.length > 0) return InvalidInput.of(faults);
  return findUser(input.user, context);
}

/** The identity, read from its provider: nobody is linked to what does not exist. */
async function findHeld(
  { provider, realm, subject }: UnlinkIdentityInput,
  { reads, setup }: GraphContext,
): Promise<ProviderIdentity | Problem> {
  const { parseSubject, subjectDescription } = setup.registry.find(({ name }) => name === provider) ?? {};
  const parsed = parseSubject?.(subject);
  if (parsed === undefined) {
    return InvalidInput.of([
      { path: "subject", constraint: "form", message: `subject must be a ${subjectDescription}` },
    ]);
  }
  const realms = reads.realmsOf(provider).filter((each) => !realm || each === realm);
  try {
    for (const each of realms) {
      const held = await reads.load({ provider, realm: each, subject: parsed });
      if (held !== null) return held;
    }
  } catch (error) {
    if (error instanceof ProviderError) return ProviderFailed.because(error);
    throw error;
  }
  return IdentityNotFound.at({ provider });
}

interface Change {
  readonly handler: WriteHandler;
  readonly input: LinkIdentityInput | UnlinkIdentityInput;
  readonly user: LinkedUser;
  /** Null when there is none to unlink. */
  readonly key: IdentityKey | null;
}

async function change({ handler, input, user, key }: Change, context: GraphContext): Promise<object> {
  const evidence = "evidence" in input ? input.evidence : "MANUAL";
  const { provider, realm = null, subject } = input;
  const result = await write(
    {
      handler,
      userId: user.id,
      idempotencyKey: input.idempotencyKey ?? null,
      input: { userId: user.id, provider, realm, subject, evidence }, // as asked: the link may be gone by now
      secrets: {},
      progress: { key, evidence } as never,
      fields: ["links"],
      touched: [],
    },
    context,
  );
  if (result instanceof Problem) return result;
  if (result.kind === "pending") return pending(result.writeId);
  const outcome = result.outcome as unknown as LinkOutcome;
  switch (outcome.kind) {
    case "linked":
      return LinkIdentitySuccess.of(await reloadUser(outcome.userId, context));
    case "unlinked":
      return UnlinkIdentitySuccess.of(await reloadUser(outcome.userId, context));
    case "conflict":
      return IdentityConflict.at(outcome.key);
    case "not_found":
      return IdentityNotFound.at({ provider });
  }
}

/** Whether the identity and one of the user's carry the same address, each calling it verified. */
async function sharesVerifiedEmail(
  held: ProviderIdentity,
  user: LinkedUser,
  context: GraphContext,
): Promise<boolean> {
  const verified = ({ profile }: ProviderIdentity) =>
    profile.emailVerified ? profile.email?.toLowerCase() : undefined;
  const wanted = verified(held);
  if (wanted === undefined) return false;
  const own = await readAll(user.links, context);
  return own.some(
    (each) =>
      !(each instanceof ProviderError) &&
      toIdentityText(each) !== toIdentityText(held) &&
      verified(each) === wanted,
  );
}

function toKey({ provider, realm, subject }: IdentityKey): IdentityKey {
  return { provider, realm, subject };
}
