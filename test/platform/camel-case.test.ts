import { expect, test } from "@jest/globals";
import { toSettings, toVariableName } from "../../src/platform/camel-case.js";

test("settings have the values of the variables under camelCase names", () => {
  const variables = { PORT: 1, REQUEST_TIMEOUT_MS: 2, AUTH0_BASE_URL: "x", REDIS_URL: undefined };
  expect(toSettings(variables)).toEqual({
    port: 1,
    requestTimeoutMs: 2,
    auth0BaseUrl: "x",
    redisUrl: undefined,
  });
});

test.each(["PORT", "REQUEST_TIMEOUT_MS", "AUTH0_BASE_URL"])(
  "the variable of a setting is found again: %s",
  (name) => {
    const [setting = ""] = Object.keys(toSettings({ [name]: 1 }));
    expect(toVariableName(setting)).toBe(name);
  },
);
