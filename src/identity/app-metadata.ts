/** The declared members of `appMetadata` and their types; `isExternal` exists at Cognito only. */
export const appMetadataMembers = {
  admin: "string",
  role: "string",
  createdBy: "string",
  customerId: "string",
  districtId: "string",
  passwordResetRequired: "boolean",
  ctsAuthorized: "boolean",
  ctsUserId: "string",
  egrantsAuthorized: "boolean",
  egrantsUserId: "string",
  erpAuthorized: "boolean",
  erpUserId: "string",
  erpTenants: "string",
  erpNcAuthorized: "boolean",
  erpNcUserId: "string",
  fdpAuthorized: "boolean",
  fdpStateAgency: "string",
  fdpStateCode: "string",
  isiteAuthorized: "boolean",
  isiteMigration: "boolean",
  mcAuthorized: "boolean",
  mcUserId: "string",
  ooAuthorized: "boolean",
  scriptAuthorized: "boolean",
  titanAuthorized: "boolean",
  titanUserId: "string",
  isExternal: "boolean",
} as const;

type Members = typeof appMetadataMembers;
export type JsonObject = Readonly<Record<string, unknown>>;

/** Declared members that hold a value of their type, and the whole object as the provider gave it. */
export type AppMetadata = {
  readonly [Member in keyof Members]?: Members[Member] extends "boolean" ? boolean : string;
} & { readonly json: JsonObject };

export const productKeys = [
  "CTS",
  "EGRANTS",
  "ERP",
  "ERP_NC",
  "FDP",
  "ISITE",
  "MC",
  "OO",
  "SCRIPT",
  "TITAN",
] as const;
export type ProductKey = (typeof productKeys)[number];

/** What a user may do in one product, as far as the metadata says. */
export interface ProductAccess {
  readonly product: ProductKey;
  readonly isAuthorized: boolean | undefined;
  readonly userId: string | undefined;
}

/** The member names of the products; each has `…Authorized`, some have `…UserId`. */
export const memberPrefixes = {
  CTS: "cts",
  EGRANTS: "egrants",
  ERP: "erp",
  ERP_NC: "erpNc",
  FDP: "fdp",
  ISITE: "isite",
  MC: "mc",
  OO: "oo",
  SCRIPT: "script",
  TITAN: "titan",
} as const satisfies Record<ProductKey, string>;

/** A declared member of another type than declared is left out (and stays in `json`), save booleans written as text. */
export function toAppMetadata(json: JsonObject): AppMetadata {
  const members: Record<string, unknown> = {};
  for (const [member, type] of Object.entries(appMetadataMembers)) {
    const value = type === "boolean" ? toBoolean(json[member]) : toText(json[member]);
    if (value !== undefined) members[member] = value;
  }
  return { ...members, json } as AppMetadata;
}

/** The products that the metadata mentions, in the order of the contract. */
export function toProducts(metadata: AppMetadata): readonly ProductAccess[] {
  const members: Readonly<Record<string, unknown>> = metadata;
  return productKeys
    .map((product) => {
      const prefix = memberPrefixes[product];
      return {
        product,
        isAuthorized: metadata[`${prefix}Authorized`],
        userId: toText(members[`${prefix}UserId`]),
      };
    })
    .filter(({ isAuthorized, userId }) => isAuthorized !== undefined || userId !== undefined);
}

function toBoolean(value: unknown): boolean | undefined {
  if (value === "true") return true;
  if (value === "false") return false;
  return typeof value === "boolean" ? value : undefined;
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
