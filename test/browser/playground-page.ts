import type { Browser, Page, Response } from "playwright-core";
import type { Json } from "../support/json.js";

/** An answer as the button brought it, and what was asked. */
export interface PlaygroundAnswer {
  readonly operationName: string;
  readonly variables: Json;
  /** The header as it was sent. */
  readonly authorization: string | undefined;
  readonly body: Json;
}

/** The playground in a browser without a past, and everything that it did. */
export interface PlaygroundPage {
  readonly page: Page;
  /** Addresses of all requests so far, those of blobs included. */
  readonly requests: readonly string[];
  /** Errors and warnings of the console, and what was thrown and not caught. */
  readonly complaints: readonly string[];
  readonly policy: string;
  tabTitles(): Promise<readonly string[]>;
  selectTab(title: string): Promise<void>;
  /** Clicks the button and waits for the answer. */
  run(): Promise<PlaygroundAnswer>;
  /** Loads the page again, as a user who returns. */
  reload(): Promise<void>;
  /** What the panes show, without white space, since the editor breaks long lines. */
  shownVariables(): Promise<string>;
  shownHeaders(): Promise<string>;
  shownAnswer(): Promise<string>;
  /** Replaces all that the pane holds. */
  typeHeaders(text: string): Promise<void>;
  typeVariables(text: string): Promise<void>;
  close(): Promise<void>;
}

interface PageOptions {
  /** Of the page; queries go to `/graphql` of the same origin. */
  readonly path?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export async function openPlayground(
  browser: Browser,
  origin: string,
  { path = "/", viewport = { width: 1400, height: 900 } }: PageOptions = {},
): Promise<PlaygroundPage> {
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("websocket", (socket) => requests.push(socket.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const response = await page.goto(`${origin}${path}`, { timeout: 60_000 }); // 9 MB are compressed on the first visit
  await settle(page);
  return {
    page,
    requests,
    complaints,
    policy: response?.headers()["content-security-policy"] ?? "",
    tabTitles: () => page.locator(".graphiql-tab-button").allTextContents(),
    selectTab: async (title) => {
      await page.click(`.graphiql-tab-button[title="${title}"]`);
      await page.waitForSelector(`.graphiql-tab[aria-selected="true"] [title="${title}"]`);
      await settle(page);
    },
    reload: async () => {
      await page.reload();
      await settle(page);
    },
    shownVariables: () => showPane(page, "Variables"),
    shownHeaders: () => showPane(page, "Headers"),
    run: () => run(page, `${origin}/graphql`),
    shownAnswer: () => editorText(page, ".graphiql-response"),
    typeHeaders: (text) => typeInPane(page, "Headers", text),
    typeVariables: (text) => typeInPane(page, "Variables", text),
    close: () => context.close(),
  };
}

const executeButton = ".graphiql-execute-button";
const openPane = ".graphiql-editor-tool .graphiql-editor:not(.hidden)";

/** Opens the pane and tells what it shows. */
async function showPane(page: Page, name: "Variables" | "Headers"): Promise<string> {
  await page.click(`.graphiql-editor-tools button:text-is("${name}")`);
  await settle(page);
  return editorText(page, openPane);
}

async function typeInPane(page: Page, name: "Variables" | "Headers", text: string): Promise<void> {
  await showPane(page, name);
  await page.click(`${openPane} .view-lines`);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

/** The editors paint with the browser's next frame. */
async function settle(page: Page): Promise<void> {
  await page.waitForSelector(executeButton);
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

/** GraphiQL takes a moment to read the query of a new tab, and refuses to run it before: then it is asked again. */
async function run(page: Page, endpoint: string, triesLeft = 10): Promise<PlaygroundAnswer> {
  const isAnswer = (response: Response): boolean =>
    response.url() === endpoint && response.request().postDataJSON()?.operationName !== "IntrospectionQuery";
  const answered = page.waitForResponse(isAnswer, { timeout: triesLeft > 1 ? 1_000 : 10_000 });
  const response = answered.catch((error: Error) => {
    if (error.name !== "TimeoutError" || triesLeft <= 1) throw error;
    return undefined;
  });
  await page.click(executeButton);
  const arrived = await response;
  if (arrived === undefined) return run(page, endpoint, triesLeft - 1);
  const { operationName, variables } = arrived.request().postDataJSON();
  const { authorization } = await arrived.request().allHeaders();
  return { operationName, variables, authorization, body: await arrived.json() };
}

/** The lines that an editor shows, which are no more than fit. */
async function editorText(page: Page, selector: string): Promise<string> {
  const lines = await page.locator(`${selector} .view-line`).evaluateAll((found) =>
    found
      .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? "" }))
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text),
  );
  return lines.join("").replaceAll(/\s/g, "");
}

/** Whom a token is about; undefined without one. */
export function toSubject(authorization: string | undefined): unknown {
  const payload = authorization?.split(".")[1];
  return payload && JSON.parse(Buffer.from(payload, "base64url").toString()).sub;
}
