import { buildProgram } from "./build.ts";
import { startPostgres } from "./postgres-server.ts";

/**
 * Builds the program and starts the PostgreSQL server that all tests of a run share; each takes its own database in it.
 * A server that the environment names in TEST_POSTGRES_URL is used instead. The teardown ends both.
 */
export default async function setUpRun() {
  const shared = {};
  globalThis.shared = shared;
  const build = async () => {
    shared.program = await buildProgram();
    process.env.TEST_PROGRAM = shared.program.folder;
  };
  const start = async () => {
    if (process.env.TEST_POSTGRES_URL !== undefined) return;
    shared.postgres = await startPostgres();
    process.env.TEST_POSTGRES_URL = shared.postgres.url;
  };
  await Promise.all([build(), start()]);
}
