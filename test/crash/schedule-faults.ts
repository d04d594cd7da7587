import type { Sandbox } from "../../src/sandbox/sandbox.js";
import type { Command } from "./schedule.js";

const writeOperations = {
  auth0: ["UpdateUser"],
  cognito: [
    "AdminCreateUser",
    "AdminSetUserPassword",
    "AdminAddUserToGroup",
    "AdminUpdateUserAttributes",
    "AdminDeleteUserAttributes",
    "AdminDeleteUser",
  ],
  nexus: ["PatchUser", "SyncUserIdentity"],
};

export function setFault(
  sandbox: Sandbox,
  { provider, fault, hitsReads, probability }: Extract<Command, { kind: "fault" }>,
): void {
  const { faults } = sandbox[provider];
  const kind = typeof fault === "number" ? { kind: "status" as const, status: fault } : { kind: fault };
  if (hitsReads) faults.set({ ...kind, probability });
  else faults.set(...writeOperations[provider].map((operation) => ({ ...kind, operation, probability })));
}
