import { appMetadataMembers } from "../identity/app-metadata.js";
import { type FieldMap, mapNames, type PropertyMap } from "../identity/field-map.js";
import type { Provider } from "../identity/provider.js";

const intro = `# Field map

Which GraphQL field carries which property of a provider's contract: *out* is where a query reads it, *in* is where a mutation sets
it. A note says why a column is empty. Made by \`npm run generate\` from each provider's \`mapping.fields.ts\`.

Fields that all providers have in common can also be set at every linked identity at once, through \`profile\` of \`updateUser\`.
`;

/** Harmony's metadata objects, which Auth0 and Cognito store as they are. */
export const metadataMaps: readonly FieldMap[] = [
  {
    title: "Application metadata",
    contracts: ["appMetadata"],
    outType: "AppMetadata",
    inType: "AppMetadataInput",
    properties: {
      ...mapNames(Object.keys(appMetadataMembers), toSame),
      isExternal: { ...toSame("isExternal"), note: "Exists only at Cognito." },
      "any other key": { out: "json", in: "json" },
    },
  },
  {
    title: "User metadata",
    contracts: ["userMetadata"],
    outType: "UserMetadata",
    inType: "UserMetadataInput",
    properties: {
      ...mapNames(["homeroomId", "siteId"], toSame),
      ...mapNames(["mfaOptIn", "notificationSubscriptions"], (name) => ({
        ...toSame(name),
        note: "Exists only at Auth0.",
      })),
      "any other key": { out: "json", in: "json" },
    },
  },
];

/** The text of docs/field-map.md. */
export function toFieldMapPage(registry: readonly Provider[]): string {
  const providers = registry.map(({ name, fieldMaps }) => toChapter(name, fieldMaps));
  return [intro, ...providers, toChapter("Metadata", metadataMaps)].join("\n");
}

function toChapter(name: string, maps: readonly FieldMap[]): string {
  return [`## ${name}`, "", ...maps.map(toSection)].join("\n");
}

function toSection({ title, contracts, outType, inType, properties }: FieldMap): string {
  const rows = Object.entries(properties).map(([name, { out, in: input, note = "" }]) => [
    toCode(name),
    toField(outType, out),
    toField(inType, input),
    note,
  ]);
  const table = [["property", "out", "in", "note"], ["---", "---", "---", "---"], ...rows];
  const names = contracts.map(toCode).join(", ");
  return `### ${title}\n\n${names}\n\n${table.map((cells) => `| ${cells.join(" | ")} |\n`).join("")}`;
}

function toField(type: string | undefined, field: string | undefined): string {
  if (field === undefined || type === undefined) return "";
  return toCode(field.includes(".") ? field : `${type}.${field}`);
}

function toCode(text: string): string {
  return `\`${text}\``;
}

function toSame(name: string): PropertyMap {
  return { out: name, in: name };
}
