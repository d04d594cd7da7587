import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { JsonObject } from "../../identity/app-metadata.js";
import { isSameEmail } from "../../identity/email-address.js";
import { type IdentityRead, requireFresh } from "../../identity/identity-read.js";
import {
  type IdentityKey,
  type LinkEvidence,
  type LinkedUser,
  toIdentityKey,
  toIdentityText,
} from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import { linkIdentity, unlinkIdentity } from "../../provisioning/handlers/link-identity.js";
import type { ProviderReads } from "../../upstream/reads/provider-reads.js";
import { checkInput } from "../inputs/check-input.js";
import type { GraphContext } from "../schema/context.js";
import { findUser } from "./find-user.js";
import {
  LinkIdentityInput,
  LinkIdentityResult,
  LinkIdentitySuccess,
  UnlinkIdentityInput,
  UnlinkIdentityResult,
  UnlinkIdentitySuccess,
} from "./link-identity.types.js";
import {
  IdentityConflict,
  IdentityNotFound,
  IdentityProblem,
  IdentityProviderFailed,
  InvalidIdentityInput,
} from "./problems.js";
import { reloadUser, writeToEnd } from "./run-write.js";

@Resolver()
export class LinkIdentityResolver {
  @Mutation(() => LinkIdentityResult, {
    nullable: true,
    description:
      "Links an existing account at a provider to a user. When the account belongs to another user, nothing changes. Null only with an error.",
  })
  async linkIdentity(
    @Arg("input", () => LinkIdentityInput, { description: "The account, and the user to link it to." })
    input: LinkIdentityInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const user = await checkAndFind(input, context);
    if (user instanceof IdentityProblem) return user;
    const identity = await findIdentity(input, context);
    if (identity instanceof IdentityProblem) return identity;
    const { evidence } = input;
    if (evidence === "VERIFIED_EMAIL" && !(await sharesVerifiedEmail(identity, user, context))) {
      const message = "evidence must be MANUAL, unless the same address is verified at both";
      return InvalidIdentityInput.of([{ path: "evidence", constraint: "verifiedEmail", message }]);
    }
    const key = toIdentityKey(identity);
    const request = {
      ...toRequest(input, user, evidence),
      handler: linkIdentity,
      progress: { key, evidence },
    };
    const outcome = await writeToEnd(request, context);
    if (outcome instanceof IdentityProblem) return outcome;
    switch (outcome.kind) {
      case "linked":
        return LinkIdentitySuccess.of(await reloadUser(outcome.userId, context));
      case "conflict":
        return IdentityConflict.at(outcome.key);
    }
  }

  @Mutation(() => UnlinkIdentityResult, {
    nullable: true,
    description:
      "Removes the link between a user and an account. Nothing changes at the provider. When a query later names the account, a new user is created for it. Null only with an error.",
  })
  async unlinkIdentity(
    @Arg("input", () => UnlinkIdentityInput, { description: "The account, and the user to unlink it from." })
    input: UnlinkIdentityInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const user = await checkAndFind(input, context);
    if (user instanceof IdentityProblem) return user;
    const { provider, realm, subject } = input;
    const link = user.links.find(
      (each) => each.provider === provider && each.subject === subject && (!realm || each.realm === realm),
    );
    if (link === undefined && !input.idempotencyKey) return IdentityNotFound.at({ provider });
    // when the link is missing, the same request may have removed it before: then its outcome is replayed
    const progress = { key: link === undefined ? null : toIdentityKey(link) };
    const request = { ...toRequest(input, user, "MANUAL"), handler: unlinkIdentity, progress };
    const outcome = await writeToEnd(request, context);
    if (outcome instanceof IdentityProblem) return outcome;
    switch (outcome.kind) {
      case "unlinked":
        return UnlinkIdentitySuccess.of(await reloadUser(outcome.userId, context));
      case "not_found":
        return IdentityNotFound.at({ provider });
    }
  }
}

async function checkAndFind(
  input: UnlinkIdentityInput,
  context: GraphContext,
): Promise<LinkedUser | IdentityProblem> {
  const violations = await checkInput(input);
  if (violations.length > 0) return InvalidIdentityInput.of(violations);
  return findUser(input.user, context);
}

/** The identity, read from its provider, so that no user is linked to an identity that does not exist. */
async function findIdentity(
  { provider, realm, subject }: UnlinkIdentityInput,
  { reads, setup }: GraphContext,
): Promise<ProviderIdentity | IdentityProblem> {
  const { parseSubject, subjectForm } = setup.registry.find(({ name }) => name === provider) ?? {};
  const parsed = parseSubject?.(subject);
  if (parsed === undefined) {
    return InvalidIdentityInput.of([
      { path: "subject", constraint: "form", message: `subject must be ${subjectForm}` },
    ]);
  }
  const realms = reads.realmsOf(provider).filter((each) => !realm || each === realm);
  try {
    for (const each of realms) {
      const identity = requireFresh(await readNow({ provider, realm: each, subject: parsed }, reads));
      if (identity !== null) return identity;
    }
  } catch (error) {
    if (error instanceof ProviderError) return IdentityProviderFailed.because(error);
    throw error;
  }
  return IdentityNotFound.at({ provider });
}

/** What linking and unlinking share. The input is kept as sent, because a repeated request may find no link. */
function toRequest(input: UnlinkIdentityInput, user: LinkedUser, evidence: LinkEvidence) {
  const { provider, realm = null, subject, idempotencyKey = null } = input;
  const sent: JsonObject = { userId: user.id, provider, realm, subject, evidence };
  return { userId: user.id, idempotencyKey, input: sent, secrets: {}, fields: ["links"], touched: [] };
}

/** Whether the identity and one of the user's have the same address, verified at both. */
async function sharesVerifiedEmail(
  identity: ProviderIdentity,
  user: LinkedUser,
  context: GraphContext,
): Promise<boolean> {
  const verified = ({ profile }: ProviderIdentity) => (profile.emailVerified ? profile.email : undefined);
  const email = verified(identity);
  if (email === undefined) return false;
  const own = await Promise.all(user.links.map((link) => readNow(link, context.reads)));
  return own.some(
    (read) =>
      read.availability === "FRESH" &&
      toIdentityText(read.identity) !== toIdentityText(identity) &&
      isSameEmail(verified(read.identity) ?? "", email),
  );
}

/** The identity as its provider has it now: neither an earlier answer nor a search index proves anything. */
function readNow(key: IdentityKey, reads: ProviderReads): Promise<IdentityRead> {
  reads.forget(key);
  return reads.read({ ...key, changedAt: new Date() });
}
