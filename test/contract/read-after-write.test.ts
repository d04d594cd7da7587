import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../src/platform/call-scope.js";
import { type Deployment, openDeployment } from "./deployment.js";
import { contractCases } from "./harnesses.js";
import { newName, openWrites, setLag, type Writes } from "./writes.js";

describe.each(contractCases)("reads after a write: $title", (contractCase) => {
  let deployment: Deployment;
  let writes: Writes;

  beforeAll(async () => {
    deployment = await openDeployment(contractCase);
    writes = openWrites(contractCase, deployment);
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  test("any request that knows of the write reads the new value, and the others of its batch", async () => {
    setLag(contractCase, deployment);
    const others = deployment.subjects.slice(1, 4);
    await writes.apply({ profile: { name: newName } });
    const source = deployment.connected.openSource(openScope());
    const [changed, ...rest] = await Promise.all([
      source.load(writes.key.realm, writes.key.subject, new Date()),
      ...others.map((subject) => source.load(writes.key.realm, subject)),
    ]);
    expect(changed?.profile.name).toBe(newName);
    expect(rest.map((identity) => identity?.subject)).toEqual(others);
  });

  test("the request that wrote reads again only what it forgets", async () => {
    const { realm, subject } = writes.key;
    const source = deployment.connected.openSource(openScope());
    const nameOf = async () => (await source.load(realm, subject))?.profile.name;
    const before = await nameOf();
    await writes.apply({ profile: { name: newName } });
    expect(await nameOf()).toBe(before);
    source.forget(realm, subject);
    expect(await nameOf()).toBe(newName);
  });
});
