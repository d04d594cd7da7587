import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface SourceFile {
  /** As src/app.ts. */
  readonly path: string;
  readonly text: string;
  /** The text without its comments, good enough to look for words in. */
  readonly code: string;
}

/** Every TypeScript file in src, sorted by path. */
export async function readSources(): Promise<readonly SourceFile[]> {
  const paths: string[] = [];
  for await (const path of glob("src/**/*.ts", { cwd: root })) paths.push(path);
  return Promise.all(
    paths.sort().map(async (path) => {
      const text = await readFile(`${root}${path}`, "utf8");
      return { path, text, code: text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "") };
    }),
  );
}
