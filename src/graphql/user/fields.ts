import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { type ProductAccess as Access, toProducts } from "../../identity/app-metadata.js";
import type { Link } from "../../identity/link.js";
import type { ProfileField } from "../../identity/profile.js";
import type { Provider } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { GraphContext } from "../schema/context.js";
import { type AccessName, UserAccess } from "../schema/enums.js";
import { ProductAccess } from "../schema/metadata.js";
import { EmailAddress, PhoneNumber, URL } from "../schema/scalars.js";
import { readAll, readFirst } from "./profile.js";
import { User } from "./user.js";

const first = (description: string) => ({
  nullable: true,
  description: `${description} From the first provider, in configured order, that has one; null without one. When a provider that might have one is in trouble, null with an error that names it.`,
});

type Text = Promise<string | null>;

/** The fields of `User` that the providers fill. */
@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => EmailAddress, first("E-mail address."))
  email(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "email");
  }

  @FieldResolver(
    () => Boolean,
    first("Whether `email` is verified, as the provider that gave the address says."),
  )
  emailVerified(@Root() user: User, @Ctx() context: GraphContext): Promise<boolean | null> {
    return readFirst(user, context, ({ profile }) =>
      profile.email === undefined ? undefined : (profile.emailVerified ?? false),
    );
  }

  @FieldResolver(() => String, first("Full name."))
  name(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "name");
  }

  @FieldResolver(() => String, first("Given name."))
  givenName(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "givenName");
  }

  @FieldResolver(() => String, first("Family name."))
  familyName(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "familyName");
  }

  @FieldResolver(() => String, first("Nickname."))
  nickname(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "nickname");
  }

  @FieldResolver(() => String, first("User name."))
  username(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "username");
  }

  @FieldResolver(() => URL, first("Address of a picture."))
  picture(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "picture");
  }

  @FieldResolver(() => PhoneNumber, first("Phone number."))
  phoneNumber(@Root() user: User, @Ctx() context: GraphContext): Text {
    return readText(user, context, "phoneNumber");
  }

  @FieldResolver(() => UserAccess, {
    description:
      "Whether an administrator has blocked the user's sign-in. Asks every linked provider that tells.",
  })
  async access(@Root() user: User, @Ctx() context: GraphContext): Promise<AccessName> {
    const links = linksWhere(user, context, ({ tellsBlocked }) => tellsBlocked);
    return toAccess(await readAll(links, context));
  }

  @FieldResolver(() => [ProductAccess], {
    nullable: true,
    description:
      "What the person may use, from appMetadata: each product from the first provider, in configured order, whose metadata names it. Null with an error when no metadata is found and a provider that might have some is in trouble.",
  })
  async products(@Root() user: User, @Ctx() context: GraphContext): Promise<ProductAccess[]> {
    const links = linksWhere(user, context, ({ keepsAppMetadata }) => keepsAppMetadata);
    return toProductList(await readAll(links, context)).map(ProductAccess.of);
  }
}

function readText(user: User, context: GraphContext, field: Exclude<ProfileField, "emailVerified">): Text {
  return readFirst(user, context, ({ profile }) => profile[field]);
}

function linksWhere(
  user: User,
  { setup }: GraphContext,
  holds: (provider: Provider) => boolean,
): readonly Link[] {
  const names = new Set(setup.registry.filter(holds).map(({ name }) => name));
  return user.links.filter(({ provider }) => names.has(provider));
}

type Read = Awaited<ReturnType<typeof readAll>>;

/** One silent provider is enough for UNKNOWN: it may be the one that blocks now, whatever it said earlier. */
function toAccess(read: Read): AccessName {
  if (read.some((held) => held instanceof ProviderError || held.staleSince !== null)) return "UNKNOWN";
  const told = read.flatMap((held) => (held instanceof ProviderError ? [] : [held.isBlocked]));
  const blocked = told.filter((isBlocked) => isBlocked !== undefined);
  if (blocked.length === 0) return "UNKNOWN";
  if (!blocked.includes(true)) return "ACTIVE";
  return blocked.includes(false) ? "PARTLY_BLOCKED" : "BLOCKED";
}

function toProductList(read: Read): readonly Access[] {
  const trouble = read.find((held) => held instanceof ProviderError);
  const metadata = read.flatMap((held) =>
    held instanceof ProviderError || !held.appMetadata ? [] : [held.appMetadata],
  );
  if (metadata.length === 0 && trouble !== undefined) throw trouble;
  const products = new Map<string, Access>();
  for (const access of metadata.flatMap(toProducts)) {
    if (!products.has(access.product)) products.set(access.product, access);
  }
  return [...products.values()];
}
