import type { GraphQLResolveInfo } from "graphql";
import { Arg, createUnionType, Directive, FieldResolver, Resolver } from "type-graphql";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link, ProviderName } from "../../identity/link.js";
import type { ClassType, Provider } from "../../identity/provider.js";
import { IdentityProvider } from "../schema/enums.js";
import { createFindShown } from "./needs.js";
import { User } from "./user.js";

/** Declares `User.identities`, whose union has a member for each provider of the registry. */
export function createIdentitiesField(registry: readonly Provider[]): ClassType {
  const UserIdentity = createUnionType({
    name: "UserIdentity",
    description:
      "A user's account at one provider. Each provider has its own type, and all of them implement `Identity`.",
    types: () => registry.map(({ identityType }) => identityType) as readonly ClassType[] as readonly [],
    resolveType: (value: object) => value.constructor.name,
  });

  @Resolver(() => User)
  class IdentitiesField {
    @Directive("@listSize(assumedSize: 3)")
    @FieldResolver(() => [UserIdentity], {
      nullable: true,
      description:
        "The user's accounts at the providers, in the order in which they were linked. The fields `id`, `provider`, `realm`, `subject`, `linkedAt` and `evidence` are known without a call to the provider; every other field reads the account there. A provider that can't be read affects only its own identities: see their `availability`.",
    })
    identities(
      @Arg("providers", () => [IdentityProvider], {
        nullable: true,
        description: "Return only identities at these providers. All when absent.",
      })
      _providers?: readonly ProviderName[] | null,
    ): readonly object[] {
      throw new Error("resolved by createResolveIdentities");
    }
  }

  return IdentitiesField;
}

interface IdentitiesArguments {
  readonly providers?: readonly ProviderName[] | null;
}

type ResolveIdentities = (
  user: User,
  args: IdentitiesArguments,
  context: unknown,
  info: GraphQLResolveInfo,
) => readonly object[];

/** Resolves `User.identities` from what `prepareUser` has read. */
export function createResolveIdentities(registry: readonly Provider[]): ResolveIdentities {
  const findShown = createFindShown(registry);
  const byName = new Map(registry.map((provider) => [provider.name, provider]));
  return (user, { providers }, _context, info) => {
    const shown = findShown(info);
    const identities: object[] = [];
    for (const [index, link] of user.links.entries()) {
      const provider = byName.get(link.provider);
      if (provider === undefined || providers?.includes(link.provider) === false) continue;
      const read = shown.has(link.provider) ? user.reads[index] : undefined;
      identities.push(present(provider, link, read));
    }
    return identities;
  };
}

interface Presented {
  readonly link: Link;
  readonly identity: object;
}

/** What was made of an answer last; an answer that stays in the cache is shown many times. */
const presented = new WeakMap<IdentityRead, Presented>();

function present(provider: Provider, link: Link, read: IdentityRead | undefined): object {
  if (read === undefined || read.identity === null) return provider.presentLink(link, read);
  const known = presented.get(read);
  if (known?.link === link) return known.identity;
  const identity = read.identity.present(link, read);
  presented.set(read, { link, identity });
  return identity;
}
