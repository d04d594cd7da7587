import type { CognitoRecord } from "../person.js";
import { invalidParameter } from "./refusal.js";

export type Attributes = Readonly<Record<string, string>>;

/** A user of a pool. Immutable: a write replaces it, so that earlier readers keep theirs. */
export interface PoolUser {
  readonly sub: string;
  readonly username: string;
  /** All but `sub`. */
  readonly attributes: Attributes;
  readonly isEnabled: boolean;
  readonly status: string;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  /** Digests of the passwords so far, latest first, as many as the pool's history needs. */
  readonly passwordDigests: readonly string[];
}

const seededAtMs = Date.UTC(2026, 0, 1, 8);

export function toSeededUser({ sub, username, attributes, isEnabled, status }: CognitoRecord): PoolUser {
  const dates = { createdAtMs: seededAtMs, modifiedAtMs: seededAtMs };
  return { sub, username, attributes, isEnabled, status, ...dates, passwordDigests: [] };
}

/** As in the lists and in the answer to a creation. */
export function toListedUser(
  user: PoolUser,
  attributesToGet?: readonly string[],
): Readonly<Record<string, unknown>> {
  const { attributes, ...rest } = toWire(user);
  return {
    ...rest,
    Attributes: attributesToGet === undefined ? attributes : pick(attributes, attributesToGet),
  };
}

/** As in the answer to AdminGetUser, which alone calls the attributes UserAttributes. */
export function toReadUser(user: PoolUser): Readonly<Record<string, unknown>> {
  const { attributes, ...rest } = toWire(user);
  return { ...rest, UserAttributes: attributes };
}

export function toEpochSeconds(ms: number): number {
  return ms / 1000;
}

interface WireAttribute {
  readonly Name: string;
  readonly Value: string;
}

function toWire(user: PoolUser) {
  const attributes: readonly WireAttribute[] = Object.entries({ sub: user.sub, ...user.attributes }).map(
    ([Name, Value]) => ({ Name, Value }),
  );
  return {
    Username: user.username,
    attributes,
    Enabled: user.isEnabled,
    UserStatus: user.status,
    UserCreateDate: toEpochSeconds(user.createdAtMs),
    UserLastModifiedDate: toEpochSeconds(user.modifiedAtMs),
  };
}

/** AWS refuses the whole page when one of its users lacks one of the attributes. */
function pick(attributes: readonly WireAttribute[], names: readonly string[]): readonly WireAttribute[] {
  return names.map((name) => {
    const attribute = attributes.find(({ Name }) => Name === name);
    if (attribute === undefined) throw invalidParameter("One or more requested attributes do not exist.");
    return attribute;
  });
}
