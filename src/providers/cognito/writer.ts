import type { IdentityKey } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import { pickSecrets } from "../../identity/secrets.js";
import type {
  ChangePlan,
  CreationOrder,
  CreationResult,
  IdentityCreator,
  IdentityUpdate,
  IdentityWriter,
  Secrets,
  WriteStep,
} from "../../identity/writer.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { CognitoClient } from "./client.js";
import { checkRealm, outcomeUnknown, withFields } from "./errors.js";
import { toCompletion, toMarked, toOrder, toTakenField, toUsername } from "./mapping.creation.js";
import { type Requested, toAttributeChanges, toFieldName, toRequested } from "./mapping.input.js";
import { CognitoProviderIdentity, toMetadataAttributes } from "./mapping.js";
import { findMarked, isMadeBy, toMark, withoutMarks } from "./mapping.mark.js";
import { isPasswordLater, type NewUser, toNewUser } from "./mapping.new-user.js";
import { stepBody, stepCall, toPlan } from "./mapping.plan.js";
import { findRefusals } from "./mapping.refusals.js";
import type { CognitoSettings } from "./settings.js";
import { getUserBySub, readFresh } from "./source.js";
import type { AttributeTexts, CognitoUser, UserAddress, UserCreation } from "./wire.js";

export interface WriterOptions {
  readonly client: CognitoClient;
  readonly settings: CognitoSettings;
  readonly scope: CallScope;
}

/** Changes users step by step: no call of Cognito makes all changes at once. */
export function createCognitoWriter({ client, settings, scope }: WriterOptions): IdentityWriter {
  const metadata = toMetadataAttributes(settings);

  async function readGroups(pool: IdentityKey["realm"], requested: Requested, user: CognitoUser) {
    if (requested.addGroups === undefined && requested.removeGroups === undefined) return new Set<string>();
    const groups = await client.listGroups(pool, user.username, scope);
    return new Set(groups.map(({ GroupName }) => GroupName));
  }

  async function plan(key: IdentityKey, change: IdentityUpdate): Promise<ChangePlan | null> {
    checkRealm(key, settings.userPoolIds);
    const found = await readFresh({ client, pool: key.realm, sub: key.subject, scope });
    if (found === null) return null;
    const user = withoutMarks(found);
    const requested = toRequested(change);
    const groups = await readGroups(key.realm, requested, user);
    const attributes = toAttributeChanges(requested, user, metadata);
    const refusals = findRefusals({ requested, user, key, groups, attributes, metadata });
    return toPlan({ key, requested, user, groups, attributes, refusals });
  }

  async function take(step: WriteStep, secrets: Secrets): Promise<void> {
    checkRealm(step.key, settings.userPoolIds);
    const needed = pickSecrets("COGNITO", step.secrets, secrets);
    try {
      await takeStep(client, step, needed, scope);
    } catch (error) {
      const [field = "group"] = step.fields;
      throw withFields(error, (name) => (name === "group" ? field : toFieldName(name, metadata)));
    }
  }

  return { plan, take };
}

/** Creates users. Further calls set what AdminCreateUser can't set. */
export function createCognitoCreator({ client, settings, scope }: WriterOptions): IdentityCreator {
  const metadata = toMetadataAttributes(settings);

  function toIdentity(pool: IdentityKey["realm"], user: CognitoUser): ProviderIdentity {
    return new CognitoProviderIdentity(user, pool, metadata);
  }

  async function find(order: CreationOrder): Promise<ProviderIdentity | null> {
    const naming = await client.getNaming(order.realm, scope);
    const { name } = toUsername(order, naming);
    const user = name === undefined ? null : await client.getUser(order.realm, name, scope);
    return user !== null && isMadeBy(order, user) ? toIdentity(order.realm, user) : null;
  }

  /** Reads a user whom the answer did not return. The user exists, even when this read fails. */
  async function readCreated(order: CreationOrder, { pool, username }: UserAddress): Promise<CognitoUser> {
    const user = await client.getUser(pool, username, scope).catch(() => null);
    if (user === null || !isMadeBy(order, user))
      throw outcomeUnknown("the user was created, but could not be read");
    return user;
  }

  async function create(order: CreationOrder, secrets: Secrets): Promise<CreationResult> {
    const body = toNewUser(order);
    const naming = await client.getNaming(order.realm, scope);
    const { name, refusals } = toUsername(order, naming);
    const marked = toMarked(order, naming);
    const all = [...body.refusals, ...refusals, ...marked.refusals];
    if (name === undefined || all.length > 0) return { kind: "refused", refusals: all };
    try {
      const at: UserAddress = { pool: order.realm, username: name };
      const creation = toCreation(body, marked.attributes, secrets);
      const user = (await client.createUser(at, creation, scope)) ?? (await readCreated(order, at));
      return { kind: "created", identity: toIdentity(order.realm, user) };
    } catch (error) {
      const failure = withFields(error, (name) => toFieldName(name, metadata));
      if (!(failure instanceof ProviderError)) throw failure;
      const { kind, refusals } = failure;
      const [first] = refusals;
      if (first === undefined) throw failure;
      if (kind === "conflict") return { kind: "taken", field: toTakenField(first.field, order, naming) };
      if (kind === "rejected") return { kind: "refused", refusals };
      throw failure;
    }
  }

  async function remove(order: CreationOrder, key: IdentityKey): Promise<"removed" | "unproven"> {
    const { realm: pool, subject: sub } = key;
    const user = await getUserBySub({ client, pool, sub, scope });
    if (user === null) return "removed";
    if (!isMadeBy(order, user)) return "unproven";
    try {
      await client.deleteUser({ pool, username: sub }, scope);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind !== "not_found") throw error;
    }
    return "removed";
  }

  return {
    order: (input, writeId, startedAt) => toOrder(input, { writeId, startedAt }, metadata),
    find,
    create,
    completion: toCompletion,
    remove,
    release: (order, key) => unmark({ client, key, scope }, toMark(order)),
  };
}

async function takeStep(
  client: CognitoClient,
  step: WriteStep,
  secrets: Secrets,
  scope: CallScope,
): Promise<void> {
  const { username, ...body } = stepBody.parse(step.body);
  const { attributes = {}, names = [], group = "", isPermanent = true, mark = "" } = body;
  const at: UserAddress = { pool: step.key.realm, username };
  switch (stepCall.parse(step.call)) {
    case "update-attributes":
      return client.updateAttributes(at, attributes, scope);
    case "delete-attributes":
      return client.deleteAttributes(at, names, scope);
    case "disable":
      return client.setEnabled(at, false, scope);
    case "enable":
      return client.setEnabled(at, true, scope);
    case "remove-group":
      return client.removeFromGroup(at, group, scope);
    case "add-group":
      return client.addToGroup(at, group, scope);
    case "set-password":
      return client.setPassword(at, { text: secrets.password ?? "", isPermanent }, scope);
    case "unmark":
      return unmark({ client, key: step.key, scope }, mark);
  }
}

const refusedKinds: ReadonlySet<ProviderError["kind"]> = new Set(["unauthorized", "rejected"]);

interface Marked {
  readonly client: CognitoClient;
  readonly key: IdentityKey;
  readonly scope: CallScope;
}

/**
 * Removes the mark if the user still has it: the attribute may hold another value by now. When the read fails, the outcome
 * is unknown, so that the caller repeats the step: everything else is done.
 */
async function unmark({ client, key, scope }: Marked, mark: string): Promise<void> {
  const read = getUserBySub({ client, pool: key.realm, sub: key.subject, scope });
  const user = await read.catch((error: unknown) => {
    const isRefused = error instanceof ProviderError && refusedKinds.has(error.kind);
    throw isRefused ? error : outcomeUnknown("the user who has a mark could not be read");
  });
  if (user === null) throw new ProviderError("COGNITO", "not_found", "a user who has a mark");
  const names = findMarked(user, mark);
  if (names.length > 0)
    await client.deleteAttributes({ pool: key.realm, username: key.subject }, names, scope);
}

function toCreation(user: NewUser, attributes: AttributeTexts, secrets: Secrets): UserCreation {
  const isSetNow = user.password === "temporary" && !isPasswordLater(user);
  const temporaryPassword = isSetNow ? secrets.password : undefined;
  return {
    attributes,
    invitation: user.invitation,
    ...(temporaryPassword !== undefined && { temporaryPassword }),
  };
}
