/** What was asked for can't be done; the message is a sentence for the person who asked. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** The command has reported its result, which is not all that was asked for. */
export class Incomplete extends Error {
  constructor() {
    super("the result is incomplete");
    this.name = "Incomplete";
  }
}
