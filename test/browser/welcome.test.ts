import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Response } from "playwright-core";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { until } from "../support/until.js";
import { launchChromium } from "./chromium.js";
import { openPlayground, type PlaygroundPage, toSubject } from "./playground-page.js";

const phone = { width: 375, height: 740 };

describe("the playground's welcome, on a phone", () => {
  let subgraph: TestSubgraph;
  let browser: Browser;
  let playground: PlaygroundPage;

  beforeAll(async () => {
    // so that a test sees a change immediately
    const variables = { CACHE_FOUND_MS: "0", CACHE_STALE_MS: "300000", RECOVERY_PAUSE_MS: "250" };
    [subgraph, browser] = await Promise.all([startSubgraph({ variables }), launchChromium()]);
    playground = await openPlayground(browser, subgraph.app.origin, { viewport: phone });
  }, 120_000);

  afterEach(() => subgraph.resetCounts());
  afterAll(async () => {
    expect(playground?.complaints).toEqual([]);
    await playground?.close();
    await browser?.close();
    await subgraph?.close();
  });

  const openTab = async (title: string): Promise<void> => {
    await playground.page.click(`[data-tab="${title}"]`);
    await playground.page.waitForSelector(`.graphiql-tab[aria-selected="true"] [title="${title}"]`);
  };
  const switchProvider = async (provider: string, label: string): Promise<void> => {
    await playground.page.getByLabel(provider).selectOption({ label });
    await playground.page.waitForSelector(`#welcome-status:has-text("${provider} ${label}")`);
  };
  const readAvailability = async (): Promise<unknown> => {
    const { body } = await playground.run();
    const [identity] = body.data.user.identities;
    return [identity.provider, identity.availability, identity.unavailableReason];
  };

  test("the page is as wide as the phone, and an answer is shown below the query", async () => {
    await openTab("UserProfile");
    await playground.run();
    await playground.page.waitForSelector(".graphiql-response .view-line:has-text('emailVerified')");
    await playground.page.screenshot({
      path: join(tmpdir(), "identity-subgraph-welcome.png"),
      fullPage: true,
    });
    expect(await playground.page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
  });

  test("the switches of a provider show UNAVAILABLE, FRESH and STALE", async () => {
    await openTab("UserIdentities");
    await switchProvider("Auth0", "is down");
    expect(await readAvailability()).toEqual(["AUTH0", "UNAVAILABLE", "DOWN"]);
    await switchProvider("Auth0", "works");
    expect(await readAvailability()).toEqual(["AUTH0", "FRESH", null]);
    await switchProvider("Auth0", "throttles");
    expect(await readAvailability()).toEqual(["AUTH0", "STALE", "THROTTLED"]);
    await switchProvider("Auth0", "works");
  });

  test("a change that a provider loses is pending, and can be followed until it is complete", async () => {
    await openTab("UpdateUser");
    const { id } = (await playground.run()).variables.input.user;
    await switchProvider("Nexus", "loses changes");
    const input = { user: { id }, profile: { nickname: "Countess" } };
    await playground.typeVariables(JSON.stringify({ input }));
    const { writeId, outcomes } = (await playground.run()).body.data.updateUser;
    expect(outcomes).toContainEqual(expect.objectContaining({ provider: "NEXUS", status: "PENDING" }));
    await openTab("IdentityWrite");
    await playground.typeVariables(JSON.stringify({ id: writeId }));
    expect((await playground.run()).body.data.identityWrite.state).toBe("PENDING");
    await switchProvider("Nexus", "works");
    await until(
      async () => (await playground.run()).body.data.identityWrite.state === "FINISHED",
      "the write is finished",
    );
  });

  test("the role gives every tab another caller, and gives them back", async () => {
    await openTab("UserProfile");
    const role = playground.page.getByLabel("Send as");
    const own = toSubject((await playground.run()).authorization);
    await role.selectOption("support");
    expect(toSubject((await playground.run()).authorization)).toBe(
      toSubject(subgraph.sandbox.tokens.support),
    );
    await role.selectOption("nobody");
    expect((await playground.run()).body.errors[0].extensions.code).toBe("UNAUTHENTICATED");
    await role.selectOption("");
    expect(toSubject((await playground.run()).authorization)).toBe(own);
  });

  test("what is closed stays closed, and the switches show the state of the providers after a reload", async () => {
    await switchProvider("Cognito", "is too slow");
    await playground.page.click("#welcome summary");
    await playground.reload();
    await playground.page.waitForFunction(
      `document.querySelector('[data-provider="cognito"]').value === "slow"`,
    );
    expect(await playground.page.locator("#welcome .columns").isVisible()).toBe(false);
  });

  test("a second visit loads none of the 9 MB again", async () => {
    const answers: Response[] = [];
    playground.page.on("response", (response) => answers.push(response));
    await playground.reload();
    const large = answers.filter((answer) => answer.url().includes("/playground."));
    const sizes = await Promise.all(large.map((answer) => answer.request().sizes()));
    expect(large.map((answer) => answer.status())).toEqual([304, 304]);
    expect(sizes.map(({ responseBodySize }) => responseBodySize)).toEqual([0, 0]);
  });
});
