import { z } from "zod";
import { isPermission, type Permission, permissions } from "../identity/permissions.js";
import { type Settings, toSettings } from "../platform/camel-case.js";
import { integerVariable, listVariable, secretsVariable, timeoutVariable } from "../platform/variables.js";
import { findIssuer, type IssuingProvider, isKeysUrl } from "./tokens/find-issuer.js";

/** With a public key, so that who can check a token can't make one. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

/** The environment variables of this module. */
export const accessVariables = z.object({
  TOKEN_ISSUERS: listVariable().refine(isWithoutDouble, "must not name an issuer twice").default([]).meta({
    description:
      "Issuers whose tokens are accepted, as in iss; each provider's section below says which form it has. When absent while the sandbox runs, the sandbox's own issuer.",
    example: "https://login.example.com/",
  }),
  TOKEN_AUDIENCES: listVariable().default([]).meta({
    description: "Values of aud that mean this service. Never a client id.",
    example: "https://identity.example.com",
  }),
  TOKEN_CLIENT_IDS: listVariable().default([]).meta({
    description: "App clients whose access tokens are accepted, for issuers whose tokens have no aud.",
    example: "4example23456789client",
  }),
  TOKEN_ISSUER_REALMS: mapVariable()
    .refine((realms) => [...realms.values()].every((realm) => /^\S{1,255}$/.test(realm)), "must name realms")
    .default(new Map())
    .meta({
      description:
        "Realm of the links for issuers that do not name it, such as custom domains, as issuer=realm.",
      example: "https://login.example.com/=tenant.us.auth0.com",
    }),
  TOKEN_KEY_URLS: mapVariable()
    .refine((urls) => [...urls.values()].every(isKeysUrl), "must name https URLs; http on loopback only")
    .default(new Map())
    .meta({
      description:
        "Address of the key set (JWKS) for issuers where it is not .well-known/jwks.json under the issuer, as issuer=URL.",
      example: "https://login.example.com/=https://keys.example.com/jwks.json",
    }),
  TOKEN_ALGORITHMS: listVariable()
    .transform((names) => names.map((name) => name.toUpperCase()))
    .refine(
      (names) => names.every((name) => algorithms.includes(name)),
      `must name algorithms with a public key: ${algorithms.join(", ")}`,
    )
    .default(["RS256"])
    .meta({ description: "Algorithms that a token may be signed with." }),
  TOKEN_CLOCK_SKEW_SECONDS: integerVariable({ min: 0, max: 300 }).default(30).meta({
    description: "Seconds that an issuer's clock may differ from ours.",
  }),
  TOKEN_KEYS_TIMEOUT_MS: timeoutVariable().default(3_000).meta({
    description: "Milliseconds that one fetch of an issuer's keys may take.",
  }),
  TOKEN_KEYS_PAUSE_MS: timeoutVariable().default(30_000).meta({
    description:
      "Milliseconds after a fetch of an issuer's keys in which an unknown key is no reason for another; a tenth of it after a fetch that failed.",
  }),
  TOKEN_KEYS_MAX_AGE_MS: integerVariable({ min: 1, max: 86_400_000 }).default(600_000).meta({
    description:
      "Milliseconds after which an issuer's keys are fetched again. A withdrawn key is good so long.",
  }),
  TOKEN_CACHE_MAX: integerVariable({ min: 0, max: 1_000_000 }).default(10_000).meta({
    description:
      "Verified tokens whose caller is remembered, for 5 minutes and never beyond their expiry; 0 for none. Only hashes of tokens are kept.",
  }),
  PERMISSION_MAP: mapVariable()
    .refine(
      (map) => [...map.values()].every((names) => names.split(/\s+/).every(isPermission)),
      `must map to permissions separated by spaces: ${permissions.join(", ")}`,
    )
    .transform(toPermissionMap)
    .default(new Map())
    .meta({
      description:
        "Other values of a token's permissions, scope and groups that give permissions, as value=permissions. A permission's own name always gives that permission.",
      example: "support=read:users read:users_metadata,https://identity.example.com/sync=sync:users",
    }),
  AUDIT_READS: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .transform((text) => text === "true")
    .meta({
      description:
        "Whether the log tells who read whose identity and how much of it, one event a user and request, without names or addresses.",
    }),
  ROUTER_SECRETS: secretsVariable().default([]).meta({
    description:
      "Secrets of which the router sends one as x-router-secret; requests without are refused. Not asked for when absent.",
    secret: true,
  }),
});

export type AccessSettings = Settings<z.output<typeof accessVariables>>;

/**
 * @param issuerVariables variables of other issuers to trust instead of those in the settings, as of the sandbox
 */
export function trustIssuers(
  settings: AccessSettings,
  issuerVariables: Readonly<Record<string, string>> | undefined,
): AccessSettings {
  if (issuerVariables === undefined) return settings;
  const { tokenIssuers, tokenAudiences, tokenClientIds, tokenIssuerRealms } = toSettings(
    accessVariables.parse(issuerVariables),
  );
  return { ...settings, tokenIssuers, tokenAudiences, tokenClientIds, tokenIssuerRealms };
}

/** What is wrong with the variables together, one line each; nothing while one of them is wrong by itself. */
export function accessErrors(
  set: Readonly<Record<string, string | undefined>>,
  providers: readonly IssuingProvider[],
): readonly string[] {
  const named = accessVariables.shape.TOKEN_ISSUERS.safeParse(set.TOKEN_ISSUERS).data ?? [];
  if (named.some((issuer) => findIssuer(issuer, providers) === undefined)) {
    const examples = providers.flatMap(({ tokenIssuer }) => tokenIssuer?.example ?? []).join(" or ");
    return [`TOKEN_ISSUERS must be issuers as in the tokens' iss: ${examples}; http on loopback only`];
  }
  const { data: settings } = accessVariables.safeParse(set);
  if (settings === undefined) return [];
  const { TOKEN_ISSUERS: issuers } = settings;
  if (issuers.length === 0)
    return ["TOKEN_AUDIENCES", "TOKEN_CLIENT_IDS", "TOKEN_ISSUER_REALMS", "TOKEN_KEY_URLS"]
      .filter((name) => set[name] !== undefined)
      .map((name) => `${name} is set, but TOKEN_ISSUERS is not`);
  const missing = providers.flatMap(({ name, tokenIssuer }) => {
    const isNamed = issuers.some((issuer) => findIssuer(issuer, providers)?.provider.name === name);
    if (tokenIssuer === undefined || !isNamed || settings[tokenIssuer.requiredVariable].length > 0) return [];
    const { requiredVariable, title } = tokenIssuer;
    return [`${requiredVariable} must be set, because TOKEN_ISSUERS names ${title}`];
  });
  const strays = (["TOKEN_ISSUER_REALMS", "TOKEN_KEY_URLS"] as const).filter((name) =>
    [...settings[name].keys()].some((issuer) => !issuers.includes(issuer)),
  );
  return [...missing, ...strays.map((name) => `${name} must name issuers of TOKEN_ISSUERS`)];
}

/** Pairs separated by commas; the first equals sign parts key and value. */
function mapVariable(): z.ZodType<ReadonlyMap<string, string>> {
  return listVariable()
    .refine((pairs) => pairs.every((pair) => /^[^=]+=./.test(pair)), {
      error: "must be pairs as key=value, separated by commas",
      abort: true,
    })
    .transform((pairs) => pairs.map(toPair))
    .refine((pairs) => isWithoutDouble(pairs.map(([key]) => key)), "must not name a key twice")
    .transform((pairs) => new Map(pairs));
}

function toPair(text: string): readonly [string, string] {
  const end = text.indexOf("=");
  return [text.slice(0, end).trim(), text.slice(end + 1).trim()];
}

function toPermissionMap(map: ReadonlyMap<string, string>): ReadonlyMap<string, readonly Permission[]> {
  return new Map([...map].map(([claim, names]) => [claim, names.split(/\s+/).filter(isPermission)]));
}

function isWithoutDouble(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
