import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { toList } from "./cognito-client.js";

/** One of the two servers, with a pool in which Ada is the first user. */
export interface Side {
  readonly client: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly sub: string;
}
export type Call = (side: Side) => Promise<object>;
/** What the step does, what both must answer ("ok" or the exception), and the call. Steps build on one another. */
export type Step = readonly [about: string, outcome: string, call: Call];
type Attributes = Readonly<Record<string, string>>;
type NamedUser = { UserPoolId: string; Username: string };
type NamedGroup = { UserPoolId: string; GroupName: string };

/** A call about one user of the side's pool. */
const about =
  (
    Username: string,
    call: (client: CognitoIdentityProviderClient, user: NamedUser) => Promise<object>,
  ): Call =>
  ({ client, poolId: UserPoolId }) =>
    call(client, { UserPoolId, Username });
/** A call about one group of the side's pool. */
const aboutGroup =
  (
    GroupName: string,
    call: (client: CognitoIdentityProviderClient, group: NamedGroup) => Promise<object>,
  ): Call =>
  ({ client, poolId: UserPoolId }) =>
    call(client, { UserPoolId, GroupName });

const getUser = (name: string) => about(name, (client, user) => client.send(new AdminGetUserCommand(user)));
const get = getUser("ada");
const create = (name: string, attributes: Attributes = {}) =>
  about(name, (client, user) => {
    const UserAttributes = toList(attributes);
    return client.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }));
  });
const update = (attributes: Attributes) =>
  about("ada", (client, user) =>
    client.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: toList(attributes) })),
  );
const clear = (...UserAttributeNames: string[]) =>
  about("ada", (client, user) =>
    client.send(new AdminDeleteUserAttributesCommand({ ...user, UserAttributeNames })),
  );
const setPassword = (name: string, Permanent: boolean) =>
  about(name, (client, user) =>
    client.send(new AdminSetUserPasswordCommand({ ...user, Password: "Correct-horse-7", Permanent })),
  );
const disable = (name: string) =>
  about(name, (client, user) => client.send(new AdminDisableUserCommand(user)));
const enable = (name: string) => about(name, (client, user) => client.send(new AdminEnableUserCommand(user)));
const remove = (name: string) => about(name, (client, user) => client.send(new AdminDeleteUserCommand(user)));
const groups = about("ada", (client, user) => client.send(new AdminListGroupsForUserCommand(user)));
const join = (GroupName: string, name = "ada") =>
  about(name, (client, user) => client.send(new AdminAddUserToGroupCommand({ ...user, GroupName })));
const leave = (GroupName: string) =>
  about("ada", (client, user) => client.send(new AdminRemoveUserFromGroupCommand({ ...user, GroupName })));
const members = (name: string) =>
  aboutGroup(name, (client, group) => client.send(new ListUsersInGroupCommand(group)));
const createGroup = (name: string) =>
  aboutGroup(name, (client, group) =>
    client.send(new CreateGroupCommand({ ...group, Description: "They read.", Precedence: 3 })),
  );
const search =
  (toFilter: (sub: string) => string): Call =>
  ({ client, poolId: UserPoolId, sub }) =>
    client.send(new ListUsersCommand({ UserPoolId, Filter: toFilter(sub) }));
const everybody: Call = ({ client, poolId: UserPoolId }) => client.send(new ListUsersCommand({ UserPoolId }));

export const steps: readonly Step[] = [
  ["a new user must change the password", "ok", get],
  ["a user is found by sub", "ok", (side) => getUser(side.sub)(side)],
  ["a taken username is refused", "UsernameExistsException", create("ada")],
  ["a second user", "ok", create("bob", { email: "bob@example.com" })],
  ["getting nobody", "UserNotFoundException", getUser("nobody")],
  ["deleting nobody", "UserNotFoundException", remove("nobody")],
  ["disabling nobody", "UserNotFoundException", disable("nobody")],
  ["enabling nobody", "UserNotFoundException", enable("nobody")],
  ["a password for nobody", "UserNotFoundException", setPassword("nobody", true)],
  [
    "a pool that doesn't exist",
    "ResourceNotFoundException",
    (side) => everybody({ ...side, poolId: "us-east-1_Nowhere01" }),
  ],
  ["everybody", "ok", everybody],
  ["a search by sub", "ok", search((sub) => `sub = "${sub}"`)],
  ["a search by the start of a sub", "ok", search((sub) => `sub ^= "${sub.slice(0, 20)}"`)],
  ["a search by username", "ok", search(() => 'username = "bob"')],
  ["a search by the start of a username", "ok", search(() => 'username ^= "b"')],
  ["a search that finds nobody", "ok", search(() => 'username = "nobody"')],
  ["a search by address", "ok", search(() => 'email = "ada@example.com"')],
  ["a search by status", "ok", search(() => 'cognito:user_status = "FORCE_CHANGE_PASSWORD"')],
  ["two clauses", "InvalidParameterException", search(() => 'username = "ada" and email = "x"')],
  ["a search by a custom attribute", "InvalidParameterException", search(() => 'custom:app_metadata = "x"')],
  ["a search by an unknown attribute", "InvalidParameterException", search(() => 'nowhere = "x"')],
  ["a search without quotes", "InvalidParameterException", search(() => "username = ada")],
  ["an update of an undeclared attribute", "InvalidParameterException", update({ "custom:nowhere": "1" })],
  [
    "an update of an immutable attribute",
    "InvalidParameterException",
    update({ "custom:badge_number": "2" }),
  ],
  ["an update of the sub", "InvalidParameterException", update({ sub: "2" })],
  ["a refused update changes nothing", "ok", get],
  ["an update of two attributes", "ok", update({ given_name: "Ada", "custom:app_metadata": "{}" })],
  ["an update keeps the other attributes", "ok", get],
  ["a new address", "ok", update({ email: "new@example.com" })],
  ["a new address is unverified", "ok", get],
  ["a new address that is verified", "ok", update({ email: "third@example.com", email_verified: "true" })],
  ["a verified address stays verified", "ok", get],
  ["an empty value", "ok", update({ given_name: "" })],
  ["an empty value deletes", "ok", get],
  ["deleting an attribute", "ok", clear("custom:app_metadata")],
  ["a deleted attribute is gone", "ok", get],
  ["a standard attribute that comes", "ok", update({ website: "urn:example:1", zoneinfo: "urn:example:2" })],
  ["a standard attribute and another one go", "ok", clear("website", "zoneinfo")],
  ["deleted standard attributes are gone", "ok", get],
  ["deleting an attribute that is not there", "ok", clear("website")],
  ["a permanent password", "ok", setPassword("ada", true)],
  ["a permanent password confirms", "ok", get],
  ["a temporary password", "ok", setPassword("ada", false)],
  ["a temporary password must be changed", "ok", get],
  ["disabling", "ok", disable("ada")],
  ["a disabled user keeps the status", "ok", get],
  ["enabling", "ok", enable("ada")],
  ["an enabled user", "ok", get],
  ["a new group", "ok", createGroup("readers")],
  ["joining an unknown group", "ResourceNotFoundException", join("nowhere")],
  ["nobody joining", "UserNotFoundException", join("readers", "nobody")],
  ["the members of an unknown group", "ResourceNotFoundException", members("nowhere")],
  ["nobody is in a new group", "ok", members("readers")],
  ["joining", "ok", join("readers")],
  ["joining again", "ok", join("readers")],
  ["the members", "ok", members("readers")],
  ["the groups of a user", "ok", groups],
  ["leaving an unknown group", "ResourceNotFoundException", leave("nowhere")],
  ["leaving", "ok", leave("readers")],
  ["leaving again", "ok", leave("readers")],
  ["no groups are left", "ok", groups],
  ["deleting", "ok", remove("ada")],
  ["a deleted user is gone", "UserNotFoundException", get],
  ["a deleted user isn't listed", "ok", everybody],
];
