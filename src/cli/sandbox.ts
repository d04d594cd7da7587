import { createPeople } from "../sandbox/people.js";
import { startSandbox } from "../sandbox/sandbox.js";
import { sandboxVariables } from "../sandbox/variables.js";

/**
 * Runs the emulators alone and prints the variables that point a subgraph at them.
 *
 * `npm run sandbox -- 10000` seeds 10,000 people instead of 200.
 */
const count = Number(process.argv[2] ?? 200);
if (!Number.isInteger(count) || count < 0) {
  console.error("The number of people must be a whole number.");
  process.exit(1);
}
const sandbox = await startSandbox({
  people: createPeople(count),
  ports: { auth0: 4_101, cognito: 4_102, nexus: 4_103, issuer: 4_104 },
});
for (const [name, value] of Object.entries(sandboxVariables(sandbox))) console.log(`export ${name}=${value}`);
console.error(
  `\n${count} people at Auth0, Cognito and Nexus. Set the variables above for each subgraph process.`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close());
