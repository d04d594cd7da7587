import { buildSchema } from "graphql";
import type { Viewer } from "../../src/access/viewer.js";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import type { AccessTarget } from "./harness.js";
import { people } from "./people.js";
import { selectAll } from "./selection.js";

const routerSecret = "a secret that only the router knows".replaceAll(" ", "-");

/** The whole service: callers authenticate by tokens, and the router by its secret at a process that requires it. */
export interface HttpHarness extends AccessTarget {
  readonly subgraph: TestSubgraph;
  close(): Promise<void>;
}

export async function openHttpHarness(
  variables: Readonly<Record<string, string>> = {},
): Promise<HttpHarness> {
  const sandbox = await startSandbox({ people });
  const subgraph = await startSubgraph({ sandbox, variables });
  const behindRouter = await startSubgraph({ sandbox, variables: { ROUTER_SECRETS: routerSecret } });
  const { data } = await subgraph.as(null)<{ _service: { sdl: string } }, object>("{ _service { sdl } }");
  const schema = buildSchema(data?._service.sdl ?? "", { assumeValidSDL: true });
  return {
    subgraph,
    directory: subgraph.app.directory,
    schema,
    selection: selectAll(schema, "User"),
    ask: async (viewer, query, values) => {
      const { app } = viewer.isFromRouter ? behindRouter : subgraph;
      const token = await toToken(subgraph, viewer);
      const response = await fetch(`${app.origin}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(viewer.isFromRouter && { "x-router-secret": routerSecret }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables: values }),
      });
      const { data: answered = null, errors = [] } = (await response.json()) as Partial<
        Awaited<ReturnType<AccessTarget["ask"]>>
      >;
      return { data: answered, errors };
    },
    close: async () => {
      await Promise.all([subgraph.close(), behindRouter.close()]);
      await sandbox.close();
    },
  };
}

/** The token that the viewer's issuer would issue; none for an anonymous viewer. */
async function toToken(
  { sandbox: { issuer } }: TestSubgraph,
  { kind, identity, permissions }: Viewer,
): Promise<string | undefined> {
  switch (kind) {
    case "anonymous":
      return undefined;
    case "machine":
      return issuer.issueAuth0({
        sub: "machine@clients",
        gty: "client-credentials",
        permissions: [...permissions],
      });
    case "person":
      return issuer.issueAuth0({ sub: identity?.subject, permissions: [...permissions] });
  }
}
