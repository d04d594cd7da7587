import { execFile } from "node:child_process";
import { cp, mkdir, rename, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { Instruction, Stage } from "./dockerfile.js";

export interface ReplayOptions {
  readonly stages: readonly Stage[];
  /** Where the build would be started. */
  readonly context: string;
  /** An empty folder; each stage becomes a root in it, named as the stage. */
  readonly folder: string;
  /** Packages that are installed already, by the step that would install the very same again. */
  readonly installed: Readonly<Record<string, string>>;
}

/** Does what an image build would do, by the machine's own shell and in plain folders. */
export async function replay({ stages, context, folder, installed }: ReplayOptions): Promise<void> {
  for (const stage of stages) {
    const root = join(folder, stage.name);
    let workingFolder = root;
    for (const instruction of stage.instructions) {
      if (instruction.name === "WORKDIR") {
        workingFolder = join(root, instruction.text);
        await mkdir(workingFolder, { recursive: true });
      }
      await step(instruction, { workingFolder, context, folder, installed });
    }
  }
}

interface Place extends Omit<ReplayOptions, "stages"> {
  readonly workingFolder: string;
}

async function step({ name, text }: Instruction, place: Place): Promise<void> {
  switch (name) {
    case "COPY":
      return copy(text, place);
    case "RUN":
      return run(text, place);
    case "WORKDIR":
    case "ENV":
    case "USER":
    case "EXPOSE":
    case "HEALTHCHECK":
    case "CMD":
      return;
    default:
      throw new Error(`the Dockerfile has ${name}, which the replay doesn't know`);
  }
}

async function run(command: string, { workingFolder, installed }: Place): Promise<void> {
  const packages = installed[command];
  if (packages !== undefined) return symlink(packages, join(workingFolder, "node_modules"));
  const env = { ...process.env, NODE_OPTIONS: "", npm_config_prefer_offline: "true" };
  await promisify(execFile)("bash", ["-c", command], { cwd: workingFolder, env });
}

/**
 * A folder's content goes into the target; files go under it when it ends in a slash. What another stage has is moved,
 * which is all the same to who needs it once, and tens of thousands of small files sooner.
 */
async function copy(text: string, { workingFolder, context, folder }: Place): Promise<void> {
  const [, stage, paths = ""] = /^(?:--from=(\S+) )?(.+)$/.exec(text) ?? [];
  const sources = paths.split(" ");
  const target = sources.pop() ?? "";
  for (const source of sources) {
    const from = stage === undefined ? join(context, source) : join(folder, stage, source);
    const to = target.endsWith("/")
      ? join(workingFolder, target, basename(source))
      : join(workingFolder, target);
    if (stage === undefined) await cp(from, to, { recursive: true });
    else await rename(from, to);
  }
}
