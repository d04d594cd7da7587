/**
 * The floor: node:http and bytes that were ready before. PUT teaches it an answer, as `{ request, response }`; nothing
 * is parsed afterwards.
 */
import { createServer } from "node:http";
import { listen } from "./announce.ts";

const answers = new Map<string, Buffer>();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("latin1");
    if (request.method === "PUT") {
      const lesson = JSON.parse(Buffer.from(body, "latin1").toString("utf8"));
      answers.set(Buffer.from(lesson.request).toString("latin1"), Buffer.from(lesson.response));
      response.writeHead(204).end();
      return;
    }
    const bytes = answers.get(body);
    if (bytes === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(200, { "content-type": "application/json", "content-length": bytes.length })
        .end(bytes);
  });
});
await listen(server);
