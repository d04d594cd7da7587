import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import { withTimeout } from "../../platform/http.js";
import { type CognitoConfig, toClientOptions } from "./config.js";
import {
  isNotFound,
  isUndelivered,
  malformed,
  outcomeUnknown,
  toProviderError,
  toWriteError,
} from "./errors.js";
import {
  type AttributeTexts,
  type CognitoGroupWire,
  type CognitoUser,
  createdUserWire,
  getUserWire,
  groupListWire,
  maxPageSize,
  type NewPassword,
  type PoolNaming,
  quoted,
  toAttributeList,
  toUser,
  type UserAddress,
  type UserCreation,
  userListWire,
  userPoolWire,
} from "./wire.js";

/** One method per operation. Every method throws ProviderError and nothing else. */
export class CognitoClient {
  readonly #clients = new Map<string, CognitoIdentityProviderClient>();
  readonly #namings = new Map<Realm, PoolNaming>();

  constructor(private readonly config: CognitoConfig) {}

  /** AdminGetUser: one user, always fresh. Null when there is none, and for federated users, whom it can't find by sub. */
  async getUser(pool: Realm, username: string, signal: AbortSignal): Promise<CognitoUser | null> {
    const answer = await this.#call(signal, (abortSignal) =>
      this.#clientOf(pool)
        .send(new AdminGetUserCommand({ UserPoolId: pool, Username: username }), { abortSignal })
        .catch((error: unknown) => {
          if (isNotFound(error)) return null;
          throw error;
        }),
    );
    if (answer === null) return null;
    const user = getUserWire.safeParse(answer);
    if (!user.success) throw malformed(`AdminGetUser: ${user.error.issues[0]?.path.join(".")}`);
    return user.data;
  }

  /** ListUsers by sub: as new as the index, which may lag. Null when the index has none. */
  async findUserBySub(pool: Realm, sub: ProviderSubject, signal: AbortSignal): Promise<CognitoUser | null> {
    const users = await this.#listUsers(pool, `sub = "${sub}"`, signal);
    return users.find((user) => user.attributes.get("sub") === sub) ?? null;
  }

  /** ListUsers by address, which Cognito compares without regard to case. Several users may share it. */
  async findUsersByEmail(pool: Realm, email: string, signal: AbortSignal): Promise<readonly CognitoUser[]> {
    const users = await this.#listUsers(pool, `email = ${quoted(email)}`, signal);
    const wanted = email.toLowerCase();
    return users.filter((user) => user.attributes.get("email")?.toLowerCase() === wanted);
  }

  /** AdminListGroupsForUser: every group of one user, in as many calls as there are pages. */
  async listGroups(pool: Realm, username: string, signal: AbortSignal): Promise<readonly CognitoGroupWire[]> {
    return this.#collect(async (token) => {
      const page = { Limit: maxPageSize, ...(token && { NextToken: token }) };
      const input = { UserPoolId: pool, Username: username, ...page };
      const answer = await this.#call(signal, (abortSignal) =>
        this.#clientOf(pool).send(new AdminListGroupsForUserCommand(input), { abortSignal }),
      );
      const list = groupListWire.safeParse(answer);
      if (!list.success) throw malformed("group list");
      return { items: list.data.Groups, token: list.data.NextToken };
    });
  }

  /** DescribeUserPool, once per pool: it can't change. */
  async getNaming(pool: Realm, signal: AbortSignal): Promise<PoolNaming> {
    const known = this.#namings.get(pool);
    if (known !== undefined) return known;
    const answer = await this.#call(signal, (abortSignal) =>
      this.#clientOf(pool).send(new DescribeUserPoolCommand({ UserPoolId: pool }), { abortSignal }),
    );
    const naming = userPoolWire.safeParse(answer);
    if (!naming.success) throw malformed("DescribeUserPool");
    this.#namings.set(pool, naming.data);
    return naming.data;
  }

  /** AdminCreateUser. Null when the user was made, but the message to them failed. */
  async createUser(
    at: UserAddress,
    creation: UserCreation,
    signal: AbortSignal,
  ): Promise<CognitoUser | null> {
    const { attributes, invitation, temporaryPassword } = creation;
    const command = new AdminCreateUserCommand({
      ...toUser(at),
      UserAttributes: toAttributeList(attributes),
      ...(invitation === "NONE" ? { MessageAction: "SUPPRESS" } : { DesiredDeliveryMediums: [invitation] }),
      ...(temporaryPassword !== undefined && { TemporaryPassword: temporaryPassword }),
    });
    const answer = await this.#call(
      signal,
      (abortSignal) =>
        this.#clientOf(at.pool)
          .send(command, { abortSignal })
          .catch((error: unknown) => {
            if (isUndelivered(error)) return null;
            throw error;
          }),
      (error, fired) => toWriteError(error, fired, Object.keys(attributes)),
    );
    const created = createdUserWire.safeParse(answer ?? { User: null });
    if (!created.success) throw outcomeUnknown("AdminCreateUser");
    return created.data.User;
  }

  /** AdminUpdateUserAttributes: attributes that are not named stay as they are. */
  updateAttributes(at: UserAddress, attributes: AttributeTexts, signal: AbortSignal): Promise<void> {
    const input = { ...toUser(at), UserAttributes: toAttributeList(attributes) };
    const names = Object.keys(attributes);
    return this.#act(at, new AdminUpdateUserAttributesCommand(input), signal, names);
  }

  /** AdminDeleteUserAttributes: does nothing to those that the user does not have. */
  deleteAttributes(at: UserAddress, names: readonly string[], signal: AbortSignal): Promise<void> {
    const input = { ...toUser(at), UserAttributeNames: [...names] };
    return this.#act(at, new AdminDeleteUserAttributesCommand(input), signal, names);
  }

  setPassword(at: UserAddress, password: NewPassword, signal: AbortSignal): Promise<void> {
    const input = { ...toUser(at), Password: password.text, Permanent: password.isPermanent };
    return this.#act(at, new AdminSetUserPasswordCommand(input), signal);
  }

  enableUser(at: UserAddress, signal: AbortSignal): Promise<void> {
    return this.#act(at, new AdminEnableUserCommand(toUser(at)), signal);
  }

  disableUser(at: UserAddress, signal: AbortSignal): Promise<void> {
    return this.#act(at, new AdminDisableUserCommand(toUser(at)), signal);
  }

  deleteUser(at: UserAddress, signal: AbortSignal): Promise<void> {
    return this.#act(at, new AdminDeleteUserCommand(toUser(at)), signal);
  }

  addToGroup(at: UserAddress, group: string, signal: AbortSignal): Promise<void> {
    return this.#act(at, new AdminAddUserToGroupCommand({ ...toUser(at), GroupName: group }), signal, [
      "group",
    ]);
  }

  removeFromGroup(at: UserAddress, group: string, signal: AbortSignal): Promise<void> {
    return this.#act(at, new AdminRemoveUserFromGroupCommand({ ...toUser(at), GroupName: group }), signal, [
      "group",
    ]);
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  async #listUsers(pool: Realm, filter: string, signal: AbortSignal): Promise<readonly CognitoUser[]> {
    return this.#collect(async (token) => {
      const page = { Limit: maxPageSize, ...(token && { PaginationToken: token }) };
      const input = { UserPoolId: pool, Filter: filter, ...page };
      const answer = await this.#call(signal, (abortSignal) =>
        this.#clientOf(pool).send(new ListUsersCommand(input), { abortSignal }),
      );
      const list = userListWire.safeParse(answer);
      if (!list.success) throw malformed(`ListUsers: ${list.error.issues[0]?.path.join(".")}`);
      return { items: list.data.Users, token: list.data.PaginationToken };
    });
  }

  /** A page may be empty and still have a successor: only a missing token ends the walk. */
  async #collect<Item>(
    readPage: (
      token: string | undefined,
    ) => Promise<{ items: readonly Item[]; token: string | null | undefined }>,
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    let token: string | undefined;
    do {
      const page = await readPage(token);
      items.push(...page.items);
      token = page.token ?? undefined;
    } while (token !== undefined);
    return items;
  }

  async #call<Answer>(
    requestSignal: AbortSignal,
    send: (signal: AbortSignal) => Promise<Answer>,
    toError = toProviderError,
  ): Promise<Answer> {
    const signal = withTimeout(requestSignal, this.config.COGNITO_TIMEOUT_MS);
    try {
      return await send(signal);
    } catch (error) {
      throw toError(error, signal);
    }
  }

  /** A write whose answer says nothing but that it is done. */
  async #act(
    { pool }: UserAddress,
    command: object,
    signal: AbortSignal,
    sent: readonly string[] = [],
  ): Promise<void> {
    await this.#call(
      signal,
      (abortSignal) => this.#clientOf(pool).send(command as AdminEnableUserCommand, { abortSignal }),
      (error, fired) => toWriteError(error, fired, sent),
    );
  }

  /** Pools of one region share a client; the region is the start of the pool's id. */
  #clientOf(pool: Realm): CognitoIdentityProviderClient {
    const region = pool.slice(0, pool.lastIndexOf("_"));
    const known = this.#clients.get(region);
    if (known !== undefined) return known;
    const client = new CognitoIdentityProviderClient(toClientOptions(region, this.config));
    this.#clients.set(region, client);
    return client;
  }
}
