import { expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { createExecute } from "../support/execute.js";
import { startService } from "../support/processes.js";
import { program } from "../support/program.js";
import { until } from "../support/until.js";

test("a stopping process completes a request that takes as long as REQUEST_TIMEOUT_MS allows", async () => {
  const sandbox = await startSandbox({ people: createPeople().slice(0, 20) });
  const service = startService(program, {
    ...sandboxVariables(sandbox),
    SQLITE_FILE: ":memory:",
    COGNITO_TIMEOUT_MS: "20000",
    REQUEST_TIMEOUT_MS: "20000",
  });
  const execute = createExecute(`${await service.origin}/graphql`, { token: sandbox.tokens.administrator });
  sandbox.cognito.faults.set({ kind: "delay_headers", delayMs: 11_000 });
  const cognitoSub = sandbox.people.flatMap(({ cognito }) => cognito)[0]?.sub;
  const query = `query ($cognitoSub: ID!) { user(by: { cognitoSub: $cognitoSub }) { cognitoSub } }`;

  const reading = execute<object, object>(query, { cognitoSub });
  await until(() => sandbox.cognito.requests.length > 0, "the provider was asked");
  const ended = service.end("SIGTERM");

  expect((await reading).expectData()).toEqual({ user: { cognitoSub } });
  expect(await ended).toBe(0);
  await sandbox.close();
});
