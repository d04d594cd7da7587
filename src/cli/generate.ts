import { writeFile } from "node:fs/promises";
import { registry } from "../app.js";
import { createSubgraph } from "../graphql/schema/build-schema.js";
import { toEnvExample } from "./env-example.js";

/** Writes the committed files that are made from code: the SDL and .env.example. */
const root = new URL("../../", import.meta.url);
const { sdl } = await createSubgraph(registry);
await writeFile(new URL("schema/subgraph.graphql", root), sdl);
await writeFile(new URL(".env.example", root), toEnvExample(registry));
