import { readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { serviceVariables } from "../../src/settings.js";

const folder = new URL("../../deploy/compose/", import.meta.url);
const { services } = parse(await readFile(new URL("compose.yaml", folder), "utf8"));

describe("the compose file", () => {
  test("runs the subgraph without privileges on a read-only file system", () => {
    expect(services.subgraph).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
  });

  test("publishes the router only, on the machine itself", () => {
    const published = Object.entries<{ readonly ports?: readonly string[] }>(services).flatMap(
      ([name, { ports = [] }]) => ports.map((port) => [name, port]),
    );
    expect(published).toEqual([["router", expect.stringMatching(/^127\.0\.0\.1:/)]]);
  });

  test("contains no password", async () => {
    const text = await readFile(new URL("compose.yaml", folder), "utf8");
    expect(text.match(/PASSWORD: (?!\$\{POSTGRES_PASSWORD)/)).toBeNull();
  });

  test("sets variables that the service knows", () => {
    const names = Object.keys(services.subgraph.environment);
    expect(names.filter((name) => !Object.hasOwn(serviceVariables.shape, name))).toEqual([]);
  });
});
