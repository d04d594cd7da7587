import { type FieldNode, type GraphQLResolveInfo, getArgumentValues, isObjectType } from "graphql";
import type { ProviderName } from "../../identity/link.js";
import { type ProfileField, profileFields } from "../../identity/profile.js";
import type { Provider } from "../../identity/provider.js";
import { collectFields, oncePerSelection, selectedNames } from "../schema/selection.js";

/** What an operation needs to have read of each user at one place. Whatever is not needed costs no call. */
export interface UserNeeds {
  /** Fields of the merged profile. */
  readonly profile: readonly ProfileField[];
  /** Providers whose accounts must be read for `identities`, `blockStatus` or `products`. */
  readonly providers: ReadonlySet<ProviderName>;
  /** The same by the field of `User` that needs them. */
  readonly providersByField: ReadonlyMap<string, ReadonlySet<ProviderName>>;
}

/** The needs without those of the fields that the caller may not read: a denied field costs no call. */
export function narrowNeeds(needs: UserNeeds, mayRead: (field: string) => boolean): UserNeeds {
  const fields = [...needs.profile, ...needs.providersByField.keys()];
  if (fields.every(mayRead)) return needs;
  const providersByField = new Map([...needs.providersByField].filter(([field]) => mayRead(field)));
  return toNeeds(needs.profile.filter(mayRead), providersByField);
}

function toNeeds(
  profile: readonly ProfileField[],
  providersByField: ReadonlyMap<string, ReadonlySet<ProviderName>>,
): UserNeeds {
  const providers = new Set([...providersByField.values()].flatMap((each) => [...each]));
  return { profile, providers, providersByField };
}

/** Fields of an identity that the link alone decides, so that no provider has to be read. */
const linkFields: ReadonlySet<string> = new Set([
  "__typename",
  "id",
  "provider",
  "realm",
  "subject",
  "linkedAt",
  "evidence",
]);

/** @returns the needs at a field that gives users */
export function createFindNeeds(registry: readonly Provider[]): (info: GraphQLResolveInfo) => UserNeeds {
  const shown = createFindShown(registry);
  return oncePerSelection((info) => {
    const fields = collectFields(info, "User");
    const names = selectedNames(fields);
    const ofIdentities = [...fields.values()]
      .filter(([node]) => node?.name.value === "identities")
      .flatMap((fieldNodes) => [...shown({ ...info, fieldNodes })]);
    const namesOf = (holds: (provider: Provider) => boolean) =>
      registry.filter(holds).map(({ name }) => name);
    const providersByField = new Map([
      ["identities", new Set(ofIdentities)],
      ["blockStatus", new Set(namesOf(({ tellsBlocked }) => tellsBlocked))],
      ["products", new Set(namesOf(({ keepsAppMetadata }) => keepsAppMetadata))],
    ]);
    for (const field of providersByField.keys()) if (!names.has(field)) providersByField.delete(field);
    const profile = profileFields.filter((field) => names.has(field));
    return toNeeds(profile, providersByField);
  });
}

/** @returns the providers of which the field `identities` shows more than the link, at the field being resolved */
export function createFindShown(
  registry: readonly Provider[],
): (info: GraphQLResolveInfo) => ReadonlySet<ProviderName> {
  return oncePerSelection((info) => {
    const asked = askedProviders(info);
    const isShown = ({ name, identityType }: Provider): boolean => {
      if (asked !== undefined && !asked.includes(name)) return false;
      const names = selectedNames(collectFields(info, identityType.name));
      return [...names].some((field) => !linkFields.has(field));
    };
    return new Set(registry.filter(isShown).map(({ name }) => name));
  });
}

/** The argument `providers`; undefined when all are asked for. */
function askedProviders({
  schema,
  fieldNodes,
  variableValues,
}: GraphQLResolveInfo): readonly ProviderName[] | undefined {
  const user = schema.getType("User");
  const field = isObjectType(user) ? user.getFields().identities : undefined;
  const [node] = fieldNodes as readonly [FieldNode];
  const { providers } = field === undefined ? {} : getArgumentValues(field, node, variableValues);
  return Array.isArray(providers) ? (providers as readonly ProviderName[]) : undefined;
}
