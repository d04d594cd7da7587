import { openWrites, registry } from "../app.js";
import { loadConfig } from "../config.js";
import type { Directory } from "../directory/directory.js";
import type { ConnectedProvider } from "../identity/provider.js";
import { createLog } from "../platform/log.js";
import type { WriteEnvironment } from "../provisioning/runner.js";
import type { Surroundings } from "./console.js";

/** The parts of the service that commands use, without its server. */
export interface OpenService {
  readonly directory: Directory;
  readonly providers: readonly ConnectedProvider[];
  readonly writes: WriteEnvironment;
}

/** Opens the parts as the environment configures them, and closes them after the work. Logs go to standard error. */
export async function withService<Result>(
  { env, stderr }: Surroundings,
  work: (service: OpenService) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(registry, env);
  const log = createLog(config.service.logLevel, stderr);
  const { environment, close } = await openWrites(config, log);
  try {
    return await work({
      directory: environment.directory,
      providers: environment.providers,
      writes: environment,
    });
  } finally {
    await close();
  }
}
