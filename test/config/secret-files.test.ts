import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { alone, auth0, configOf, faultsOf } from "./environment.js";

const secret = "s3cret-of-the-tenant-in-a-file-32";
const { AUTH0_CLIENT_SECRET: _, ...withoutSecret } = auth0;

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "secret-files-"));
  file = join(folder, "secret");
  await writeFile(file, `${secret}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a secret of a provider may come from a file, without its last line break", () => {
  const env = alone({ ...withoutSecret, AUTH0_CLIENT_SECRET_FILE: file });
  expect(configOf(env, "AUTH0").AUTH0_CLIENT_SECRET).toBe(secret);
});

test("a secret of the service may come from a file", () => {
  const { service } = loadConfig(registry, { WEBHOOK_SECRETS_FILE: file });
  expect(service.webhookSecrets).toEqual([secret]);
});

test("a secret that is given twice, or by a file that cannot be read, is an error without a value", async () => {
  const empty = join(folder, "empty");
  await writeFile(empty, "");
  expect(
    faultsOf({
      REDIS_URL: "redis://127.0.0.1",
      REDIS_URL_FILE: file,
      ROUTER_SECRETS_FILE: join(folder, "missing"),
      WEBHOOK_SECRETS_FILE: empty,
    }),
  ).toEqual([
    "REDIS_URL_FILE must not be set together with REDIS_URL",
    "ROUTER_SECRETS_FILE names a file that can't be read",
    "WEBHOOK_SECRETS_FILE names an empty file",
  ]);
});

test("only secrets may come from files", () => {
  expect(faultsOf({ PORT_FILE: join(folder, "missing") })).toEqual([]);
});
