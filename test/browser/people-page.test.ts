import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { personCalled } from "../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { launchChromium } from "./chromium.js";

describe("the page of the sample people in Chromium", () => {
  let subgraph: TestSubgraph;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [subgraph, browser] = await Promise.all([startSubgraph(), launchChromium()]);
    const { origin } = subgraph.app;
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${origin}/sandbox/people`);
  }, 120_000);

  afterAll(async () => {
    expect(complaints).toEqual([]);
    await browser?.close();
    await subgraph?.close();
  });

  const clipboard = () => page.evaluate<string>("navigator.clipboard.readText()");

  test("copies an id, by keyboard too", async () => {
    const { userId } = personCalled("everywhere", subgraph.sandbox.people);
    await page.locator(`button[data-copy="${userId}"]`).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(`#status:has-text("${userId}")`);
    expect(await clipboard()).toBe(userId);
  });

  test("copies a token that the service accepts", async () => {
    await page.click('button[data-token="person"]');
    await page.waitForSelector('#status:has-text("person")');
    const answer = await subgraph.as({ token: await clipboard() })<{ me: object }, undefined>(
      "{ me { id } }",
    );
    const { userId } = personCalled("everywhere", subgraph.sandbox.people);
    expect(answer.expectData()).toEqual({ me: { id: userId } });
  });

  test("the filter leaves the people with the text", async () => {
    await page.fill("#filter", "person25@");
    expect(await page.locator("#rows tr:visible").count()).toBe(1);
    expect(await page.locator("#rows tr:visible").textContent()).toContain("person-25");
  });

  test("fits a phone: only the table scrolls sideways", async () => {
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });
});
