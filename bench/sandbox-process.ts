/** A child of the benchmarks: the emulators in a process of their own, so that they don't slow down what is measured. */
type SandboxModule = typeof import("../src/sandbox/sandbox.js");
type PeopleModule = typeof import("../src/sandbox/people.js");
type VariablesModule = typeof import("../src/sandbox/variables.js");

const load = (path: string): Promise<unknown> => import(new URL(`../dist/${path}`, import.meta.url).href);
const { startSandbox } = (await load("sandbox/sandbox.js")) as SandboxModule;
const { createPeople } = (await load("sandbox/people.js")) as PeopleModule;
const { sandboxVariables } = (await load("sandbox/variables.js")) as VariablesModule;

const people = createPeople(Number(process.argv[2]));
const sandbox = await startSandbox({ people });
process.on("disconnect", () => process.exit(0));
process.send?.({
  origins: { auth0: sandbox.auth0.origin, cognito: sandbox.cognito.origin, nexus: sandbox.nexus.origin },
  variables: sandboxVariables(sandbox),
  token: sandbox.tokens.administrator,
  users: people
    .filter(({ slug }) => slug.startsWith("person-"))
    .map(({ auth0, cognito, nexus }) => ({
      auth0UserId: auth0[0]?.user_id,
      cognitoSub: cognito[0]?.sub,
      nexusUserId: nexus[0]?.id,
      userPoolId: cognito[0]?.poolId,
    })),
});
