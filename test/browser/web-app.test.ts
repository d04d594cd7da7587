import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page, Request } from "playwright-core";
import { launchChromium } from "./chromium.js";
import { axeFile, startWebApp, type WebApp } from "./web-app.js";

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 375, height: 740 } };
const schemes = { desktop: "light", phone: "dark" } as const;
const roles = {
  person: "A user with accounts at all three providers",
  support: "A member of the support team",
};

let app: WebApp;
let browser: Browser;
let complaints: string[];
let page: Page;

beforeAll(async () => {
  [app, browser] = await Promise.all([startWebApp(), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

afterEach(async () => {
  await app.emulators.reset();
  await page.context().close();
});

/** Opens the application in a browser without a past. */
async function open(): Promise<void> {
  const context = await browser.newContext({ viewport: sizes.desktop });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.route("https://images.example.com/**", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: portrait }),
  );
  await page.goto(app.origin);
}

const portrait = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><rect width="44" height="44" fill="#9db8d9"/>
<circle cx="22" cy="17" r="8" fill="#33475b"/><path d="M6 44a16 16 0 0 1 32 0z" fill="#33475b"/></svg>`;

async function signIn(role: keyof typeof roles = "person"): Promise<void> {
  await page.getByLabel(roles[role]).check();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".card").first().waitFor();
}

/** Asks for the screen's data again and waits until the account has this label. */
async function expectAvailability(provider: string, label: string): Promise<void> {
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.locator(".card", { hasText: provider }).locator(`.badge:text-is("${label}")`).waitFor();
}

/** Changes the nickname, as far as the preview. */
async function previewNickname(nickname: string): Promise<void> {
  await page.getByRole("link", { name: "Edit profile" }).click();
  await page.getByLabel("Nickname").fill(nickname);
  await page.getByRole("button", { name: "Preview changes" }).click();
  await page.getByRole("heading", { name: "What would change" }).waitFor();
}

const save = () => page.getByRole("button", { name: "Save" }).click();

/** What is wrong with the screen, on a desktop and on a phone with dark colors. Leaves pictures in the temporary folder. */
async function findViolations(name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of ["desktop", "phone"] as const) {
    await page.setViewportSize(sizes[size]);
    await page.screenshot({
      path: join(tmpdir(), `identity-subgraph-web-${name}-${size}.png`),
      fullPage: true,
    });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    if (width !== sizes[size].width) found.push(`${size}: the page is ${width} pixels wide`);
    await page.emulateMedia({ colorScheme: schemes[size] });
    found.push(...(await runAxe()).map((violation) => `${size}: ${violation}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** Violations of WCAG 2.2 A and AA, and of good practice. */
async function runAxe(): Promise<readonly string[]> {
  await page.addScriptTag({ path: axeFile });
  const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
  return page.evaluate<string[]>(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join(": "))))`,
  );
}

/** The operations that the page sends from now on, without the numbers of automatic repeats. */
function recordOperations(): readonly string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/graphql")) names.push(nameOf(request));
  });
  return names;
}

function nameOf(request: Request): string {
  const { operationName, variables } = request.postDataJSON();
  return variables?.input?.dryRun ? `${operationName} (preview)` : operationName;
}

test("every screen has labels and contrast, and fits a desktop and a phone", async () => {
  await open();
  expect(await findViolations("sign-in")).toEqual([]);
  await signIn();
  expect(await page.locator(".card h2").allTextContents()).toEqual([
    "Auth0 Up to date",
    "Cognito Up to date",
    "Nexus Up to date",
  ]);
  expect(await findViolations("methods")).toEqual([]);
  await previewNickname("Countess");
  expect(await findViolations("preview")).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a provider that is down: earlier values are out of date, others unavailable", async () => {
  await open();
  await signIn();
  await app.emulators.takeDown("cognito");
  await app.emulators.takeDown("auth0");
  await expectAvailability("Cognito", "Out of date");
  await expectAvailability("Auth0", "Out of date");
  await page.getByText("Auth0 can’t be read now: your name and picture are as of").waitFor();
  expect(await page.locator(".card", { hasText: "Cognito" }).textContent()).toContain("person0@example.com");
  expect(await findViolations("out-of-date")).toEqual([]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn("support");
  await expectAvailability("Auth0", "Unavailable");
  await page
    .getByText("Auth0 and Cognito can’t be read now: parts of your profile may be missing.")
    .waitFor();
  expect(await findViolations("unavailable")).toEqual([]);
  await app.emulators.reset();
  await expectAvailability("Auth0", "Up to date");
});

test("a change that waits for a provider is followed until it is complete", async () => {
  await open();
  await signIn();
  await previewNickname("Enchantress");
  await app.emulators.cutConnections("nexus", "PatchUser");
  await save();
  await page.getByText("Nexus: will be saved as soon as it answers.").waitFor();
  await page.getByText("Auth0: saved.").waitFor();
  expect(await findViolations("pending")).toEqual([]);
  await app.emulators.reset();
  await page.getByText("The change is complete.").waitFor();
  await page.getByText("Nexus: saved.").waitFor();
});

test("what a provider refuses to save is said beside it", async () => {
  await open();
  await signIn();
  await previewNickname("Refused");
  await app.emulators.takeDown("nexus");
  await save();
  await page.getByText("Nexus: not saved. NEXUS could not answer.").waitFor();
});

test("the keyboard alone is enough, and the focus is where something new appears", async () => {
  await open();
  const focused = () => page.evaluate<string>("document.activeElement.textContent");
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  expect(await focused()).toBe("Sign in");
  await press("Tab", "ArrowDown", "ArrowUp", "Tab", "Enter");
  await page.locator(".card").first().waitFor();
  expect(await focused()).toBe("Sign-in methods");
  await press("Shift+Tab");
  expect(await focused()).toBe("Edit profile");
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  await press("Enter");
  await page.getByLabel("Nickname").waitFor();
  expect(await focused()).toBe("Edit profile");
  await press("Tab", "Tab");
  await page.keyboard.type("typed");
  await press("Enter");
  await page.getByRole("heading", { name: "What would change" }).waitFor();
  expect(await focused()).toBe("What would change");
  await press("Tab");
  expect(await focused()).toBe("Save");
  await press("Enter");
  await page.getByRole("heading", { name: "Saved" }).waitFor();
  expect(await focused()).toBe("Saved");
});

describe("when an answer is lost", () => {
  /** Lets the service carry out the next operation of this name, and drops its answer. */
  async function loseAnswer(name: string): Promise<void> {
    let isLost = false;
    await page.route("**/graphql", async (route) => {
      if (isLost || nameOf(route.request()) !== name) return route.fallback();
      isLost = true;
      await route.fetch();
      return route.abort();
    });
  }

  test("a change is sent again with its key, and made once", async () => {
    await open();
    await signIn();
    await previewNickname("sent twice");
    await app.emulators.reset();
    const operations = recordOperations();
    await loseAnswer("EditProfile");
    await save();
    await page.getByText("Every account has your changes.").waitFor();
    expect(operations.filter((name) => name === "EditProfile")).toHaveLength(2);
    const writes = (await app.emulators.calls("auth0")).filter(({ method }) => method === "PATCH");
    expect(writes).toHaveLength(1);
  });

  test("a mutation without a key is not sent again; the user is told", async () => {
    await open();
    await signIn();
    await page.getByRole("link", { name: "Edit profile" }).click();
    await page.getByLabel("Nickname").fill("never sent");
    const operations = recordOperations();
    await loseAnswer("EditProfile (preview)");
    await page.getByRole("button", { name: "Preview changes" }).click();
    await page.getByText("The service can’t be reached. Try again later.").waitFor();
    expect(operations).toEqual(["EditProfile (preview)"]);
  });
});
