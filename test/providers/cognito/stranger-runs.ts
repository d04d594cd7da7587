import type { ConnectedProvider } from "../../../src/identity/provider.js";
import type { CreateOutcome } from "../../../src/provisioning/handlers/create-identity.js";
import { emailPool } from "../../../src/sandbox/cognito/pool-plan.js";
import type { FaultSwitches } from "../../../src/sandbox/faults.js";
import { Killed, ScheduleProcess } from "../../crash/schedule-process.js";
import {
  type Account,
  type Creations,
  createIn,
  goodPassword,
  leaseMs,
  recoverAll,
  type Stranger,
} from "./creations.js";
import { type Story, type StrangerStory, sharedAttributes } from "./stranger-stories.js";

const email = "grace@example.com";
const markText = /identity-subgraph/;

/** Tells the story, and what in it must not have happened; nothing when all is well. */
export async function findViolations(harness: Creations, story: Story): Promise<readonly string[]> {
  await harness.reset();
  const strangers: Account[] = [];
  let arriving = 0; // nothing happens to the calls of strangers
  const come = async (those: readonly StrangerStory[], prefix: string): Promise<void> => {
    for (const [index, one] of those.entries()) {
      arriving += 1;
      const account = await harness.addStranger(toStranger(one, story, `${prefix}-${index}`));
      arriving -= 1;
      if (account !== null) strangers.push(account);
    }
  };
  const early = story.strangers.filter(({ comesAt }) => comesAt === 0).sort(byAge);
  for (const [index, one] of early.entries()) {
    await come([one], `early-${index}`);
    harness.clock.ms += one.ageMs - (early[index + 1]?.ageMs ?? 0);
  }
  const outcomes = await run(harness, story, {
    isCalm: () => arriving > 0,
    come: (step) =>
      come(
        story.strangers.filter(({ comesAt }) => comesAt === step),
        `late-${step}`,
      ),
  });
  return [
    ...(await findHarmed(harness, story.pool, strangers)),
    ...(await findUnfinished(harness, story, { strangers, outcomes })),
  ];
}

const byAge = (left: StrangerStory, right: StrangerStory): number => right.ageMs - left.ageMs;

function toStranger(one: StrangerStory, { pool, hasUsername, isVerified }: Story, name: string): Stranger {
  const other = `${name}@example.org`;
  const address = one.hasEmail ? email : other;
  const attributes: Record<string, string> = Object.fromEntries(
    one.shared.map((each) => [each, sharedAttributes[each]]),
  );
  if (one.shared.includes("email_verified")) attributes.email_verified = String(isVerified);
  return {
    pool,
    username: pool === emailPool.id ? address : one.hasName && hasUsername ? "grace" : name,
    attributes: { email: address, ...attributes },
    isConfirmed: one.isConfirmed,
  };
}

type Ended = CreateOutcome | null | "killed";

/** Carries the creations out, then lets recovery bring everything to its end, without any more trouble. */
async function run(
  harness: Creations,
  story: Story,
  { come, isCalm }: { readonly come: (step: number) => Promise<void>; readonly isCalm: () => boolean },
): Promise<readonly Ended[]> {
  const { faults } = harness.running.emulator;
  const process = new ScheduleProcess({
    ...harness.environment(),
    providers: [withArrivals(harness.provider, come)],
    leaseMs,
    onJournal: () => {},
  });
  const pick = faults.pick.bind(faults);
  const pickTrouble = troubleOf(story, () => process.kill());
  faults.pick = (call) => (isCalm() ? undefined : pickTrouble(call));
  if (story.death?.at === "step") process.kill(story.death.number, story.death.isAfter);
  const input = toInput(story);
  const ask = (): Promise<Ended> =>
    createIn(process.environment, input).catch((error: unknown) => {
      if (error instanceof Killed) return "killed";
      throw error;
    });
  try {
    return await Promise.all(story.isTwice ? [ask(), ask()] : [ask()]);
  } finally {
    faults.pick = pick;
    await recoverAll(harness.environment(), harness.clock);
  }
}

function toInput({ pool, hasUsername, isVerified, hasPassword, group, isBlocked }: Story) {
  return {
    ...{ realm: pool, email, givenName: "Grace", familyName: "Hopper", emailVerified: isVerified },
    ...{ isBlocked, appMetadata: { role: "teacher" } },
    ...(hasUsername && pool !== emailPool.id && { username: "grace" }),
    ...(hasPassword && { password: goodPassword }),
    ...(group !== null && { groups: [group] }),
  };
}

function troubleOf({ fates, death }: Story, kill: () => void): FaultSwitches["pick"] {
  let calls = 0;
  return () => {
    calls += 1;
    if (death?.at === "call" && death.number === calls) {
      kill();
      return { kind: death.isAfter ? "lost" : "reset" };
    }
    const fate = fates[calls - 1] ?? "ok";
    return fate === "ok" ? undefined : { kind: fate };
  };
}

/** Strangers come right before the first, second or third time that the creator looks or creates. */
function withArrivals(provider: ConnectedProvider, come: (step: number) => Promise<void>): ConnectedProvider {
  const { openCreator } = provider;
  if (openCreator === undefined) throw new Error("the provider creates nobody");
  let steps = 0;
  const arrive = (): Promise<void> => {
    steps += 1;
    return come(steps);
  };
  return {
    ...provider,
    openCreator: (scope) => {
      const creator = openCreator(scope);
      return {
        ...creator,
        find: async (order) => {
          await arrive();
          return creator.find(order);
        },
        create: async (order, secrets) => {
          await arrive();
          return creator.create(order, secrets);
        },
      };
    },
  };
}

async function linksOf(harness: Creations): Promise<readonly string[]> {
  const { users } = await harness.directory().listUsers({ first: 100 });
  return users.flatMap(({ links }) => links.map(({ subject }) => subject));
}

async function findHarmed(
  harness: Creations,
  pool: string,
  strangers: readonly Account[],
): Promise<readonly string[]> {
  const links = await linksOf(harness);
  const found = strangers.map(async (before) => {
    const after = await harness.read(pool, before.sub).catch((error: unknown) => String(error));
    const isSame = JSON.stringify(after) === JSON.stringify(before);
    return [
      ...(isSame ? [] : [`a stranger was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`]),
      ...(links.includes(before.sub) ? [`the stranger ${before.sub} is linked`] : []),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** Whatever is not a stranger's is ours: whole, linked once, and without its mark. */
async function findUnfinished(
  harness: Creations,
  story: Story,
  { strangers, outcomes }: { readonly strangers: readonly Account[]; readonly outcomes: readonly Ended[] },
): Promise<readonly string[]> {
  const links = await linksOf(harness);
  const accounts = await harness.list(story.pool);
  const own = accounts.filter(({ sub }) => strangers.every((stranger) => stranger.sub !== sub));
  const known = new Set(own.map(({ sub }) => sub));
  const created = outcomes.flatMap((outcome) =>
    outcome !== null && outcome !== "killed" && outcome.kind === "created"
      ? [String(outcome.key.subject)]
      : [],
  );
  return [
    ...own.flatMap((account) => [
      ...(links.filter((sub) => sub === account.sub).length === 1
        ? []
        : [`${account.sub} is not linked once`]),
      ...(markText.test(JSON.stringify(account)) ? [`${account.sub} has its mark`] : []),
      ...(isWhole(account, story) ? [] : [`${JSON.stringify(account)} is not whole`]),
    ]),
    ...links.filter((sub) => !known.has(sub)).map((sub) => `${sub} is linked and not ours`),
    ...created.filter((sub) => !known.has(sub)).map((sub) => `${sub} was told to be created and is not ours`),
    ...(new Set(created).size === created.length ? [] : ["two creations were told of one account"]),
  ];
}

function isWhole({ status, isEnabled, groups }: Account, story: Story): boolean {
  return (
    status === (story.hasPassword ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD") &&
    isEnabled === !story.isBlocked &&
    groups.join() === (story.group ?? "")
  );
}
