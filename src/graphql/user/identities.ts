import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, createUnionType, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Link, ProviderName } from "../../identity/link.js";
import type { ClassType, Provider } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { GraphContext } from "../schema/context.js";
import { IdentityProvider } from "../schema/enums.js";
import { selectedFields } from "../schema/selection.js";
import { UnavailableIdentity } from "./identity.js";
import { User } from "./user.js";

/** What the link alone tells; selecting nothing else of an identity costs no call. */
const linkFields = new Set(["__typename", "provider", "realm", "subject", "linkedAt", "evidence"]);

/** The resolver of `User.identities`, whose union has a member for each provider of the registry. */
export function createIdentitiesResolver(registry: readonly Provider[]): ClassType {
  const byName = new Map(registry.map((provider) => [provider.name, provider]));
  const UserIdentity = createUnionType({
    name: "UserIdentity",
    description:
      "An identity of a user: the provider's own type, or UnavailableIdentity while it can't be read.",
    types: () => [...registry.map(({ identityType }) => identityType), UnavailableIdentity] as never,
    resolveType: (value: object) => value.constructor.name,
  });

  @Resolver(() => User)
  class IdentitiesResolver {
    @Directive("@listSize(assumedSize: 3)")
    @FieldResolver(() => [UserIdentity], {
      description:
        "The user's identities, first linked first. A provider is asked only when fields are selected that the link does not tell (provider, realm, subject, linkedAt, evidence). A provider in trouble costs its own entries only, which become UnavailableIdentity; selecting that type's own fields asks every listed provider.",
    })
    identities(
      @Root() user: User,
      @Ctx() context: GraphContext,
      @Info() info: GraphQLResolveInfo,
      @Arg("providers", () => [IdentityProvider], {
        nullable: true,
        description: "Only identities at these providers; all when absent.",
      })
      providers?: readonly ProviderName[] | null,
    ): Promise<object[]> {
      const links = user.links.filter(({ provider }) => providers?.includes(provider) ?? true);
      const asked = new Set(
        [...byName.values()].filter((provider) => isAsked(provider, info)).map(({ name }) => name),
      );
      return Promise.all(
        links.map((link) => (asked.has(link.provider) ? read(link, context) : present(link))),
      );
    }
  }

  async function present(link: Link): Promise<object> {
    const provider = byName.get(link.provider);
    if (provider === undefined) throw new Error(`${link.provider} is not in the registry`);
    return provider.presentLink(link);
  }

  return IdentitiesResolver;
}

/** Whether the operation selects anything that only the provider can tell; whether it can be read is such a thing. */
function isAsked({ identityType }: Provider, info: GraphQLResolveInfo): boolean {
  const fields = [
    ...selectedFields(info, identityType.name),
    ...selectedFields(info, UnavailableIdentity.name),
  ];
  return fields.some((field) => !linkFields.has(field));
}

async function read(link: Link, { reads }: GraphContext): Promise<object> {
  try {
    const held = await reads.load(link);
    if (held === null) return UnavailableIdentity.gone(link);
    return Object.assign(held.present(link), { staleSince: held.staleSince });
  } catch (error) {
    if (error instanceof ProviderError) return UnavailableIdentity.because(link, error);
    throw error;
  }
}
