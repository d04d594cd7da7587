import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The demo's gateway and its identity subgraph, as `npm run demo` starts them. */
const { GATEWAY = "http://127.0.0.1:4010", IDENTITY = "http://127.0.0.1:4000" } = process.env;

/** The browser asks one origin, so that no CORS is needed: the gateway for data, the sandbox for tokens. */
const proxy = {
  "/graphql": { target: GATEWAY, changeOrigin: true },
  "/sandbox/token": { target: IDENTITY, changeOrigin: true },
};

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  plugins: [react()],
  server: { host: "127.0.0.1", port: 4020, proxy, fs: { allow: [".", "../../schema"] } },
  preview: { host: "127.0.0.1", port: 4020, proxy },
});
