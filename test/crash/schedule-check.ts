import { isDeepStrictEqual } from "node:util";
import { toRealm, toSubject } from "../../src/identity/ids.js";
import { type Link, type ProviderName, toIdentityText } from "../../src/identity/link.js";
import type { IdentitySource } from "../../src/identity/provider.js";
import { ProviderError } from "../../src/identity/provider-error.js";
import type { ProviderIdentity } from "../../src/identity/provider-identity.js";
import { openScope } from "../../src/platform/call-scope.js";
import { presentFresh } from "../support/presented.js";
import type { MutationCommand } from "./schedule.js";
import { type Harness, type PoolUser, people, pool } from "./schedule-harness.js";
import { emailOf, looseSubjects } from "./schedule-mutations.js";
import { findFalseRepeats, happened, type Request, toRequests } from "./schedule-requests.js";
import type { History } from "./schedule-run.js";

/** How everything stands when the schedule is over. */
interface End {
  readonly harness: Harness;
  readonly links: readonly Link[];
  readonly created: readonly PoolUser[];
  readonly requests: readonly Request[];
}

/** What is wrong with how a schedule ended; nothing when all is well. */
export async function findViolations(harness: Harness, history: History): Promise<readonly string[]> {
  const { users } = await history.directory.listUsers({ first: 1_000 });
  const seeded = people.flatMap(({ cognito }) => cognito.map(({ sub }) => sub));
  const foreign = new Set([...seeded, ...history.strangers.map(({ sub }) => sub)]);
  const end: End = {
    harness,
    links: users.flatMap(({ links }) => links),
    created: (await harness.listPool()).filter(({ sub }) => !foreign.has(sub)),
    requests: toRequests(history.askings),
  };
  const found = await Promise.all([
    history.faults,
    findFalseRepeats(history.askings),
    findHarm(end, history.strangers),
    findMarks(end),
    findDoubles(end),
    findOrphans(end),
    findFalseCreations(end),
    findFalseLinks(end),
    findFalseNicknames(end),
    findFalseBlocks(end),
    findFalseBadges(end),
  ]);
  return found.flat();
}

async function findHarm({ harness, links }: End, strangers: readonly PoolUser[]): Promise<readonly string[]> {
  const now = await harness.listPool();
  return strangers.flatMap((before) => [
    ...(isDeepStrictEqual(
      now.find(({ sub }) => sub === before.sub),
      before,
    )
      ? []
      : [`the stranger ${before.username} was changed`]),
    ...(links.some(({ subject }) => subject === before.sub) ? [`${before.username} is linked`] : []),
  ]);
}

function findMarks({ created }: End): readonly string[] {
  return created
    .filter(({ text }) => /urn:identity-subgraph/.test(text))
    .map(({ sub }) => `${sub} has its mark`);
}

function findDoubles({ created, links }: End): readonly string[] {
  const doubled = (texts: readonly string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);
  return [
    ...doubled(created.map(({ username }) => username)).map((name) => `two users are called ${name}`),
    ...doubled(created.map(({ email }) => email))
      .filter((email) => email.startsWith("nobody-"))
      .map((email) => `${email} was created twice`),
    ...doubled(links.map(toIdentityText)).map((text) => `${text} has two users`),
  ];
}

function findOrphans({ created, links }: End): readonly string[] {
  const subs = new Set(created.map(({ sub }) => sub));
  const linked = links.filter(({ provider, realm }) => provider === "COGNITO" && realm === pool);
  return [
    ...created
      .filter(({ sub }) => linked.filter((link) => link.subject === sub).length !== 1)
      .map(({ sub, email }) => `${sub} (${email}) was created and is not linked once`),
    ...linked
      .filter(({ evidence, subject }) => evidence === "CREATED_HERE" && !subs.has(subject))
      .map(({ subject }) => `${subject} is linked and was never created`),
  ];
}

async function findFalseCreations({ requests, created, links, harness }: End): Promise<readonly string[]> {
  const found = requests.map(async ({ command, fate, answer, start }) => {
    if (command.kind !== "create") return [];
    const email = emailOf(command, start);
    const isAlone = command.key === null && email.includes("-");
    if (fate === "failed" && isAlone && created.some((user) => user.email === email))
      return [`${email} was told to have failed and is there`];
    if (fate !== "applied" || answer === null) return [];
    const { id, cognitoSub } = answer.user;
    if (!links.some(({ subject, userId }) => subject === cognitoSub && userId === id))
      return [`${email} was told to be ${id}'s and is not linked to them`];
    const identity = await load(harness, "COGNITO", pool, cognitoSub);
    if (identity === null) return [`${email} was told to be created and is not there`];
    const { status, username } = presentFresh(identity) as {
      readonly status: string;
      readonly username: string;
    };
    const groups = await loadGroups(harness, username);
    return [
      ...(command.hasPassword && status !== "CONFIRMED" ? [`${email} has no password: ${status}`] : []),
      ...(command.group !== null && !groups.includes(command.group) ? [`${email} is not in its group`] : []),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** A link that was reported as created or removed is so, unless another caller requested the opposite meanwhile. */
function findFalseLinks({ requests, links }: End): readonly string[] {
  return requests.flatMap(({ command, fate, start, answer }) => {
    const subject = linkedBy(command) ?? unlinkedBy(command);
    if (subject === undefined || fate !== "applied") return [];
    const owner = links.find((link) => link.subject === subject)?.userId;
    const others = requests.filter((each) => happened(each) && each.end > start);
    const isAnswered = (by: typeof linkedBy) => others.some((other) => by(other.command) === subject);
    if (unlinkedBy(command) === undefined)
      return owner === answer?.user.id || isAnswered(unlinkedBy)
        ? []
        : [`${subject} was told to be ${answer?.user.id}'s and is ${owner}'s`];
    return owner !== answer?.user.id || isAnswered(linkedBy)
      ? []
      : [`${subject} was told to be unlinked and is not`];
  });
}

function linkedBy(command: MutationCommand): string | undefined {
  if (command.kind === "link") return looseSubjects[command.subject];
  return command.kind === "sync" ? people[command.person]?.auth0[0]?.user_id : undefined;
}

function unlinkedBy(command: MutationCommand): string | undefined {
  return command.kind === "unlink" ? looseSubjects[command.subject] : undefined;
}

async function findFalseNicknames({ harness, requests }: End): Promise<readonly string[]> {
  const users = people.filter(({ links }) => links.length > 0);
  const found = users.flatMap(({ links }, user) =>
    links.map(async ({ provider, realm, subject }) => {
      const identity = await load(harness, provider, realm, subject);
      const writes = requests.flatMap(({ command, answer, ...rest }) => {
        if (command.kind !== "update" || command.user !== user) return [];
        const own = answer?.outcomes?.find((each: { subject: string }) => each.subject === subject);
        const fate = own === undefined ? rest.fate : toFate(own.status);
        return [{ ...rest, fate, value: command.nickname }];
      });
      return explain(identity?.profile.nickname, writes, `nickname of ${subject}`);
    }),
  );
  return (await Promise.all(found)).flat();
}

/** A block is never undone by an unblock that was asked for before it. */
async function findFalseBlocks({ harness, requests }: End): Promise<readonly string[]> {
  const users = people.filter(({ links }) => links.length > 0);
  const found = users.map(async ({ links }, user) => {
    const link = links.find(({ provider }) => provider === "AUTH0");
    if (link === undefined) return [];
    const identity = await load(harness, "AUTH0", link.realm, link.subject);
    const writes = requests.flatMap(({ command, answer, ...rest }) => {
      if (command.kind !== "block" || command.user !== user) return [];
      const [own] = answer?.outcomes ?? [];
      return [
        {
          ...rest,
          fate: own === undefined ? rest.fate : toFate(own.status),
          value: String(command.isBlocked),
        },
      ];
    });
    const atFirst = { fate: "applied", start: -1, end: -1, value: "false" } as const;
    return explain(String(identity?.isBlocked === true), [atFirst, ...writes], `block of ${link.subject}`);
  });
  return (await Promise.all(found)).flat();
}

/** A call of a change that was superseded may have been made before. */
function toFate(status: "APPLIED" | "UNCHANGED" | "FAILED" | "PENDING" | "SUPERSEDED"): Request["fate"] {
  if (status === "PENDING" || status === "SUPERSEDED") return "unknown";
  return status === "FAILED" ? "failed" : "applied";
}

interface Badged {
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

async function findFalseBadges({ harness, requests }: End): Promise<readonly string[]> {
  const found = people.map(async ({ nexus: [record] }, person) => {
    if (record === undefined) return [];
    const realm = harness.connected.find(({ name }) => name === "NEXUS")?.realms[0] ?? "";
    const found = await load(harness, "NEXUS", realm, record.id);
    const identity = (found && presentFresh(found)) as Badged | null;
    const badge = identity?.attributes.find(({ name }) => name === "badge");
    const writes = requests.flatMap(({ command, ...rest }) =>
      command.kind === "sync" && command.person === person ? [{ ...rest, value: command.badge }] : [],
    );
    return explain(badge?.value, writes, `badge of ${record.id}`);
  });
  return (await Promise.all(found)).flat();
}

/** A value must come from a write that was not told to have failed, and that no later one has certainly overwritten. */
function explain(
  value: string | undefined,
  writes: readonly (Omit<Request, "command" | "answer"> & { readonly value: string })[],
  what: string,
): readonly string[] {
  const applied = writes.filter(({ fate }) => fate === "applied");
  const isKnown = writes.some((write) => write.value === value);
  if (!isKnown) return applied.length === 0 ? [] : [`${what} is ${value}, as if nothing was written`];
  const isPossible = writes.some(
    (write) =>
      write.value === value &&
      happened(write) &&
      applied.every((other) => other.value === value || other.start < write.end),
  );
  return isPossible ? [] : [`${what} is ${value}, which was overwritten or told to have failed`];
}

async function loadGroups(harness: Harness, username: string): Promise<readonly string[]> {
  const groups = await repeatCut(
    () => sourceOf(harness, "COGNITO").loadPart?.(toRealm(pool), "groups", username) ?? Promise.resolve([]),
  );
  return (groups as readonly { readonly name: string }[]).map(({ name }) => name);
}

function sourceOf(harness: Harness, provider: ProviderName): IdentitySource {
  const source = harness.connected.find(({ name }) => name === provider)?.openSource(openScope());
  if (source === undefined) throw new Error(`${provider} is not connected`);
  return source;
}

async function load(
  harness: Harness,
  provider: ProviderName,
  realm: string,
  subject: string,
): Promise<ProviderIdentity | null> {
  return repeatCut(() => sourceOf(harness, provider).load(toRealm(realm), toSubject(subject), new Date()));
}

/** Repeats a read whose kept connection the emulator closed meanwhile; the providers here repeat nothing themselves. */
async function repeatCut<Result>(read: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      const isCut = error instanceof ProviderError && error.kind === "unavailable";
      if (!isCut || tries === 3) throw error;
    }
  }
}
