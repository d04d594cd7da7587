import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What became of the first AdminCreateUser, whose caller never hears of it. */
export type FirstCreation = "lost_before" | "lost_after";

export interface StubCall {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface CognitoStub {
  readonly origin: string;
  readonly calls: readonly StubCall[];
  close(): Promise<void>;
}

interface WireAttribute {
  readonly Name: string;
  readonly Value: string;
}

/**
 * The least of Cognito's wire that a creation needs, written from the contract alone and sharing nothing with the
 * emulator. The name belongs to one account: another person's, made just now and equal in everything but what `differs`
 * tells apart, or, when the first creation was carried out after all, to ours.
 */
export async function startCognitoStub(options: {
  readonly first: FirstCreation;
  readonly usernameAttributes: readonly string[];
  /** Whether a name or value of the creation is one that its caller gave, so that anybody could have it too. */
  readonly isGiven: (attribute: WireAttribute) => boolean;
}): Promise<CognitoStub> {
  const calls: StubCall[] = [];
  const sub = randomUUID();
  let account: { username: string; attributes: readonly WireAttribute[] } | undefined;

  function answer({ operation, body }: StubCall): "cut" | { status: number; body: object } {
    switch (operation) {
      case "DescribeUserPool": {
        const UsernameAttributes = [...options.usernameAttributes];
        return { status: 200, body: { UserPool: { Id: body.UserPoolId, UsernameAttributes } } };
      }
      case "AdminCreateUser": {
        const message = "User account already exists";
        if (account !== undefined)
          return { status: 400, body: { __type: "UsernameExistsException", message } };
        const sent = body.UserAttributes as readonly WireAttribute[];
        const username = options.usernameAttributes.length > 0 ? sub : String(body.Username);
        account = {
          username,
          attributes: options.first === "lost_after" ? sent : sent.filter(options.isGiven),
        };
        return "cut";
      }
      case "AdminGetUser": {
        if (account === undefined) return { status: 400, body: { __type: "UserNotFoundException" } };
        const now = Date.now() / 1_000;
        return {
          status: 200,
          body: {
            Username: account.username,
            UserAttributes: [{ Name: "sub", Value: sub }, ...account.attributes],
            ...{ Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" },
            ...{ UserCreateDate: now, UserLastModifiedDate: now },
          },
        };
      }
      default:
        return { status: 200, body: {} };
    }
  }

  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
    const call = { operation, body: JSON.parse(await readText(request)) };
    calls.push(call);
    const answered = answer(call);
    if (answered === "cut") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answered.status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answered.body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
