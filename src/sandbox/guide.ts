import type { LinkedUser } from "../identity/link.js";
import { type Role, roles } from "./issuer/roles.js";
import { describeOutages, switchOutage } from "./outages.js";
import { renderPeoplePage } from "./people-page.js";
import type { SamplePerson } from "./person.js";
import { renderPanel } from "./playground-panel.js";
import type { Sandbox } from "./sandbox.js";

/** An example for an operation of schema/operations. */
export interface Example {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The caller. */
  readonly role: Role;
}

/** The operations with variables that name sample people; empty without the people who each represent one case. */
export function examples({ people }: Sandbox): readonly Example[] {
  const called = (slug: string) => people.find((person) => person.slug === slug);
  const [whole, gone, twoPools] = [called("everywhere"), called("gone-at-cognito"), called("two-pools")];
  if (whole === undefined || gone === undefined || twoPools === undefined) return [];
  const auth0UserId = whole.auth0[0]?.user_id;
  const references = [
    { __typename: "User", id: whole.userId },
    { __typename: "User", auth0UserId },
    { __typename: "User", cognitoSub: twoPools.cognito[1]?.sub },
  ];
  return [
    { operation: "user-profile", variables: { by: { auth0UserId } }, role: "administrator" },
    { operation: "user-identities", variables: { by: { id: gone.userId } }, role: "administrator" },
    { operation: "users-by-email", variables: { email: whole.email }, role: "support" },
    { operation: "users", variables: { first: 10 }, role: "administrator" },
    { operation: "reference-email", variables: { representations: references }, role: "machine" },
    {
      operation: "update-user",
      variables: { input: { user: { id: whole.userId }, profile: { nickname: "ada" }, dryRun: true } },
      role: "administrator",
    },
    { operation: "identity-write", variables: { id: "writeId-of-a-result" }, role: "administrator" },
    { operation: "identity-providers", variables: {}, role: "administrator" },
    { operation: "me", variables: {}, role: "person" },
  ];
}

/** An example with the text for the headers pane of the playground. */
export interface ExampleTab extends Example {
  readonly headers?: string;
}

/** `hasTokens`: whether the service accepts the sandbox's tokens. Only then does the guide show them. */
export interface GuideOptions {
  readonly hasTokens: boolean;
}

/** The examples, with fresh tokens when the sandbox's tokens are accepted. */
export async function exampleTabs(
  sandbox: Sandbox,
  { hasTokens }: GuideOptions,
): Promise<readonly ExampleTab[]> {
  if (!hasTokens) return examples(sandbox);
  const tokens = await sandbox.issuer.issueRoles();
  return examples(sandbox).map((example) => ({ ...example, headers: toHeaders(example.role, tokens) }));
}

interface PlaygroundContent {
  readonly tabs: readonly ExampleTab[];
  readonly panel?: ReturnType<typeof renderPanel>;
}

/** The playground's tabs, and what stands above them; nothing without a sandbox. */
export async function playgroundContent(
  sandbox: Sandbox | undefined,
  options: GuideOptions,
): Promise<PlaygroundContent> {
  if (sandbox === undefined) return { tabs: [] };
  return { tabs: await exampleTabs(sandbox, options), panel: renderPanel(options) };
}

function toHeaders(role: Role, tokens: Readonly<Record<Role, string>>): string {
  const others = roles.filter((other) => other !== role).join(", ");
  const headers = JSON.stringify({ authorization: `Bearer ${tokens[role]}` }, undefined, 2);
  return `// as ${role}; another role's token is at\n// /sandbox/token/<role>: ${others}\n${headers}`;
}

/** What an address of the sandbox answers programs, and browsers when that differs. */
export interface SandboxPage {
  readonly answer: () => Promise<unknown>;
  readonly html?: () => Promise<ReturnType<typeof renderPeoplePage>>;
  /** Carries out what a POST asks for; undefined for an invalid body. */
  readonly change?: (body: unknown) => object | undefined;
}

/** The pages of the sandbox by path: the people and, if its tokens are accepted, a page for the token of each role. */
export function sandboxPages(sandbox: Sandbox, options: GuideOptions): Readonly<Record<string, SandboxPage>> {
  const tokens = options.hasTokens
    ? roles.map((role) => [`/sandbox/token/${role}`, { answer: () => sandbox.issuer.issueRole(role) }])
    : [];
  const people: SandboxPage = {
    answer: () => describeSandbox(sandbox, options),
    html: async () => renderPeoplePage(sandbox, options),
  };
  const outages: SandboxPage = {
    answer: async () => describeOutages(sandbox),
    change: (body) => switchOutage(sandbox, body),
  };
  return { "/sandbox/people": people, "/sandbox/outages": outages, ...Object.fromEntries(tokens) };
}

async function describeSandbox(
  { auth0, cognito, nexus, issuer, people }: Sandbox,
  { hasTokens }: GuideOptions,
): Promise<object> {
  return {
    providers: { auth0: auth0.origin, cognito: cognito.origin, nexus: nexus.origin },
    issuer: issuer.emulator.origin,
    ...(hasTokens && { tokens: await issuer.issueRoles() }),
    people: people.map(describePerson),
  };
}

const seededAtMs = Date.UTC(2026, 0, 1, 9);

/** The users and links of the sample people in the initial directory; links are one second apart, in order. */
export function toLinkedUsers(people: readonly SamplePerson[]): readonly LinkedUser[] {
  return people
    .filter(({ links }) => links.length > 0)
    .map(({ userId, links }) => ({
      id: userId,
      createdAt: new Date(seededAtMs),
      links: links.map((link, index) => ({
        ...link,
        userId,
        linkedAt: new Date(seededAtMs + index * 1_000),
        changedAt: null,
      })),
    }));
}

function describePerson({ slug, about, userId, email, auth0, cognito, nexus, links }: SamplePerson): object {
  return {
    slug,
    about,
    email,
    id: links.length > 0 ? userId : null,
    auth0UserIds: auth0.map((record) => record.user_id),
    cognitoSubs: cognito.map(({ poolId, sub }) => ({ realm: poolId, sub })),
    nexusUserIds: nexus.map(({ id }) => id),
    links: links.map(({ provider, realm, subject, evidence }) => ({ provider, realm, subject, evidence })),
  };
}
