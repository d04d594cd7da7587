import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { UsersClient } from "auth0/users";

export interface Identity {
  readonly provider: string;
  readonly realm: string;
  readonly subject: string;
}

type Found = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** As many as the documentation of either provider allows in one call; Nexus publishes no limit. */
const auth0PageSize = 50;
const nexusPageSize = 15;

/** The providers by their own SDKs (Nexus has none), as a plain server would use them. Same addresses as the service's. */
export async function openVendors() {
  const variables = process.env as Readonly<Record<string, string>>;
  const auth0 = await openAuth0(variables);
  const cognito = new CognitoIdentityProviderClient({
    endpoint: variables.COGNITO_ENDPOINT as string,
    region: "us-east-1",
    credentials: {
      accessKeyId: variables.COGNITO_ACCESS_KEY_ID ?? "",
      secretAccessKey: variables.COGNITO_SECRET_ACCESS_KEY ?? "",
    },
  });
  return {
    /** GET /users by search, 50 ids a call. */
    async auth0Users(ids: readonly string[]): Promise<Found> {
      const pages = toPages(ids, auth0PageSize).map(async (page) => {
        const q = `user_id:(${page.map((id) => `"${id}"`).join(" OR ")})`;
        return (await auth0.list({ q, search_engine: "v3", per_page: auth0PageSize })).data;
      });
      return new Map((await Promise.all(pages)).flat().map((user) => [user.user_id ?? "", { ...user }]));
    },
    /** AdminGetUser, one call a user; attributes under their names, and `username`. */
    async cognitoUser({ realm, subject }: Identity): Promise<Readonly<Record<string, unknown>>> {
      const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: realm, Username: subject }));
      const attributes = (user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]);
      return { ...Object.fromEntries(attributes), username: user.Username };
    },
    /** GET /v1/users by filter, 15 ids a call. */
    async nexusUsers(ids: readonly string[]): Promise<Found> {
      const pages = toPages(ids, nexusPageSize).map(async (page) => {
        const filter = page.map((id) => `id eq '${id}'`).join(" or ");
        const query = new URLSearchParams({ filter, top: String(page.length) });
        const { value } = await nexus(variables, `/v1/users?${query}`);
        return value as { readonly id: string }[];
      });
      return new Map((await Promise.all(pages)).flat().map((user) => [user.id, user]));
    },
    /** Changes the nickname of one identity. */
    async rename({ provider, realm, subject }: Identity, nickname: string): Promise<void> {
      if (provider === "AUTH0") await auth0.update(subject, { nickname });
      else if (provider === "NEXUS") await nexus(variables, `/v1/users/${subject}`, { nickname });
      else
        await cognito.send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId: realm,
            Username: subject,
            UserAttributes: [{ Name: "nickname", Value: nickname }],
          }),
        );
    },
  };
}

async function openAuth0(variables: Readonly<Record<string, string>>): Promise<UsersClient> {
  const response = await fetch(`${variables.AUTH0_BASE_URL}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      grant_type: "client_credentials",
      client_id: variables.AUTH0_CLIENT_ID,
      client_secret: variables.AUTH0_CLIENT_SECRET,
      audience: `https://${variables.AUTH0_DOMAIN}/api/v2/`,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return new UsersClient({ baseUrl: `${variables.AUTH0_BASE_URL}/api/v2`, token });
}

async function nexus(
  variables: Readonly<Record<string, string>>,
  path: string,
  change?: object,
): Promise<{ readonly value?: unknown }> {
  const response = await fetch(`${variables.NEXUS_BASE_URL}${path}`, {
    headers: {
      authorization: `Bearer ${variables.NEXUS_TOKEN}`,
      "x-application-token": variables.NEXUS_APPLICATION_TOKEN ?? "",
      "content-type": "application/json",
    },
    ...(change && { method: "PATCH", body: JSON.stringify(change) }),
  });
  if (!response.ok) throw new Error(`Nexus answered ${response.status}: ${await response.text()}`);
  return change === undefined ? ((await response.json()) as { value?: unknown }) : {};
}

function toPages<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
}
