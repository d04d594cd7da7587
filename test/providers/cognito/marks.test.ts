import {
  AdminDeleteUserAttributesCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../../src/identity/app-metadata.js";
import { toRealm, toSubject } from "../../../src/identity/ids.js";
import type { ProviderIdentity } from "../../../src/identity/provider.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { writeHandlers } from "../../../src/provisioning/handlers/all.js";
import { recover } from "../../../src/provisioning/recovery.js";
import type { ParkedWrite } from "../../../src/provisioning/runner.js";
import { emailPool, strictPool } from "../../../src/sandbox/cognito/pool-plan.js";
import { Killed, ScheduleProcess } from "../../crash/schedule-process.js";
import { presentFresh } from "../../support/presented.js";
import { type Creations, createIn, goodPassword, leaseMs, openCreations, recoverAll } from "./creations.js";

const email = "grace@example.com";
const pool = emailPool.id;
const order = { realm: pool, email, givenName: "Grace", familyName: "Hopper" };
const mark = /^urn:identity-subgraph:write:[0-9a-f-]{36}:[0-9a-f-]{36}$/;
const someMark = `urn:identity-subgraph:write:${"0".repeat(36)}:${"0".repeat(36)}`;

let creations: Creations;

beforeAll(async () => {
  creations = await openCreations();
});
afterAll(() => creations.close());
beforeEach(() => creations.reset());

const faults = () => creations.running.emulator.faults;
const source = () => creations.provider.openSource(openScope());
const shown = (identity: ProviderIdentity | null | undefined) => identity && presentFresh(identity);
/** A creation that has done everything but take its mark off. */
const leaveMarked = async (input: JsonObject = order): Promise<string> => {
  faults().set({ kind: "status", status: 503, operation: "AdminDeleteUserAttributes" });
  expect(await createIn(creations.environment(), { ...input, password: goodPassword })).toBeNull();
  faults().clear();
  const [account] = await creations.list(String(input.realm));
  return account?.sub ?? "";
};
const recoverLater = (onParked: (write: ParkedWrite) => void = () => undefined) => {
  creations.clock.ms += leaseMs + 1;
  return recover({ ...creations.environment(), onParked }, writeHandlers);
};

describe("a mark that is in place", () => {
  test("is in the pool, and shows nowhere to readers", async () => {
    const sub = await leaveMarked();
    expect((await creations.read(pool, sub)).attributes.website).toMatch(mark);
    const byId = await source().load(toRealm(pool), toSubject(sub));
    const [byEmail] = await source().findByEmail(toRealm(pool), email);
    const cached = source().fromCache(toRealm(pool), JSON.parse(JSON.stringify(byId?.toRecord())));
    for (const identity of [byId, byEmail, cached]) {
      expect(shown(identity)).toMatchObject({ email, website: null });
      expect(JSON.stringify([identity?.toRecord(), shown(identity)])).not.toContain("urn:identity-subgraph");
    }
  });

  test("shows in no plan of a change, and can be written over like no value", async () => {
    const sub = await leaveMarked();
    const key = { provider: "COGNITO", realm: toRealm(pool), subject: toSubject(sub) } as const;
    const writer = creations.provider.openWriter(openScope());
    const website = "https://grace.example.com";
    const plan = await writer.plan(key, { profile: {}, own: { json: { website } } });
    expect(plan?.changes).toEqual([{ field: "json.website", before: null, after: website }]);
    const cleared = await writer.plan(key, { profile: {}, own: { json: { website: null } } });
    expect(cleared?.steps).toEqual([]);
  });

  test("is taken off by recovery, which then links the account", async () => {
    const sub = await leaveMarked();
    expect((await recoverLater()).completed).toHaveLength(1);
    expect((await creations.read(pool, sub)).attributes).not.toHaveProperty("website");
    const { users } = await creations.directory().listUsers({ first: 10 });
    expect(users.flatMap(({ links }) => links.map(({ subject }) => subject))).toEqual([sub]);
  });

  test("leaves a value that has replaced it", async () => {
    const sub = await leaveMarked();
    const UserAttributes = [{ Name: "website", Value: "https://grace.example.com" }];
    await creations.client.send(
      new AdminUpdateUserAttributesCommand({ UserPoolId: pool, Username: sub, UserAttributes }),
    );
    expect((await recoverLater()).completed).toHaveLength(1);
    expect((await creations.read(pool, sub)).attributes.website).toBe("https://grace.example.com");
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  "a process that dies at its call %i leaves no mark once recovery was there",
  async (call) => {
    for (const isAfter of [false, true]) {
      await creations.reset();
      const environment = creations.environment();
      const process = new ScheduleProcess({ ...environment, onJournal: () => undefined });
      process.kill(call, isAfter);
      await createIn(process.environment, { ...order, groups: ["editors"] }).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      await recoverAll(environment, creations.clock);
      const accounts = await creations.list(pool);
      expect(accounts.length).toBeLessThanOrEqual(1);
      expect(JSON.stringify(accounts)).not.toContain("urn:identity-subgraph");
    }
  },
);

describe("where the mark goes", () => {
  const placeOf = async (input: JsonObject): Promise<readonly string[]> => {
    const sub = await leaveMarked(input);
    const { attributes } = await creations.read(String(input.realm), sub);
    return Object.keys(attributes).filter((name) => mark.test(attributes[name] ?? ""));
  };

  test("is the first attribute that the input leaves free", async () => {
    expect(await placeOf(order)).toEqual(["website"]);
    await creations.reset();
    const json = { website: "https://grace.example.com", profile: "https://p.example.com" };
    expect(await placeOf({ ...order, json })).toEqual(["zoneinfo"]);
  });

  test("is one that the pool neither requires nor fixes", async () => {
    const json = { zoneinfo: "Europe/Paris" };
    expect(await placeOf({ ...order, realm: strictPool.id, json })).toEqual(["profile"]);
  });

  test("is nowhere, and the creation is refused, when all of them are taken", async () => {
    const json = { website: "w", profile: "p", zoneinfo: "z", address: "a" };
    const outcome = await createIn(creations.environment(), { ...order, json });
    expect(outcome).toMatchObject({
      kind: "failed",
      failure: {
        kind: "refused",
        refusals: [{ field: "json", rule: expect.stringContaining("website, profile, zoneinfo, address") }],
      },
    });
    expect(creations.calls()).not.toContain("AdminCreateUser");
  });

  test("takes no text from callers that looks like one", async () => {
    const outcome = await createIn(creations.environment(), { ...order, json: { website: someMark } });
    expect(outcome).toMatchObject({ failure: { kind: "refused", refusals: [{ field: "json.website" }] } });
  });
});

describe("a creation that must be undone", () => {
  /** Its group is missing, and its deletion does not come through. */
  const leaveUndoing = async (): Promise<string> => {
    faults().set({ kind: "status", status: 503, operation: "AdminDeleteUser" });
    expect(await createIn(creations.environment(), { ...order, groups: ["missing"] })).toBeNull();
    faults().clear();
    const [account] = await creations.list(pool);
    return account?.sub ?? "";
  };

  test("takes the account away whose mark it has read again", async () => {
    await leaveUndoing();
    creations.running.emulator.clearRequests();
    expect((await recoverLater()).completed).toHaveLength(1);
    expect(creations.calls()).toEqual(["AdminGetUser", "AdminDeleteUser"]);
    expect(await creations.list(pool)).toEqual([]);
  });

  test("touches nothing and waits for an operator, with an audit entry, when the mark is gone", async () => {
    const sub = await leaveUndoing();
    await creations.client.send(
      new AdminDeleteUserAttributesCommand({
        UserPoolId: pool,
        Username: sub,
        UserAttributeNames: ["website"],
      }),
    );
    const before = await creations.read(pool, sub);
    const parked: ParkedWrite[] = [];
    await recoverLater((write) => parked.push(write));
    await recoverLater((write) => parked.push(write));
    expect(parked).toEqual([expect.objectContaining({ reason: "ownership_unknown" })]);
    expect(await creations.read(pool, sub)).toEqual(before);
    const audit = await creations.directory().journal.listAudit({ limit: 10 });
    expect(audit).toEqual([expect.objectContaining({ writeId: parked[0]?.id })]);
  });
});
