import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { type Emulator, type EmulatorOptions, startEmulator } from "../emulator.js";
import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import type { SamplePerson } from "../person.js";
import { sandboxCredentials } from "../realms.js";
import { KeyRing, type SigningKey } from "./key-ring.js";
import { type Role, roles, toRoleClaims } from "./roles.js";

/** The claims of a token; undefined ones are omitted. */
export type Claims = Readonly<Record<string, unknown>>;

/** Lifetime of a token in seconds. */
const lifetimeSeconds = 12 * 3_600;

const keysPath = /^(\/(?:[\w-]+_[0-9a-zA-Z]+\/)?)\.well-known\/jwks\.json$/;

/** Issues tokens like an Auth0 tenant on `/` and like Cognito user pools, each on the path of its id. */
export class Issuer {
  constructor(
    /** The emulator that publishes the keys. */
    readonly emulator: Emulator,
    private readonly keys: KeyRing,
    private readonly people: readonly SamplePerson[],
    private readonly now: () => number,
  ) {}

  /** The tenant's `iss`. */
  get tenantUrl(): string {
    return `${this.emulator.origin}/`;
  }

  /** The pool's `iss`. */
  poolUrl(poolId: string): string {
    return `${this.emulator.origin}/${poolId}`;
  }

  /** An access token of the tenant, with these claims overriding the usual ones. */
  async issueAuth0(claims: Claims, header: Claims = {}): Promise<string> {
    const iss = this.tenantUrl;
    const usual = { iss, aud: [sandboxCredentials.issuer.audience, `${iss}userinfo`], ...this.#times() };
    return this.sign("/", { ...usual, scope: "openid profile email", ...claims }, header);
  }

  /** An access token of the pool, with these claims overriding the usual ones. */
  async issueCognito(poolId: string, claims: Claims, header: Claims = {}): Promise<string> {
    const usual = {
      iss: this.poolUrl(poolId),
      client_id: sandboxCredentials.issuer.clientId,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      jti: randomUUID(),
      ...this.#times(),
    };
    return this.sign(`/${poolId}`, { ...usual, ...claims }, header);
  }

  /** A new token for the role. */
  issueRole(role: Role): Promise<string> {
    return this.issueAuth0(toRoleClaims(role, this.people));
  }

  /** New tokens for all roles. */
  async issueRoles(): Promise<Readonly<Record<Role, string>>> {
    const tokens = await Promise.all(roles.map(async (role) => [role, await this.issueRole(role)]));
    return Object.fromEntries(tokens);
  }

  /** Exactly these claims, signed with the issuer's current key. */
  async sign(path: string, claims: Claims, header: Claims = {}): Promise<string> {
    const { privateKey, jwk } = await this.keys.keyOf(path);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: jwk.kid, ...header })
      .sign(privateKey);
  }

  /** Replaces the key. The previous one is withdrawn immediately, although its tokens have not expired. */
  rotateKey(path = "/"): Promise<SigningKey> {
    return this.keys.rotate(path);
  }

  #times(): Claims {
    const seconds = Math.floor(this.now() / 1_000);
    return { iat: seconds, exp: seconds + lifetimeSeconds };
  }
}

/** Starts the issuer and creates the tenant's key. */
export async function startIssuer(
  people: readonly SamplePerson[],
  options: EmulatorOptions = {},
): Promise<Issuer> {
  const keys = new KeyRing();
  const emulator = await startEmulator(
    {
      name: "issuer",
      quotas: {},
      settings: {},
      recognise: (request) => ({ operation: toOperation(request), quotaClasses: [] }),
      answer: (request, operation) => answer(keys, request, operation),
      throttle: () => ({ status: 429 }),
      quotaHeaders: () => ({}),
      seed: () => {},
    },
    options,
  );
  await keys.keyOf("/");
  return new Issuer(emulator, keys, people, options.now ?? Date.now);
}

function toOperation({ method, url }: EmulatorRequest): string {
  const path = keysPath.exec(url.pathname)?.[1];
  if (method !== "GET" || path === undefined) return "unknown";
  return path === "/" ? "TenantKeys" : "PoolKeys";
}

async function answer(keys: KeyRing, { url }: EmulatorRequest, operation: string): Promise<EmulatorAnswer> {
  if (operation === "unknown") return { status: 404, body: { message: "Not Found" } };
  const path = url.pathname.slice(0, -"/.well-known/jwks.json".length);
  const { jwk } = await keys.keyOf(path === "" ? "/" : path);
  return { status: 200, body: { keys: [jwk] } };
}
