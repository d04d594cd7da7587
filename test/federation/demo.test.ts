import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { stop } from "../../examples/gateways/launch.ts";
import { launchChromium } from "../browser/chromium.js";
import { openPlayground, type PlaygroundPage } from "../browser/playground-page.js";
import { program } from "../support/program.js";

const demo = fileURLToPath(new URL("../../examples/demo.ts", import.meta.url));

/** What the first tab, the second and so on show of each neighbour. */
const answers: Readonly<Record<string, object>> = {
  Me: {
    me: expect.objectContaining({
      byline: "person22",
      orders: [expect.anything()],
      reviews: [{ text: "Works." }],
      auditEntries: [{ action: "signed in" }],
    }),
  },
  OrdersToIdentities: {
    orders: expect.arrayContaining([
      expect.objectContaining({
        customer: expect.objectContaining({
          email: "person0@example.com",
          auditEntries: [{ action: "signed in" }],
          identities: expect.arrayContaining([expect.objectContaining({ provider: "NEXUS" })]),
        }),
      }),
    ]),
  },
  AuditToOrders: {
    auditEntries: expect.arrayContaining([
      { action: "signed in", actor: expect.objectContaining({ orders: [expect.anything()] }) },
    ]),
  },
  ReviewsRequireEmail: {
    reviews: expect.arrayContaining([
      { text: "Works.", author: expect.objectContaining({ byline: "person0" }) },
    ]),
  },
};

describe("the demo", () => {
  const child = spawn(process.execPath, [demo], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      PROGRAM: `${program}/dist/main.js`,
      PORT: "0",
      GATEWAY_PORT: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let browser: Browser | undefined;
  let playground: PlaygroundPage;

  beforeAll(async () => {
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.startsWith("Stop everything")) break;
    }
    browser = await launchChromium();
    playground = await openPlayground(browser, new URL(address("open it")).origin, { path: "/graphql" });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await stop(child);
  });

  const address = (text: string): string => {
    const line = lines.find((each) => each.includes(text));
    return /http:\S+/.exec(line ?? "")?.[0] ?? `no address of "${text}" in ${lines.join("\n")}`;
  };

  test("prints the addresses of the gateway, of every subgraph and of the sample people", () => {
    for (const name of ["open it", "identity", "orders", "audit", "reviews"])
      expect(address(name)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(address("Sample people")).toContain("/sandbox/people");
  });

  test("every tab of its playground crosses subgraphs on the first click", async () => {
    expect(await playground.tabTitles()).toEqual(Object.keys(answers));
    for (const [title, answer] of Object.entries(answers)) {
      await playground.selectTab(title);
      const { operationName, body } = await playground.run();
      expect([operationName, body]).toEqual([title, { data: answer }]);
    }
    expect(playground.complaints).toEqual([]);
  });

  test("its playground loads nothing from elsewhere", () => {
    const hosts = new Set(playground.requests.map((request) => new URL(request).origin));
    expect([...hosts]).toEqual([new URL(address("open it")).origin]);
  });
});
