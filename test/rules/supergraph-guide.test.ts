import { readFile, stat } from "node:fs/promises";
import { expect, test } from "@jest/globals";

const root = new URL("../../", import.meta.url);
const guide = await readFile(new URL("docs/supergraph.md", root), "utf8");

test.each(["examples/gateways/hive/gateway.config.js", "examples/gateways/grafbase/grafbase.toml"])(
  "the guide to supergraphs quotes %s, which the conformance rows run",
  async (path) => {
    expect(guide).toContain((await readFile(new URL(path, root), "utf8")).trim());
  },
);

test.each([...guide.matchAll(/`(examples\/[\w./-]+)`/g)].map(([, path]) => path ?? ""))(
  "its file %s exists",
  async (path) => {
    expect(await stat(new URL(path, root))).toBeDefined();
  },
);
