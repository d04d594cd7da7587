import { writeFile } from "node:fs/promises";
import { registry } from "../app.js";
import { createSubgraph } from "../graphql/schema/build-schema.js";
import { toAccessPolicyTable } from "./access-policy-table.js";
import { toEnvExample } from "./env-example.js";

/** Writes the committed files that are generated: the SDL, .env.example and the table of the access policy. */
const root = new URL("../../", import.meta.url);
const { sdl } = await createSubgraph(registry);
await writeFile(new URL("schema/subgraph.graphql", root), sdl);
await writeFile(new URL(".env.example", root), toEnvExample(registry));
await writeFile(new URL("docs/access-policy.md", root), toAccessPolicyTable(registry));
