/** A child of the benchmark: the emulators of the providers in a process of their own, for so many people. */
type SandboxModule = typeof import("../src/sandbox/sandbox.js");
type PeopleModule = typeof import("../src/sandbox/people.js");
type VariablesModule = typeof import("../src/sandbox/variables.js");

/** What the parent learns. */
export interface Emulated {
  readonly variables: Readonly<Record<string, string>>;
  readonly origins: readonly string[];
  readonly people: readonly Person[];
}

/** Somebody with one identity at each provider, and how the directory knows them. */
export interface Person {
  readonly id: string;
  readonly auth0UserId: string;
  readonly cognitoSub: string;
  readonly userPoolId: string;
  readonly nexusUserId: string;
}

const load = (path: string): Promise<unknown> => import(new URL(`../dist/${path}`, import.meta.url).href);
const { startSandbox } = (await load("sandbox/sandbox.js")) as SandboxModule;
const { createPeople } = (await load("sandbox/people.js")) as PeopleModule;
const { sandboxVariables } = (await load("sandbox/variables.js")) as VariablesModule;

const sandbox = await startSandbox({ people: createPeople(Number(process.argv[2])) });
const emulators = [sandbox.auth0, sandbox.cognito, sandbox.nexus];
const unlimited = { capacity: 1e9, refill: 1e9, intervalMs: 1_000 };
for (const emulator of emulators) {
  emulator.setQuotas(Object.fromEntries(Object.keys(emulator.quotaStates).map((name) => [name, unlimited])));
}
setInterval(() => {
  for (const emulator of emulators) emulator.clearRequests(); // the log of a long run would fill the memory
}, 1_000);

process.on("disconnect", () => process.exit(0));
process.send?.({
  variables: sandboxVariables(sandbox),
  origins: emulators.map(({ origin }) => origin),
  people: sandbox.people
    .filter(({ slug }) => slug.startsWith("person-"))
    .map(({ userId, auth0, cognito, nexus }) => ({
      id: userId,
      auth0UserId: auth0[0]?.user_id ?? "",
      cognitoSub: cognito[0]?.sub ?? "",
      userPoolId: cognito[0]?.poolId ?? "",
      nexusUserId: nexus[0]?.id ?? "",
    })),
} satisfies Emulated);
