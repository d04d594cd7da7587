import { writeFile } from "node:fs/promises";
import { registry } from "../app.js";
import { toGeneratedFiles } from "./generated-files.js";

/** Writes the committed files that are generated. */
const root = new URL("../../", import.meta.url);
for (const [path, text] of Object.entries(await toGeneratedFiles(registry))) {
  await writeFile(new URL(path, root), text);
}
