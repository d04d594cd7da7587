import { Directive, Field, ID, ObjectType } from "type-graphql";
import { toProducts } from "../../identity/app-metadata.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { UserId } from "../../identity/ids.js";
import type { Link, LinkedUser, ProviderName, UserKey } from "../../identity/link.js";
import type { Provider } from "../../identity/provider.js";
import type { ProviderError } from "../../identity/provider-error.js";
import { BlockStatus, type BlockStatusName } from "../schema/enums.js";
import { ProductAccess } from "../schema/metadata.js";
import { DateTime, EmailAddress, PhoneNumber, URL } from "../schema/scalars.js";
import type { MergedProfile, MergedValue } from "./profile.js";
import { ProfileSource } from "./profile-source.js";

/**
 * A user that was found, before anything is read of them from a provider. Resolvers return this; the field that gives the
 * user turns it into a `User` for what the operation selects.
 */
export class FoundUser {
  /** @param askedBy the key that the caller knew the user by, if any */
  constructor(
    readonly linked: LinkedUser,
    readonly askedBy?: UserKey,
  ) {}
}

/** What was read for the fields that an operation selects. */
export interface UserReads {
  readonly profile: MergedProfile;
  /** By the index of the link; undefined where nothing was needed. */
  readonly reads: readonly (IdentityRead | undefined)[];
}

const merged = (description: string) => ({ nullable: true, description });

/**
 * Made once per request, after everything that the operation selects was read: its fields are plain properties. A property
 * may hold an Error, which GraphQL reports at the field.
 */
@ObjectType({
  description:
    "One person. The profile fields, from `email` to `phoneNumberVerified`, are read from the person's identities: each shows the value of the first identity that has one, in an order of providers that this service configures. A profile field is null when no identity has a value, and null with an error when a provider that may have one could not be read.",
})
@Directive('@key(fields: "id")')
export class User {
  @Field(() => ID, {
    description:
      "Id of the user, a UUID. It never changes and is the same whichever provider the user signs in with.",
  })
  readonly id: UserId;

  @Field(() => DateTime, {
    nullable: true,
    description: "When this service first recorded the user. The accounts at the providers may be older.",
  })
  readonly createdAt: Date;

  @Field(() => EmailAddress, merged("E-mail address. Check `emailVerified` before you rely on it."))
  readonly email: MergedValue;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the user has proven that `email` is theirs, according to the provider that the address comes from.",
  })
  readonly emailVerified: MergedValue;

  @Field(() => String, merged("Full name, for display."))
  readonly name: MergedValue;

  @Field(() => String, merged("Given name, also called first name."))
  readonly givenName: MergedValue;

  @Field(() => String, merged("Family name, also called last name or surname."))
  readonly familyName: MergedValue;

  @Field(() => String, merged("Informal name that the user likes to be called."))
  readonly nickname: MergedValue;

  @Field(
    () => String,
    merged("Name with which the user signs in, at a provider that uses one besides the e-mail address."),
  )
  readonly username: MergedValue;

  @Field(() => URL, merged("URL of the profile picture."))
  readonly picture: MergedValue;

  @Field(() => PhoneNumber, merged("Phone number. Check `phoneNumberVerified` before you rely on it."))
  readonly phoneNumber: MergedValue;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the user has proven that `phoneNumber` is theirs, according to the provider that the number comes from.",
  })
  readonly phoneNumberVerified: MergedValue;

  @Field(() => [ProfileSource], {
    nullable: true,
    description:
      "The identities that were read for the profile fields of this query, the preferred one first. Use it to tell the user that a value may be out of date. Empty when the query selects no profile field.",
  })
  readonly profileSources: readonly ProfileSource[];

  /** Oldest first. */
  readonly links: readonly Link[];
  readonly reads: UserReads["reads"];
  readonly #askedBy: UserKey | undefined;
  readonly #registry: readonly Provider[];

  constructor({ linked, askedBy }: FoundUser, { profile, reads }: UserReads, registry: readonly Provider[]) {
    this.id = linked.id;
    this.createdAt = linked.createdAt;
    this.email = profile.email;
    this.emailVerified = profile.emailVerified;
    this.name = profile.name;
    this.givenName = profile.givenName;
    this.familyName = profile.familyName;
    this.nickname = profile.nickname;
    this.username = profile.username;
    this.picture = profile.picture;
    this.phoneNumber = profile.phoneNumber;
    this.phoneNumberVerified = profile.phoneNumberVerified;
    this.profileSources = profile.sources;
    this.links = linked.links;
    this.reads = reads;
    this.#askedBy = askedBy;
    this.#registry = registry;
  }

  @Field(() => BlockStatus, {
    nullable: true,
    description:
      "Whether administrators have blocked the user's sign-in, summed up over all identities. Selecting it reads every identity whose provider reports this.",
  })
  get blockStatus(): BlockStatusName {
    const reads = this.#readsOf((provider) => provider.tellsBlocked);
    // one account that cannot be read may be the one that is blocked now, whatever it said before
    if (reads.some((read) => read === undefined || "error" in read)) return "UNKNOWN";
    const states = reads.flatMap((read) => read?.identity?.isBlocked ?? []);
    if (states.length === 0) return "UNKNOWN";
    if (!states.includes(true)) return "NOT_BLOCKED";
    return states.includes(false) ? "PARTIALLY_BLOCKED" : "BLOCKED";
  }

  @Field(() => [ProductAccess], {
    nullable: true,
    description:
      "The products that the user's application metadata mentions, with the access to each. An empty list means that no product is mentioned; null with an error means that a provider which may list products could not be read.",
  })
  get products(): readonly ProductAccess[] | ProviderError {
    const reads = this.#readsOf((provider) => provider.keepsAppMetadata);
    const metadata = reads.flatMap((read) => read?.identity?.appMetadata ?? []);
    const failed = reads.find((read) => read?.availability === "UNAVAILABLE");
    if (metadata.length === 0 && failed !== undefined && "error" in failed) return failed.error;
    const products = new Map<string, ProductAccess>();
    for (const access of metadata.flatMap(toProducts)) {
      if (!products.has(access.product)) products.set(access.product, ProductAccess.of(access));
    }
    return [...products.values()];
  }

  /** The subject that the user was asked by, else the first linked at this provider; null without one. */
  subjectAt(provider: ProviderName): string | null {
    const askedBy = this.#askedBy;
    if (askedBy?.kind === "subject" && askedBy.provider === provider) return askedBy.subject;
    return this.links.find((link) => link.provider === provider)?.subject ?? null;
  }

  #readsOf(has: (provider: Provider) => boolean): readonly (IdentityRead | undefined)[] {
    const names = new Set(this.#registry.filter(has).map(({ name }) => name));
    return this.reads.filter((_read, index) => names.has((this.links[index] as Link).provider));
  }
}

/** Gives `User` a field for each provider's subject; each is a key of the entity. */
export function addSubjectFields(registry: readonly Provider[]): void {
  for (const { name, subjectField, subjectDescription } of registry) {
    const description = `${subjectDescription} Null when no such account is linked. When several are linked, the one that the query named, otherwise the first that was linked.`;
    Field(() => ID, { nullable: true, description })(User.prototype, subjectField);
    Object.defineProperty(User.prototype, subjectField, {
      configurable: true,
      get(this: User): string | null {
        return this.subjectAt(name);
      },
    });
  }
}
