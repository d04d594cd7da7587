import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { examples } from "../../src/sandbox/guide.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { launchChromium } from "./chromium.js";
import { openPlayground, type PlaygroundPage, toSubject } from "./playground-page.js";

describe("the playground in Chromium", () => {
  let subgraph: TestSubgraph;
  let browser: Browser;
  let playground: PlaygroundPage;

  // one page for all tests: the browser takes seconds to load it
  beforeAll(async () => {
    [subgraph, browser] = await Promise.all([startSubgraph(), launchChromium()]);
    playground = await openPlayground(browser, subgraph.app.origin);
  }, 120_000);

  afterAll(async () => {
    await playground?.close();
    await browser?.close();
    await subgraph?.close();
  });

  const everywhere = () => {
    const person = subgraph.sandbox.people.find(({ slug }) => slug === "everywhere");
    if (person === undefined) throw new Error("there is no sample person everywhere");
    return person;
  };

  test("every example has a tab that answers on its first click, without a complaint", async () => {
    const expected = examples(subgraph.sandbox);
    expect(await playground.tabTitles()).toEqual(expected.map(({ operation }) => toOperationName(operation)));
    for (const { operation, variables, role } of expected) {
      await playground.selectTab(toOperationName(operation));
      const shown = await playground.shownVariables(); // as many lines as fit
      expect(shown.slice(0, 60)).toBe(JSON.stringify(variables).slice(0, 60));
      const answer = await playground.run();
      expect(answer).toMatchObject({ operationName: toOperationName(operation), variables });
      expect(answer.body).toEqual({ data: expect.any(Object) });
      expect(await playground.shownHeaders()).toContain(`//as${role};`);
      expect(toSubject(answer.authorization)).toBe(toSubject(subgraph.sandbox.tokens[role]));
    }
    expect(playground.complaints).toEqual([]);
  });

  test("an answer is shown, and is the sample person's", async () => {
    const { userId, email, auth0 } = everywhere();
    await playground.selectTab("UserProfile");
    const { body } = await playground.run();
    expect(body.data.user).toMatchObject({ id: userId, email, auth0UserId: auth0[0]?.user_id });
    await playground.page.waitForSelector(".graphiql-response .view-line:has-text('emailVerified')");
    expect(await playground.shownAnswer()).toContain(`"email":"${email}"`);
    await playground.page.screenshot({ path: join(tmpdir(), "identity-subgraph-playground.png") });

    await playground.selectTab("UsersByEmail");
    const other = await playground.run();
    expect(other.body.data.usersByEmail.users).toContainEqual(expect.objectContaining({ id: userId }));
    await playground.page.waitForSelector(".graphiql-response .view-line:has-text('usersByEmail')");
    expect(await playground.shownAnswer()).toContain(`"id":"${userId}"`);
  });

  test("the tab and the variables are still there after the page was closed", async () => {
    const titles = await playground.tabTitles();
    await playground.selectTab("UsersByEmail");
    const variables = await playground.shownVariables();
    await playground.page.waitForFunction(() =>
      /"activeTabIndex":2/.test(String(localStorage["graphiql:tabState"])),
    );
    await playground.reload();
    await playground.page.waitForSelector(`.graphiql-tab[aria-selected="true"] [title="UsersByEmail"]`);
    expect(await playground.tabTitles()).toEqual(titles);
    expect(await playground.shownVariables()).toBe(variables);
  });

  test("no request leaves for another host", async () => {
    await playground.run();
    const origins = new Set(playground.requests.map((address) => new URL(address).origin));
    expect([...origins]).toEqual([subgraph.app.origin]);
  });

  test("the page's policy keeps the browser from asking another host", async () => {
    expect(playground.policy).toContain("default-src 'none'");
    const elsewhere = `${subgraph.sandbox.auth0.origin}/elsewhere`;
    const isStopped = await playground.page.evaluate(
      (address) =>
        fetch(address, { mode: "no-cors" }).then(
          () => false,
          () => true,
        ),
      elsewhere,
    );
    expect(isStopped).toBe(true);
    expect(playground.complaints.join()).toContain("Content Security Policy");
    expect(subgraph.sandbox.auth0.requests.filter(({ path }) => path === "/elsewhere")).toEqual([]);
  });
});

/** As `UserProfile` for the file user-profile.graphql. */
function toOperationName(file: string): string {
  return file.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
