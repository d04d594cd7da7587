import { IsEmail, IsString, IsUrl, Length, Matches } from "class-validator";
import { Field, InputType } from "type-graphql";
import { IfNotNull } from "./rules.js";

const nullable = (description: string) => ({ nullable: true, description });

/** The longest that any provider takes; a provider with a lower limit refuses its own part. */
const maxName = 300;

@InputType({
  description:
    "Changes of fields that accounts at every provider have in common. Each is made at every linked account that can hold it. An absent field stays unchanged. Null clears the field at accounts whose provider can clear it, and is refused at the others.",
})
export class UserProfileInput {
  @Field(() => String, nullable("E-mail address."))
  @IfNotNull()
  @IsEmail({}, { message: "$property must be an e-mail address" })
  readonly email?: string | null;

  @Field(() => String, nullable("Full name, for display, 1 to 300 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, maxName)
  readonly name?: string | null;

  @Field(() => String, nullable("Given name, also called first name, 1 to 150 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, 150)
  readonly givenName?: string | null;

  @Field(() => String, nullable("Family name, also called last name, 1 to 150 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, 150)
  readonly familyName?: string | null;

  @Field(() => String, nullable("Informal name that the user likes to be called, 1 to 300 characters."))
  @IfNotNull()
  @IsString()
  @Length(1, maxName)
  readonly nickname?: string | null;

  @Field(() => String, nullable("URL of the profile picture, http or https, at most 2048 characters."))
  @IfNotNull()
  @IsUrl({ protocols: ["http", "https"], require_protocol: true, require_tld: false })
  @Length(1, 2_048)
  readonly picture?: string | null;

  @Field(() => String, nullable("Phone number in E.164 format, such as +15551234567."))
  @IfNotNull()
  @Matches(/^\+[0-9]{1,15}$/, { message: "$property must be + and 1 to 15 digits" })
  readonly phoneNumber?: string | null;
}
