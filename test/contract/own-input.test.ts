import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Deployment, openDeployment } from "./deployment.js";
import { expectFailure, failureOf } from "./expect-failure.js";
import { callsTo, newName, openWrites, password, status, type Writes, writeCases } from "./writes.js";

const ownInputCases = writeCases.flatMap((contractCase) => {
  const { ownNameField } = contractCase.harness;
  return ownNameField === undefined ? [] : [{ title: contractCase.title, contractCase, field: ownNameField }];
});

describe.each(ownInputCases)("the provider's own input: $title", ({ contractCase, field }) => {
  const provider = contractCase.harness.provider.name;
  let deployment: Deployment;
  let writes: Writes;

  beforeAll(async () => {
    deployment = await openDeployment(contractCase);
    writes = openWrites(contractCase, deployment);
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  test("a plan survives JSON and holds no password: the step names the secret that it needs", async () => {
    const plan = await writes.plan({ own: { password } });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(JSON.stringify(plan)).not.toContain(password);
    expect(plan.steps.map(({ secrets }) => secrets)).toEqual([["password"]]);
    expect(plan.changes).toEqual([{ field: "password", before: null, after: null }]);
  });

  test("a plan prefers the provider's own input to the profile", async () => {
    const own = { [field]: newName };
    expect((await writes.plan({ own })).steps[0]?.fields).toEqual([field]);
    await writes.apply({ profile: { name: "Profile" }, own });
    expect(await writes.readName()).toBe(newName);
  });

  test("a step is rejected without a call when the secret that it needs is missing", async () => {
    const [step] = (await writes.plan({ own: { password } })).steps;
    if (step === undefined) throw new Error("the plan has no step");
    deployment.emulator.clearRequests();
    expectFailure(await failureOf(writes.writer.take(step, {})), { provider, kind: "rejected" });
    expect(callsTo(deployment)).toEqual([]);
  });

  test("a step sends the password from memory, and no error repeats it", async () => {
    const [step] = (await writes.plan({ own: { password } })).steps;
    if (step === undefined) throw new Error("the plan has no step");
    deployment.emulator.faults.set({ ...status(403), containing: password });
    const failure = await failureOf(writes.writer.take(step, { password }));
    expectFailure(failure, { provider, kind: "unauthorized" });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain(password);
  });
});
