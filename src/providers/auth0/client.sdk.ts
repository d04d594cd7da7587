import type { JobsClient } from "auth0/jobs";
import type { UsersClient } from "auth0/users";

type SdkOptions = ConstructorParameters<typeof UsersClient>[0];

/** The clients of the SDK. It has several hundred files, which are loaded with the first call instead of at the start. */
export class Auth0Sdk {
  #users: Promise<UsersClient> | undefined;
  #jobs: Promise<JobsClient> | undefined;

  constructor(private readonly options: SdkOptions) {}

  users(): Promise<UsersClient> {
    this.#users ??= import("auth0/users").then(({ UsersClient: Client }) => new Client(this.options));
    return this.#users;
  }

  jobs(): Promise<JobsClient> {
    this.#jobs ??= import("auth0/jobs").then(({ JobsClient: Client }) => new Client(this.options));
    return this.#jobs;
  }
}
