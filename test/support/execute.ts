import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type GraphQLFormattedError, print } from "graphql";
import { type Json, valueAt } from "./json.js";
import { SecretWatch } from "./secret-watch.js";

/** One GraphQL response; `expectData` and `expectError` print all of it when they fail. */
export interface Result<Data> {
  readonly status: number;
  readonly data: Data | null | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  /** The data, when there is some and no error. */
  expectData(): Data;
  /** The first error with this code. */
  expectError(code: string): GraphQLFormattedError;
}

export type Execute = <Data, Variables>(
  operation: TypedDocumentNode<Data, Variables> | string,
  variables?: Variables,
) => Promise<Result<Data>>;

export interface Caller {
  /** Sent as it is; none for an anonymous caller. */
  readonly token?: string | undefined;
  readonly secrets?: SecretWatch;
}

/**
 * Sends operations over HTTP. No response may hold a password or a token that was sent, and none may have a value at the path
 * of an error.
 */
export function createExecute(url: string, { token, secrets = new SecretWatch() }: Caller = {}): Execute {
  if (token !== undefined) secrets.add(token);
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return async (operation, variables) => {
    secrets.learn(variables);
    const query = typeof operation === "string" ? operation : print(operation);
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    secrets.check(text, "a response");
    const body = JSON.parse(text);
    expectNothingBesideErrors(body);
    return toResult(response.status, body);
  };
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

function expectNothingBesideErrors({ data, errors = [] }: Body): void {
  for (const { path } of errors) {
    if (path === undefined) continue; // an error of the request as a whole
    if (valueAt(data, path) !== null)
      throw new Error(`there is a value beside an error at ${path.join(".")}`);
  }
}

function toResult(status: number, body: Json): Result<Json> {
  const errors: readonly GraphQLFormattedError[] = body.errors ?? [];
  const whole = (): string => JSON.stringify({ status, ...body }, undefined, 2);
  return {
    status,
    data: body.data,
    errors,
    expectData: () => {
      if (errors.length > 0 || !body.data) throw new Error(`expected data without errors, got ${whole()}`);
      return body.data;
    },
    expectError: (code) => {
      const error = errors.find(({ extensions }) => extensions?.code === code);
      if (error === undefined) throw new Error(`expected an error ${code}, got ${whole()}`);
      return error;
    },
  };
}
