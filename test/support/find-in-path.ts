import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of an installed program, or undefined when the machine does not have it. */
export function findInPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
