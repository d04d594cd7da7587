import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sandboxCredentials } from "../../src/sandbox/realms.js";
import { bearer, expectProblem, NexusHarness, somebody } from "./nexus-harness.js";

const { basicUser, basicPassword } = sandboxCredentials.nexus;
const userPath = `/v1/users/${somebody.nexusUserId}`;

let nexus: NexusHarness;
beforeAll(async () => {
  nexus = await NexusHarness.start();
});
afterAll(() => nexus.close());

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

describe("credentials", () => {
  test("a bearer token with the application's token is let in", async () => {
    expect((await nexus.send(userPath, { headers: bearer })).status).toBe(200);
  });

  test("basic credentials are let in alone", async () => {
    expect((await nexus.send(userPath, { headers: basic(basicUser, basicPassword) })).status).toBe(200);
  });

  test.each([
    ["none", {}],
    ["a bearer token alone", { authorization: bearer.authorization }],
    ["the application's token alone", { "x-application-token": bearer["x-application-token"] }],
    ["a wrong bearer token", { ...bearer, authorization: "Bearer wrong" }],
    ["a wrong application token", { ...bearer, "x-application-token": "wrong" }],
    ["a wrong password", basic(basicUser, "wrong")],
    ["another scheme", { ...bearer, authorization: "Digest x" }],
  ])("refused: %s", async (_, headers) => {
    const answer = await nexus.send(userPath, { headers: headers as Record<string, string> });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer, Basic");
  });

  test("a write without credentials changes nothing", async () => {
    const before = await nexus.get(userPath);
    const body = JSON.stringify({ nickname: "intruder" });
    expect((await nexus.send(userPath, { method: "PATCH", body, headers: {} })).status).toBe(401);
    expect((await nexus.get(userPath)).body).toEqual(before.body);
  });
});

describe("paths", () => {
  test.each([
    ["GET", "/"],
    ["GET", "/v2/users"],
    ["GET", "/v1/users/"],
    ["DELETE", userPath],
    ["GET", `${userPath}/roles`],
    ["GET", "/v1/users/%E0%A4%A"],
    ["POST", "/v1/organizations"],
  ])("%s %s is unknown, and says so", async (method, path) => {
    expectProblem(await nexus.send(path, { method }), 404, `There is no ${method}`);
    expect(nexus.emulator.requests.at(-1)?.operation).toBe("Unknown");
  });

  test("an encoded slash stays within an id", async () => {
    expectProblem(await nexus.get("/v1/users/a%2Froles"), 404, "a/roles");
    expect(nexus.emulator.requests.at(-1)?.operation).toBe("GetUser");
  });
});

describe("quota", () => {
  test("a spent quota answers 429 and says when to come back", async () => {
    let nowMs = 10_200;
    await NexusHarness.use({ now: () => nowMs }, async (limited) => {
      limited.emulator.setQuotas({ requests: { capacity: 1, refill: 1, intervalMs: 5_000 } });
      expect((await limited.get(userPath)).status).toBe(200);
      const refused = await limited.get(userPath);
      expectProblem(refused, 429, "Too many");
      expect(refused.headers.get("retry-after")).toBe("5");
      nowMs += 5_000;
      expect((await limited.get(userPath)).status).toBe(200);
    });
  });

  test("the quota is generous at the start", async () => {
    await NexusHarness.use({}, async ({ emulator }) => {
      expect(emulator.quotaStates).toMatchObject({ requests: { capacity: 1_000, remaining: 1_000 } });
    });
  });
});

test("seeding replaces all users, even by none", async () => {
  await NexusHarness.use({}, async (fresh) => {
    fresh.emulator.seed([]);
    expect(await fresh.listIds({})).toEqual([]);
    expectProblem(await fresh.get(userPath), 404, somebody.nexusUserId);
    fresh.reset();
    expect((await fresh.get(userPath)).status).toBe(200);
  });
});
