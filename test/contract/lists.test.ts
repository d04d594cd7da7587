import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { IdentityList, IdentityPage } from "../../src/identity/identity-list.js";
import type { Realm } from "../../src/identity/ids.js";
import { openScope } from "../../src/platform/call-scope.js";
import { type Deployment, openDeployment } from "./deployment.js";
import { type ContractCase, contractCases } from "./harnesses.js";

/** Every provider once: how users are read one by one makes no difference. */
const cases = contractCases.filter(
  ({ harness }, index) =>
    index === contractCases.findIndex((each) => each.harness === harness) &&
    harness.provider.name !== "ROSTER",
);

describe.each(cases)("the list of all identities: $harness.provider.name", (contractCase: ContractCase) => {
  let deployment: Deployment;
  let realm: Realm;

  beforeAll(async () => {
    deployment = await openDeployment(contractCase);
    realm = deployment.connected.realms[0] as Realm;
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  function openList(): IdentityList {
    const list = deployment.connected.openList?.(openScope());
    if (list === undefined) throw new Error("the provider has no list");
    return list;
  }

  /** All pages from a cursor on, each by a list of its own when they are read by different processes. */
  async function readAll(cursor: string | null = null, toList = openList): Promise<readonly IdentityPage[]> {
    const pages: IdentityPage[] = [];
    let next = cursor;
    do {
      const page = await toList().readPage(realm, next);
      pages.push(page);
      next = page.cursor;
    } while (next !== null);
    return pages;
  }

  const subjectsOf = (pages: readonly IdentityPage[]): readonly string[] =>
    pages.flatMap(({ identities }) => identities.map(({ subject }) => subject)).sort();

  test("has every subject once", async () => {
    const list = openList();
    expect(subjectsOf(await readAll(null, () => list))).toEqual([...deployment.subjects].sort());
    await list.close();
  });

  test("can be continued by another process", async () => {
    expect(subjectsOf(await readAll())).toEqual([...deployment.subjects].sort());
  });

  test("counts its identities, or says that it can't", async () => {
    expect([null, deployment.subjects.length]).toContain(await openList().count(realm));
  });

  test("reports an outage as a ProviderError", async () => {
    deployment.emulator.faults.set({ kind: "status", status: 503 });
    await expect(openList().readPage(realm, null)).rejects.toMatchObject({
      name: "ProviderError",
      kind: "unavailable",
    });
  });
});
