import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Api, sampleUser, startApi } from "./auth0-api.js";

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.emulator.close());

const user = sampleUser("everywhere");

describe("metadata", () => {
  const seedMetadata = { kept: 1, gone: 2, nested: { one: 1, two: 2 } };
  beforeEach(async () => {
    await api.update(user.user_id, { user_metadata: {}, app_metadata: {} });
    await api.update(user.user_id, { user_metadata: seedMetadata, app_metadata: seedMetadata });
  });

  test.each(["user_metadata", "app_metadata"])("%s merges at the first level only", async (property) => {
    const change = { gone: null, nested: { two: 22 }, fresh: { inner: null } };

    const { body } = await api.update(user.user_id, { [property]: change });

    expect(body[property]).toEqual({ kept: 1, nested: { two: 22 }, fresh: { inner: null } });
  });

  test("that is empty wipes the whole object, and only that one", async () => {
    const { body } = await api.update(user.user_id, { app_metadata: {} });

    expect(body.app_metadata).toEqual({});
    expect(body.user_metadata).toEqual(seedMetadata);
  });

  test.each([
    ["user_metadata", { "a.b": 1 }],
    ["user_metadata", { deep: [{ $set: 1 }] }],
    ["app_metadata", { price$: 1 }],
    ["app_metadata", { email: "x@example.com" }],
    ["app_metadata", { __tenant: "x" }],
  ])("%s may not hold %j", async (property, value) => {
    const answer = await api.update(user.user_id, { [property]: value });

    expect(answer).toMatchObject({ status: 400, body: { errorCode: "invalid_body" } });
    expect(answer.body.message).toContain(`on property ${property}.`);
  });

  test("names reserved in app_metadata are free in user_metadata", async () => {
    const { body } = await api.update(user.user_id, { user_metadata: { email: "x@example.com" } });

    expect(body.user_metadata.email).toBe("x@example.com");
  });
});
