import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { fastify } from "fastify";
import type { Browser } from "playwright-core";
import { servePlayground } from "../../src/http/playground.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { launchChromium } from "./chromium.js";
import { openPlayground } from "./playground-page.js";

/** How every token begins. */
const token = /eyJ[\w-]{10,}\.eyJ/;

describe("whom the playground asks as", () => {
  let subgraph: TestSubgraph;
  let browser: Browser;

  beforeAll(async () => {
    [subgraph, browser] = await Promise.all([startSubgraph(), launchChromium()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await subgraph?.close();
  });

  test("the person's tab answers with the person, also after a reload", async () => {
    const person = subgraph.sandbox.people.find(({ slug }) => slug === "everywhere");
    const playground = await openPlayground(browser, subgraph.app.origin);
    await playground.selectTab("Me");
    const first = await playground.run();
    expect(first.body.data.me).toMatchObject({ id: person?.userId, email: person?.email });
    await playground.shownHeaders();
    await playground.page.waitForSelector(".graphiql-response .view-line:has-text('products')");
    await playground.page.screenshot({ path: join(tmpdir(), "identity-subgraph-callers.png") });

    await playground.page.waitForFunction(() => localStorage["graphiql:tabState"] !== undefined);
    await playground.reload();
    const again = await playground.run();
    expect(again.operationName).toBe("Me");
    expect(withoutReadAt(again.body)).toEqual(withoutReadAt(first.body));
    expect(await playground.shownHeaders()).toContain("//asperson;");
    await playground.selectTab("UsersByEmail");
    expect((await playground.run()).body).toEqual({ data: expect.any(Object) });
    expect(await playground.shownHeaders()).toContain("//assupport;");
    await playground.close();
  });

  test("after a restart every tab answers, with new tokens", async () => {
    const before = await startSubgraph();
    const playground = await openPlayground(browser, before.app.origin);
    const titles = await playground.tabTitles();
    await playground.page.click('button[aria-label="New tab"]');
    await playground.selectTab("Me");
    const old = await playground.run();
    await before.close();

    const after = await startSubgraph({ variables: { PORT: new URL(before.app.origin).port } });
    await playground.reload();
    expect(await playground.tabTitles()).toEqual([...titles, "<untitled>"]);
    for (const title of titles) {
      await playground.selectTab(title);
      const answer = await playground.run();
      expect(answer).toMatchObject({ operationName: title, body: { data: expect.any(Object) } });
      expect(answer.body).not.toHaveProperty("errors");
      if (title === "Me") {
        expect(withoutReadAt(answer.body)).toEqual(withoutReadAt(old.body));
        expect(answer.authorization).not.toBe(old.authorization);
      }
    }
    await playground.selectTab("<untitled>");
    expect(await playground.shownHeaders()).toContain("//asadministrator;");
    await playground.close();
    await after.close();
  }, 60_000);

  test("a header typed in the pane is the one that is sent, however it is spelt; without one the caller is anonymous", async () => {
    const playground = await openPlayground(browser, subgraph.app.origin);
    for (const name of ["Authorization", "authorization"]) {
      const authorization = `Bearer ${subgraph.sandbox.tokens.person}`;
      await playground.typeHeaders(JSON.stringify({ [name]: authorization }));
      const answer = await playground.run();
      expect(answer.authorization).toBe(authorization);
      expect(answer.body.data.user.id).toEqual(expect.any(String));
    }
    await playground.typeHeaders("");
    const { authorization, body } = await playground.run();
    expect(authorization).toBeUndefined();
    expect(body.errors[0].extensions.code).toBe("UNAUTHENTICATED");
    await playground.close();
  });

  test.each([
    ["without a sandbox", { PROVIDERS_OFF: "AUTH0,COGNITO,NEXUS" }],
    [
      "where others issue the tokens",
      { TOKEN_ISSUERS: "https://tenant.us.auth0.com/", TOKEN_AUDIENCES: "api" },
    ],
  ])("%s the page holds no token, and the browser keeps none", async (_, variables) => {
    const other = await startSubgraph({ variables });
    const page = await (await fetch(`${other.app.origin}/`)).text();
    expect(page).toContain("Identity Subgraph");
    expect(page).not.toMatch(token);

    const playground = await openPlayground(browser, other.app.origin);
    const typed = `Bearer ${subgraph.sandbox.tokens.person}`;
    await playground.typeHeaders(JSON.stringify({ authorization: typed }));
    await playground.page.click('button[aria-label="New tab"]'); // stored later than the headers would be
    await playground.page.waitForFunction(() =>
      /"activeTabIndex":[1-9]/.test(localStorage["graphiql:tabState"]),
    );
    expect(JSON.stringify(await playground.page.evaluate(() => ({ ...localStorage })))).not.toMatch(token);
    await playground.close();
    await other.close();
  });

  test("the page with tokens holds them, and is made again after an hour", async () => {
    const server = fastify();
    let nowMs = 0;
    let made = 0;
    const describePage = async () => ({
      tabs: [{ operation: "me", variables: {}, headers: `{"x-made":"${++made}"}` }],
    });
    servePlayground(server, describePage, () => nowMs);
    const readMade = async () => /x-made[^\d]+(\d)/.exec((await server.inject("/")).payload)?.[1];
    expect(await readMade()).toBe("1");
    nowMs = 3_600_000;
    expect(await readMade()).toBe("1");
    nowMs += 1;
    expect(await readMade()).toBe("2");
    await server.close();
  });
});

/** When the provider was asked may differ between two answers: the first may have left the cache. */
function withoutReadAt(body: object): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === "readAt" ? undefined : value)));
}
