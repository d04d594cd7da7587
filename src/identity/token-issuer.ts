import { z } from "zod";
import type { Realm } from "./ids.js";

const texts = z.array(z.string());

/** Claims that mean the same at every issuer (RFC 9068, RFC 6749), and all others as they came. */
export const accessTokenClaims = z.looseObject({
  /** Of a length that fits the directory, without control characters or anything else that can't be seen. */
  sub: z.string().regex(/^[^\p{C}]{1,255}$/u),
  iat: z.number().optional(),
  aud: z.union([z.string().transform((audience) => [audience]), texts]).default([]),
  client_id: z.string().optional(),
  permissions: texts.default([]),
  scope: z.string().default(""),
});

export type AccessTokenClaims = z.output<typeof accessTokenClaims>;

/** What the operator accepts in tokens. */
export interface AcceptedTokens {
  /** Values of `aud` that mean this service. */
  readonly audiences: readonly string[];
  readonly clientIds: readonly string[];
}

/** What a genuine token is good for, or why it is not for this service. */
export type TokenUse =
  | {
      readonly kind: "usable";
      /** Whether it was issued for client credentials, so that no person is behind it. */
      readonly isMachine: boolean;
      /** Names of what it grants: permissions, scopes, groups. */
      readonly grants: readonly string[];
    }
  | { readonly kind: "refused"; readonly problem: "CLAIMS" | "TOKEN_USE" | "AUDIENCE" };

export interface IssuerAddress {
  /** Where the issuer's subjects are unique: the realm of the links. */
  readonly realm: Realm;
  /** Where it publishes its keys (JWKS). */
  readonly keysUrl: string;
}

/** How the tokens of a provider that signs people in are recognized and checked. */
export interface TokenIssuer {
  /** As in "an Auth0 tenant". */
  readonly title: string;
  /** An issuer as in `iss`. */
  readonly example: string;
  /** What the operator has to know to accept its tokens, for `.env.example`. */
  readonly description: string;
  /** The setting that says which of its tokens are for this service. */
  readonly requiredVariable: "TOKEN_AUDIENCES" | "TOKEN_CLIENT_IDS";
  /**
   * Undefined when this provider has no such issuers.
   *
   * @param url an issuer in the normal form of URLs, without query and fragment
   */
  findIssuer(url: URL): IssuerAddress | undefined;
  /** Judges a token whose signature, issuer and times are right. */
  judge(claims: AccessTokenClaims, accepted: AcceptedTokens): TokenUse;
}

/** Whether `aud` names this service. */
export function isForAudience({ aud }: AccessTokenClaims, { audiences }: AcceptedTokens): boolean {
  return aud.some((audience) => audiences.includes(audience));
}

/** The grants that every issuer writes in the same way: `permissions` and the parts of `scope`. */
export function toGrants({ permissions, scope }: AccessTokenClaims): readonly string[] {
  return [...permissions, ...scope.split(" ").filter((part) => part !== "")];
}
