import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import type { NexusSettings } from "./settings.js";
import type { UserStore } from "./user-store.js";

/** One authorised request, and the data to answer it. */
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

/** The members that every write sets on a changed record. */
export function changeMarks({ now }: Call): { readonly modified: string; readonly modifiedBy: string } {
  return { modified: new Date(now()).toISOString(), modifiedBy: "sandbox" };
}

/** The members that are set on a new record. */
export function creationMarks(call: Call): Readonly<Record<string, string>> {
  const { modified, modifiedBy } = changeMarks(call);
  return { created: modified, createdBy: modifiedBy, modified, modifiedBy };
}
