import { randomBytes } from "node:crypto";
import type { EmulatorRequest } from "../exchange.js";
import { Refusal } from "./refusal.js";
import type { Auth0Settings } from "./settings.js";

interface IssuedToken {
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
  readonly generation: number;
}

/** Tokens of the Management API. Opaque here, although real ones are JWTs: clients may not read them. */
export class TokenIssuer {
  readonly #issued = new Map<string, IssuedToken>();

  constructor(
    private readonly now: () => number,
    private readonly settings: Auth0Settings,
  ) {}

  issue(): Readonly<Record<string, unknown>> {
    const { tokenLifetimeSeconds, tokenScope, tokenGeneration } = this.settings;
    for (const token of this.#issued.keys()) this.#find(token);
    const token = randomBytes(24).toString("base64url");
    this.#issued.set(token, {
      scopes: tokenScope.split(" "),
      expiresAtMs: this.now() + tokenLifetimeSeconds * 1_000,
      generation: tokenGeneration,
    });
    return { access_token: token, token_type: "Bearer", expires_in: tokenLifetimeSeconds, scope: tokenScope };
  }

  /** Accepts a request that has a valid token with one of these scopes; throws Refusal otherwise. */
  check(request: EmulatorRequest, scopes: readonly string[]): void {
    const [scheme = "", token = ""] = (request.headers.authorization ?? "").split(" ");
    if (scheme === "") throw new Refusal(401, "Missing authentication");
    const issued = scheme.toLowerCase() === "bearer" ? this.#find(token) : undefined;
    if (issued === undefined) throw new Refusal(401, "Invalid token.");
    if (scopes.some((scope) => issued.scopes.includes(scope))) return;
    throw new Refusal(403, `Insufficient scope, expected any of: ${scopes.join(",")}`, "insufficient_scope");
  }

  /** The issued token if it is still valid; removes an expired one. */
  #find(token: string): IssuedToken | undefined {
    const issued = this.#issued.get(token);
    const isGood =
      issued !== undefined &&
      this.now() < issued.expiresAtMs &&
      issued.generation === this.settings.tokenGeneration;
    if (!isGood) this.#issued.delete(token);
    return isGood ? issued : undefined;
  }
}
