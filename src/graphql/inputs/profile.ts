import { IsEmail, IsString, IsUrl, Length, Matches } from "class-validator";
import { Field, InputType } from "type-graphql";
import { IfNotNull } from "./rules.js";

const nullable = (description: string) => ({
  nullable: true,
  description: `${description} Null clears it, where the provider can.`,
});

/** The longest that any provider takes; a provider with a lower limit refuses its own part. */
const maxName = 300;

@InputType({
  description:
    "Fields that the identities have in common. Each goes to every linked identity that can hold it; what is absent is left alone.",
})
export class UserProfileInput {
  @Field(() => String, nullable("E-mail address."))
  @IfNotNull()
  @IsEmail({}, { message: "$property must be an e-mail address" })
  readonly email?: string | null;

  @Field(() => String, nullable("Full name, 1 to 300 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, maxName)
  readonly name?: string | null;

  @Field(() => String, nullable("Given name, 1 to 150 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, 150)
  readonly givenName?: string | null;

  @Field(() => String, nullable("Family name, 1 to 150 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, 150)
  readonly familyName?: string | null;

  @Field(() => String, nullable("Nickname, 1 to 300 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, maxName)
  readonly nickname?: string | null;

  @Field(() => String, nullable("Address of a picture, http or https, 2048 characters at most."))
  @IfNotNull()
  @IsUrl({ protocols: ["http", "https"], require_protocol: true, require_tld: false })
  @Length(1, 2_048)
  readonly picture?: string | null;

  @Field(() => String, nullable("Phone number, E.164 such as +15551234567."))
  @IfNotNull()
  @Matches(/^\+[0-9]{1,15}$/, { message: "$property must be + and 1 to 15 digits" })
  readonly phoneNumber?: string | null;
}
