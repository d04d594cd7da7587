import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import type { NexusSettings } from "./settings.js";
import type { UserStore } from "./user-store.js";

/** One call that has been let in, and what there is to answer it. */
export interface Call {
  readonly request: EmulatorRequest;
  /** The path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly users: UserStore;
  readonly settings: NexusSettings;
  readonly now: () => number;
}

export type Handler = (call: Call) => EmulatorAnswer;

export function parameter({ parameters }: Call, name: string): string {
  return parameters[name] ?? "";
}

/** The marks that every write leaves on what it changes. */
export function changeMarks({ now }: Call): { readonly modified: string; readonly modifiedBy: string } {
  return { modified: new Date(now()).toISOString(), modifiedBy: "sandbox" };
}

/** The marks of something new. */
export function creationMarks(call: Call): Readonly<Record<string, string>> {
  const { modified, modifiedBy } = changeMarks(call);
  return { created: modified, createdBy: modifiedBy, modified, modifiedBy };
}
