import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { toChangedFields } from "../../src/identity/changed-fields.js";
import { type IdentityKey, type ProviderName, toIdentityKey } from "../../src/identity/link.js";
import type { IdentityUpdate } from "../../src/identity/writer.js";
import { type CallScope, openScope } from "../../src/platform/call-scope.js";
import { writeHandlers } from "../../src/provisioning/handlers/all.js";
import { linkIdentity } from "../../src/provisioning/handlers/link-identity.js";
import { syncIdentity } from "../../src/provisioning/handlers/sync-identity.js";
import { startUpdate } from "../../src/provisioning/handlers/update-user.journal.js";
import { toIdentityOutcomes, updateUser } from "../../src/provisioning/handlers/update-user.js";
import { recover } from "../../src/provisioning/recovery.js";
import { runWrite, type WriteEnvironment } from "../../src/provisioning/runner.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { personCalled } from "../support/sample.js";
import { openWriteHarness, type WriteHarness } from "../support/write-harness.js";

const leaseMs = 30_000;
const nickname = (value: string): IdentityUpdate => ({ profile: { nickname: value } });
const own = (part: Record<string, unknown>): IdentityUpdate => ({ profile: {}, own: part });

describe.each(sharedStoreKinds)("writes of one person, on $name", (kind) => {
  let store: TestStore;
  let harness: WriteHarness;
  let person: SamplePerson;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    harness = await openWriteHarness(store);
    person = personCalled("person-30", harness.sandbox.people);
  });
  afterEach(() => harness.close());

  const keyAt = (provider: ProviderName): IdentityKey => {
    const link = person.links.find((each) => each.provider === provider);
    if (link === undefined) throw new Error(`no identity at ${provider}`);
    return toIdentityKey(link);
  };
  const everywhere = () => person.links.map(({ provider }) => provider);
  /** The status at each provider, whether or not the write has ended. */
  const update = async (
    change: IdentityUpdate,
    providers: readonly ProviderName[] = everywhere(),
    environment: WriteEnvironment = harness.environment,
  ): Promise<{ readonly id: string } & Record<ProviderName, string>> => {
    const fields = toChangedFields(change, ["subject"]);
    const result = await runWrite(environment, writeHandlers, {
      handler: updateUser,
      actor: "client-1",
      userId: person.userId,
      idempotencyKey: null,
      input: {},
      secrets: {},
      progress: startUpdate(providers.map((provider) => ({ key: keyAt(provider), change, fields }))),
      fields,
      touched: providers.map(keyAt),
    });
    const { writeId: id } = { writeId: "", ...result };
    if (result.kind === "completed") return { id, ...toStatuses(result.outcome.identities) };
    if (result.kind !== "pending" || result.progress === null) throw new Error(result.kind);
    return { id, ...toStatuses(toIdentityOutcomes(result.progress)) };
  };
  const toStatuses = (
    outcomes: readonly { key: IdentityKey; status: string }[],
  ): Record<ProviderName, string> =>
    Object.fromEntries(outcomes.map(({ key, status }) => [key.provider, status]));
  const outcomeOf = async (id: string) => {
    const write = await harness.directory.journal.find(id);
    const { identities = [] } = updateUser.outcome.safeParse(write?.outcome).data ?? {};
    return toStatuses(identities);
  };
  const recoverAll = () => recover(harness.environment, writeHandlers);
  const read = async (provider: ProviderName) => {
    const { realm, subject } = keyAt(provider);
    const source = harness.environment.providers.find(({ name }) => name === provider);
    return source?.openSource(openScope()).load(realm, subject, new Date());
  };
  const nicknameAt = async (provider: ProviderName) => (await read(provider))?.profile.nickname;
  const breakAuth0 = () => harness.sandbox.auth0.faults.set({ kind: "reset", operation: "UpdateUser" });
  /** An update of Auth0 whose process stands still while it sends the change: it is unfinished, and its lease lives on. */
  const leaveHanging = async (change: IdentityUpdate): Promise<void> => {
    const another = await harness.openAnother();
    const sent = Promise.withResolvers<void>();
    const take = (): Promise<never> => {
      sent.resolve();
      return new Promise(() => {});
    };
    const providers = another.providers.map((provider) => ({
      ...provider,
      openWriter: (scope: CallScope) => ({ ...provider.openWriter(scope), take }),
    }));
    void update(change, ["AUTH0"], { ...another, providers });
    await sent.promise;
  };
  /** What the call of a hanging change does when it arrives after all. */
  const arrive = async (change: IdentityUpdate): Promise<void> => {
    const provider = harness.environment.providers.find(({ name }) => name === "AUTH0");
    const writer = provider?.openWriter(openScope());
    const plan = await writer?.plan(keyAt("AUTH0"), change);
    for (const step of plan?.steps ?? []) await writer?.take(step, {});
  };

  test("parts of one write proceed independently: one provider that fails does not keep the others waiting", async () => {
    breakAuth0();
    expect(await update(nickname("one"))).toMatchObject({
      AUTH0: "PENDING",
      COGNITO: "APPLIED",
      NEXUS: "APPLIED",
    });
    expect(await nicknameAt("COGNITO")).toBe("one");
    expect(await nicknameAt("NEXUS")).toBe("one");
  });

  test("a write that waits for its provider delays none elsewhere: update, sync and link go through", async () => {
    breakAuth0();
    await update(nickname("one"));

    expect(await update(own({ isBlocked: true }), ["COGNITO"])).toMatchObject({ COGNITO: "APPLIED" });
    const common = {
      actor: "client-1",
      userId: person.userId,
      idempotencyKey: null,
      secrets: {},
      fields: [],
    };
    const synced = await runWrite(harness.environment, writeHandlers, {
      ...{ ...common, handler: syncIdentity, input: {}, touched: [] },
      progress: {
        key: keyAt("NEXUS"),
        input: { audience: "any", attributes: [], connection: {} },
        isSent: false,
      },
    });
    expect(synced).toMatchObject({ kind: "completed", outcome: { kind: "synced" } });
    const linked = await runWrite(harness.environment, writeHandlers, {
      ...{ ...common, handler: linkIdentity, input: {}, touched: [] },
      progress: { key: keyAt("COGNITO"), evidence: "MANUAL" },
    });
    expect(linked).toMatchObject({ kind: "completed", outcome: { kind: "linked" } });
    expect(await read("COGNITO")).toMatchObject({ isBlocked: true });
  });

  test("a newer change of the same field takes the place of a pending one, which ends as SUPERSEDED", async () => {
    breakAuth0();
    const older = await update(nickname("older"));
    harness.sandbox.auth0.faults.clear();

    const newer = await update(nickname("newer"), ["AUTH0"]);
    await recoverAll();

    expect(newer).toMatchObject({ AUTH0: "APPLIED" });
    expect(await outcomeOf(older.id)).toEqual({ AUTH0: "SUPERSEDED", COGNITO: "APPLIED", NEXUS: "APPLIED" });
    expect(await nicknameAt("AUTH0")).toBe("newer");
  });

  test("what no newer write changes is still made, before the newer write", async () => {
    breakAuth0();
    const older = await update({ profile: { nickname: "older", givenName: "Kept" } }, ["AUTH0"]);
    harness.sandbox.auth0.faults.clear();

    const newer = await update(nickname("newer"), ["AUTH0"]);

    expect(newer).toMatchObject({ AUTH0: "APPLIED" });
    expect(await outcomeOf(older.id)).toEqual({ AUTH0: "SUPERSEDED" });
    expect((await read("AUTH0"))?.profile).toMatchObject({ nickname: "newer", givenName: "Kept" });
  });

  test("changes of other fields of one identity wait for each other, and come in their order", async () => {
    breakAuth0();
    const first = await update(own({ appMetadata: { role: "one" } }), ["AUTH0"]);
    const second = await update(own({ appMetadata: { admin: "two" } }), ["AUTH0"]);
    expect([first.AUTH0, second.AUTH0]).toEqual(["PENDING", "PENDING"]);
    harness.sandbox.auth0.faults.clear();

    await recoverAll();
    await recoverAll();

    expect([await outcomeOf(first.id), await outcomeOf(second.id)]).toEqual([
      { AUTH0: "APPLIED" },
      { AUTH0: "APPLIED" },
    ]);
    expect((await read("AUTH0"))?.appMetadata).toMatchObject({ role: "one", admin: "two" });
  });

  test("an urgent block does not wait for a change whose process died in the middle", async () => {
    await leaveHanging(nickname("older"));
    expect(await update(own({ isBlocked: true }), ["AUTH0"])).toMatchObject({ AUTH0: "APPLIED" });
    expect(await read("AUTH0")).toMatchObject({ isBlocked: true });
  });

  test("no older unblock comes after a block, however late its call arrives", async () => {
    await update(own({ isBlocked: true }), ["AUTH0"]);
    await leaveHanging(own({ isBlocked: false }));

    const block = await update(own({ isBlocked: true }), ["AUTH0"], {
      ...harness.environment,
      timeoutMs: 300,
    });
    expect(await read("AUTH0")).toMatchObject({ isBlocked: true });
    expect(block).toMatchObject({ AUTH0: "PENDING" });
    await arrive(own({ isBlocked: false }));
    harness.clock.ms += leaseMs;
    await recoverAll();
    await recoverAll();

    expect(await read("AUTH0")).toMatchObject({ isBlocked: true });
    expect(await outcomeOf(block.id)).toEqual({ AUTH0: "APPLIED" });
    expect(await harness.directory.journal.listStarted({ limit: 10 })).toEqual([]);
  });

  test("a block that a newer unblock supersedes does not come after it", async () => {
    breakAuth0();
    const block = await update(own({ isBlocked: true }), ["AUTH0"]);
    harness.sandbox.auth0.faults.clear();
    harness.clock.ms += leaseMs;

    expect(await update(own({ isBlocked: false }), ["AUTH0"])).toMatchObject({ AUTH0: expect.any(String) });
    harness.clock.ms += leaseMs;
    await recoverAll();

    expect(await outcomeOf(block.id)).toEqual({ AUTH0: "SUPERSEDED" });
    expect((await read("AUTH0"))?.isBlocked).not.toBe(true);
  });
});
