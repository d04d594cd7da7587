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
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Gate } from "../../identity/gate.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import { collectPages } from "../../platform/batch.js";
import type { CallScope } from "../../platform/call-scope.js";
import { withTimeout } from "../../platform/http.js";
import { createSdkClient } from "./client.sdk.js";
import { hasEmail, isNotFound, isUndelivered, toProviderError, toWriteError } from "./errors.js";
import { createParseAnswer } from "./mapping.answers.js";
import { type CognitoSettings, type Operation, toCall, toClientOptions, toRegion } from "./settings.js";
import {
  type AttributeTexts,
  type CognitoGroupWire,
  type CognitoUser,
  createdUserWire,
  getUserWire,
  groupListWire,
  listedUserWire,
  maxPageSize,
  type NewPassword,
  type PoolNaming,
  quoted,
  toAttributeList,
  toUser,
  type UserAddress,
  type UserCreation,
  type UserWrite,
  userListWire,
  userPoolWire,
} from "./wire.js";

/** Sends a command and parses the response, so that a malformed one counts as a failed attempt. */
type Send<Answer> = (
  client: CognitoIdentityProviderClient,
  options: { readonly abortSignal: AbortSignal },
) => Promise<Answer>;

/** One method per operation. Methods throw only ProviderError. */
export class CognitoClient {
  readonly #clients = new Map<string, CognitoIdentityProviderClient>();
  readonly #namings = new Map<Realm, PoolNaming>();
  readonly #parse: ReturnType<typeof createParseAnswer>;

  constructor(
    private readonly settings: CognitoSettings,
    private readonly gate: Gate,
  ) {
    this.#parse = createParseAnswer(gate);
  }

  /** AdminGetUser: one user, always fresh. Returns null for an unknown user, and for a federated user's sub. */
  async getUser(pool: Realm, username: string, scope: CallScope): Promise<CognitoUser | null> {
    const command = new AdminGetUserCommand({ UserPoolId: pool, Username: username });
    return this.#read("AdminGetUser", pool, scope, async (client, options) => {
      const answer = await client.send(command, options).catch((error: unknown) => {
        if (isNotFound(error)) return null;
        throw error;
      });
      return answer === null ? null : this.#parse(getUserWire, answer, toCall("AdminGetUser", pool));
    });
  }

  /** ListUsers by sub, from an index that may lag behind writes. Returns null when the index has no such user. */
  async findUserBySub(pool: Realm, sub: ProviderSubject, scope: CallScope): Promise<CognitoUser | null> {
    const users = await this.#listUsers(pool, `sub = "${sub}"`, scope);
    return users.find(({ attributes }) => attributes.get("sub") === sub) ?? null;
  }

  /** ListUsers by address, compared case-insensitively. Several users may share it. */
  async findUsersByEmail(pool: Realm, email: string, scope: CallScope): Promise<readonly CognitoUser[]> {
    const users = await this.#listUsers(pool, `email = ${quoted(email)}`, scope);
    return users.filter(({ attributes }) => hasEmail(attributes.get("email"), email));
  }

  /** AdminListGroupsForUser: all groups of one user, one call per page. */
  async listGroups(pool: Realm, username: string, scope: CallScope): Promise<readonly CognitoGroupWire[]> {
    return collectPages(async (token) => {
      const page = { Limit: maxPageSize, ...(token && { NextToken: token }) };
      const command = new AdminListGroupsForUserCommand({ UserPoolId: pool, Username: username, ...page });
      return this.#read("AdminListGroupsForUser", pool, scope, async (client, options) => {
        const answer = await client.send(command, options);
        const list = this.#parse(groupListWire, answer, toCall("AdminListGroupsForUser", pool));
        return { items: list.Groups, token: list.NextToken };
      });
    });
  }

  /** DescribeUserPool, once per pool: it can't change. */
  async getNaming(pool: Realm, scope: CallScope): Promise<PoolNaming> {
    const known = this.#namings.get(pool);
    if (known !== undefined) return known;
    const command = new DescribeUserPoolCommand({ UserPoolId: pool });
    const naming = await this.#read("DescribeUserPool", pool, scope, async (client, options) =>
      this.#parse(userPoolWire, await client.send(command, options), toCall("DescribeUserPool", pool)),
    );
    this.#namings.set(pool, naming);
    return naming;
  }

  /** AdminCreateUser. Returns null when the user was created but the message to them failed. */
  async createUser(at: UserAddress, creation: UserCreation, scope: CallScope): Promise<CognitoUser | null> {
    const { attributes, invitation, temporaryPassword } = creation;
    const command = new AdminCreateUserCommand({
      ...toUser(at),
      UserAttributes: toAttributeList(attributes),
      ...(invitation === "NONE" ? { MessageAction: "SUPPRESS" } : { DesiredDeliveryMediums: [invitation] }),
      ...(temporaryPassword !== undefined && { TemporaryPassword: temporaryPassword }),
    });
    const sent = Object.keys(attributes);
    return this.#write({ operation: "AdminCreateUser", at, sent }, scope, async (client, options) => {
      const answer = await client.send(command, options).catch((error: unknown) => {
        if (isUndelivered(error)) return null;
        throw error;
      });
      return this.#parse(createdUserWire, answer ?? { User: null }, toCall("AdminCreateUser", at.pool)).User;
    });
  }

  /** AdminUpdateUserAttributes: other attributes stay unchanged. */
  updateAttributes(at: UserAddress, attributes: AttributeTexts, scope: CallScope): Promise<void> {
    const input = { ...toUser(at), UserAttributes: toAttributeList(attributes) };
    const call = { operation: "AdminUpdateUserAttributes", at, sent: Object.keys(attributes) } as const;
    return this.#act(call, new AdminUpdateUserAttributesCommand(input), scope);
  }

  /** AdminDeleteUserAttributes: ignores attributes that the user does not have. */
  deleteAttributes(at: UserAddress, names: readonly string[], scope: CallScope): Promise<void> {
    const input = { ...toUser(at), UserAttributeNames: [...names] };
    const call = { operation: "AdminDeleteUserAttributes", at, sent: names } as const;
    return this.#act(call, new AdminDeleteUserAttributesCommand(input), scope);
  }

  setPassword(at: UserAddress, password: NewPassword, scope: CallScope): Promise<void> {
    const input = { ...toUser(at), Password: password.text, Permanent: password.isPermanent };
    return this.#act(
      { operation: "AdminSetUserPassword", at },
      new AdminSetUserPasswordCommand(input),
      scope,
    );
  }

  setEnabled(at: UserAddress, isEnabled: boolean, scope: CallScope): Promise<void> {
    const Command = isEnabled ? AdminEnableUserCommand : AdminDisableUserCommand;
    const operation = isEnabled ? "AdminEnableUser" : "AdminDisableUser";
    return this.#act({ operation, at }, new Command(toUser(at)), scope);
  }

  deleteUser(at: UserAddress, scope: CallScope): Promise<void> {
    return this.#act({ operation: "AdminDeleteUser", at }, new AdminDeleteUserCommand(toUser(at)), scope);
  }

  addToGroup(at: UserAddress, group: string, scope: CallScope): Promise<void> {
    const command = new AdminAddUserToGroupCommand({ ...toUser(at), GroupName: group });
    return this.#act({ operation: "AdminAddUserToGroup", at, sent: ["group"] }, command, scope);
  }

  removeFromGroup(at: UserAddress, group: string, scope: CallScope): Promise<void> {
    const command = new AdminRemoveUserFromGroupCommand({ ...toUser(at), GroupName: group });
    return this.#act({ operation: "AdminRemoveUserFromGroup", at, sent: ["group"] }, command, scope);
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  /** ListUsers: one page of at most `maxPageSize` records; of all users without a filter. */
  async listPage(
    pool: Realm,
    { filter, token }: { readonly filter?: string; readonly token: string | undefined },
    scope: CallScope,
  ): Promise<{ readonly items: readonly unknown[]; readonly token: string | null | undefined }> {
    const page = {
      Limit: maxPageSize,
      ...(filter && { Filter: filter }),
      ...(token && { PaginationToken: token }),
    };
    const command = new ListUsersCommand({ UserPoolId: pool, ...page });
    return this.#read("ListUsers", pool, scope, async (client, options) => {
      const list = this.#parse(userListWire, await client.send(command, options), toCall("ListUsers", pool));
      return { items: list.Users, token: list.PaginationToken };
    });
  }

  async #listUsers(pool: Realm, filter: string, scope: CallScope): Promise<readonly CognitoUser[]> {
    const records = await collectPages((token) => this.listPage(pool, { filter, token }, scope));
    return records.map((record) => this.#parse(listedUserWire, record, toCall("ListUsers", pool)));
  }

  #read<Answer>(operation: Operation, pool: Realm, scope: CallScope, send: Send<Answer>): Promise<Answer> {
    return this.gate.read(toCall(operation, pool), scope, (signal) =>
      this.#attempt(pool, signal, send, toProviderError),
    );
  }

  #write<Answer>(
    { operation, at, sent = [] }: UserWrite,
    scope: CallScope,
    send: Send<Answer>,
  ): Promise<Answer> {
    return this.gate.write(toCall(operation, at.pool), scope, (signal) =>
      this.#attempt(at.pool, signal, send, (error, fired) => toWriteError(error, fired, sent)),
    );
  }

  /** A write whose response has no content. */
  async #act(change: UserWrite, command: object, scope: CallScope): Promise<void> {
    const sent = command as AdminEnableUserCommand;
    await this.#write(change, scope, (client, options) => client.send(sent, options));
  }

  async #attempt<Answer>(
    pool: Realm,
    scopeSignal: AbortSignal,
    send: Send<Answer>,
    toError: typeof toProviderError,
  ): Promise<Answer> {
    const signal = withTimeout(scopeSignal, this.settings.timeoutMs);
    try {
      return await send(this.#clientOf(pool), { abortSignal: signal });
    } catch (error) {
      throw toError(error, signal);
    }
  }

  /** Pools of one region share a client. */
  #clientOf(pool: Realm): CognitoIdentityProviderClient {
    const region = toRegion(pool);
    const known = this.#clients.get(region);
    if (known !== undefined) return known;
    const note = (path: string): void => this.gate.noteUnreadable(pool, path);
    const client = createSdkClient(toClientOptions(region, this.settings), note);
    this.#clients.set(region, client);
    return client;
  }
}
