/** One instruction of a Dockerfile, as COPY with all that stands behind it. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** What lies between one FROM and the next. */
export interface Stage {
  /** Its name, or its number where it has none. */
  readonly name: string;
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** Reads the part of the language that the project's Dockerfile uses: no heredocs, no ARG, no other escapes. */
export function parseDockerfile(text: string): readonly Stage[] {
  const lines = text
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: { name: string; base: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = "", rest = ""] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === "") throw new Error(`the Dockerfile has a line that is no instruction: ${line}`);
    if (name === "FROM") stages.push(toStage(rest, stages.length));
    else stages.at(-1)?.instructions.push({ name, text: rest });
  }
  return stages;
}

function toStage(text: string, index: number) {
  const [base = "", , name = String(index)] = text.split(" ");
  return { name, base, instructions: [] };
}

/** The text of the last such instruction, which is the one that counts. */
export function lastOf(stage: Stage, name: string): string {
  const found = stage.instructions.filter((instruction) => instruction.name === name).at(-1);
  if (found === undefined) throw new Error(`the Dockerfile's last stage has no ${name}`);
  return found.text;
}

/** The variables of all ENV instructions; values without spaces and quotes. */
export function variablesOf({ instructions }: Stage): Readonly<Record<string, string>> {
  const settings = instructions.filter(({ name }) => name === "ENV").flatMap(({ text }) => text.split(" "));
  return Object.fromEntries(settings.map((setting) => setting.split("=") as [string, string]));
}

/** The program and its arguments behind CMD, as in `CMD ["node", "main.js"]`. */
export function commandOf(text: string): readonly [string, ...string[]] {
  return JSON.parse(text.slice(text.indexOf("[")));
}
