import { GraphQLError } from "graphql";

/** The user of a write that is complete could not be read afterwards. Stands in the place of the user, so that the write is still reported. */
export class UserUnreadError extends GraphQLError {
  /** What went wrong, for the log. */
  override readonly cause: unknown;

  constructor(cause: unknown) {
    super("The change was recorded, but the user could not be read afterwards.", {
      extensions: { code: "USER_UNREAD" },
    });
    this.cause = cause;
  }
}
