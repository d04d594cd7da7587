import { registry } from "../../src/app.js";
import { metadataMaps } from "../../src/cli/field-map.js";
import type { FieldMap } from "../../src/identity/field-map.js";
import { Contract, fromTypeScript, type Kind, type Kinds, mapValues, readFixture } from "./contracts.js";

export const auth0Contract = new Contract("auth0-users.openapi.json");
export const nexusContract = new Contract("nexus.openapi.yaml");

type Shape = Readonly<Record<string, string>>;

/** What AWS declares: members by shape with their TypeScript types, and the names of the standard attributes. */
export const cognitoContract: {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly standardAttributes: readonly string[];
} = JSON.parse(readFixture("cognito-user.json"));

/** What Harmony declares of its bodies and of the metadata objects in them: members with their TypeScript types. */
export const harmonyContract: Readonly<
  Record<
    | "appMetadata"
    | "cognitoAppMetadata"
    | "userMetadata"
    | "auth0UserMetadata"
    | "patchAuth0UserBody"
    | "patchCognitoUserBody"
    | "postCognitoUserBody",
    Shape
  >
> = JSON.parse(readFixture("harmony-users.json"));

/** What the contracts say of each type that has a field map, by the name that the map has for it. */
const harmonyShapes: Readonly<Record<string, Shape>> = {
  PatchAuth0UserBody: harmonyContract.patchAuth0UserBody,
  PatchCognitoUserBody: harmonyContract.patchCognitoUserBody,
  PostCognitoUserBody: harmonyContract.postCognitoUserBody,
  appMetadata: { ...harmonyContract.appMetadata, ...harmonyContract.cognitoAppMetadata },
  userMetadata: { ...harmonyContract.userMetadata, ...harmonyContract.auth0UserMetadata },
};

const openKeys = "[key: string]";

const standardAttributes: Kinds = Object.fromEntries(
  cognitoContract.standardAttributes.map((name): [string, Kind] => [name, "unsaid"]),
);

const contractKinds: Readonly<Record<string, (contract: string) => Kinds>> = {
  AUTH0: (contract) => auth0Contract.kindsOf(contract),
  COGNITO: (contract) =>
    contract === "Standard attributes"
      ? standardAttributes
      : mapValues(cognitoContract.shapes[contract] ?? {}, fromTypeScript),
  NEXUS: (contract) => nexusContract.kindsOf(contract),
};

/** A field map and what the contracts say of its properties. */
export interface Pairing {
  readonly name: string;
  readonly map: FieldMap;
  readonly kinds: Kinds;
}

export const pairings: readonly Pairing[] = [
  ...registry.flatMap(({ name, fieldMaps }) => fieldMaps.map((map) => pair(name, map))),
  ...metadataMaps.map((map) => pair("Metadata", map)),
];

function pair(provider: string, map: FieldMap): Pairing {
  const kinds = map.contracts.map((contract) => {
    const shape = harmonyShapes[contract];
    return shape === undefined ? contractKinds[provider]?.(contract) : mapValues(shape, fromTypeScript);
  });
  return {
    name: `${provider}: ${map.contracts.join(", ")} as ${map.outType ?? map.inType}`,
    map,
    kinds: Object.assign({}, ...kinds.map(withOpenKeys)),
  };
}

/** What the values under open keys are, no contract says. */
function withOpenKeys(kinds: Kinds | undefined): Kinds {
  const isOpen = kinds !== undefined && openKeys in kinds;
  return { ...kinds, ...(isOpen && { [openKeys]: "unsaid" }) };
}
