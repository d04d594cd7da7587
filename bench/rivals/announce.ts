import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Tells the benchmark that the rival listens; ends with it. */
export function announce(url: string): void {
  process.on("disconnect", () => process.exit(0));
  process.send?.({ url });
}

export async function listen(server: Server, path = "/"): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
}
