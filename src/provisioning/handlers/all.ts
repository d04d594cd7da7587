import type { WriteHandlers } from "../runner.js";
import { createIdentity } from "./create-identity.js";
import { linkIdentity, unlinkIdentity } from "./link-identity.js";
import { syncIdentity } from "./sync-identity.js";
import { updateUser } from "./update-user.js";

/** Everything that the journal may hold, by the kind that stands in its rows. */
export const writeHandlers: WriteHandlers = new Map(
  [createIdentity, linkIdentity, syncIdentity, unlinkIdentity, updateUser].map((handler) => [
    handler.kind,
    handler,
  ]),
);
