import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, test } from "@jest/globals";
import { startTimeout } from "../../src/platform/timeout.js";

/** Keeps the process busy, so that nothing else runs. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test("what has arrived while the process was busy is handled before the time counts as over", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [peer] = (await once(server, "connection")) as [Socket];
  const order: string[] = [];
  socket.on("data", () => order.push("answer"));
  const late = Promise.withResolvers<void>();
  peer.write("answer");
  startTimeout(() => late.resolve(void order.push("timeout")), 1);
  block(50);
  await late.promise;
  for (const each of [socket, peer]) each.destroy();
  server.close();
  expect(order).toEqual(["answer", "timeout"]);
});

test("a cancelled timeout never ends", async () => {
  const order: string[] = [];
  startTimeout(() => order.push("cancelled"), 1)();
  const late = Promise.withResolvers<void>();
  startTimeout(late.resolve, 2);
  await late.promise;
  expect(order).toEqual([]);
});
