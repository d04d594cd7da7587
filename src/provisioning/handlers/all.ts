import type { WriteHandler, WriteHandlers } from "../write-handler.js";
import { createIdentity } from "./create-identity.js";
import { linkIdentity, unlinkIdentity } from "./link-identity.js";
import { syncIdentity } from "./sync-identity.js";
import { updateUser } from "./update-user.js";

const handlers: readonly WriteHandler[] = [
  createIdentity,
  linkIdentity,
  syncIdentity,
  unlinkIdentity,
  updateUser,
];

/** The handler of each kind of write that the journal keeps. */
export const writeHandlers: WriteHandlers = new Map(handlers.map((handler) => [handler.kind, handler]));
