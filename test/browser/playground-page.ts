import type { Browser, Page } from "playwright-core";

/** An answer as the button brought it, and what was asked. */
export interface PlaygroundAnswer {
  readonly operationName: string;
  readonly variables: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the body is what the server sent
  readonly body: any;
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
  variables(): Promise<unknown>;
  /** Clicks the button and waits for the answer; the text is what the page shows of it. */
  run(): Promise<PlaygroundAnswer>;
  shownAnswer(): Promise<string>;
  close(): Promise<void>;
}

export async function openPlayground(browser: Browser, origin: string): Promise<PlaygroundPage> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
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
  const response = await page.goto(`${origin}/`);
  await page.waitForSelector(executeButton);
  return {
    page,
    requests,
    complaints,
    policy: response?.headers()["content-security-policy"] ?? "",
    tabTitles: () => page.locator(".graphiql-tab-button").allTextContents(),
    selectTab: async (title) => {
      await page.click(`.graphiql-tab-button[title="${title}"]`);
      await page.waitForSelector(`.graphiql-tab[aria-selected="true"] [title="${title}"]`);
    },
    variables: async () =>
      JSON.parse(await editorText(page, ".graphiql-editor-tool .graphiql-editor:not(.hidden)")),
    run: () => run(page, `${origin}/graphql`),
    shownAnswer: () => editorText(page, ".graphiql-response"),
    close: () => context.close(),
  };
}

const executeButton = ".graphiql-execute-button";

async function run(page: Page, endpoint: string): Promise<PlaygroundAnswer> {
  const answered = page.waitForResponse(endpoint);
  await page.click(executeButton);
  const response = await answered;
  const { operationName, variables } = response.request().postDataJSON();
  return { operationName, variables, body: await response.json() };
}

/** The lines that an editor shows, which are no more than fit. */
async function editorText(page: Page, selector: string): Promise<string> {
  const lines = await page.locator(`${selector} .view-line`).evaluateAll((found) =>
    found
      .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? "" }))
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text),
  );
  return lines.join("\n").replaceAll("\u00a0", " ");
}
