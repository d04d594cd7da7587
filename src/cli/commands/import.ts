import type { Command } from "commander";
import type { ImportCounts } from "../../directory/import-counts.js";
import type { Realm } from "../../identity/ids.js";
import type { ConnectedProvider } from "../../identity/provider.js";
import { openScope } from "../../platform/call-scope.js";
import { importIdentities } from "../../provisioning/import-identities.js";
import { type Console, createConsole, type Surroundings, toTable } from "../console.js";
import { Incomplete, UsageError } from "../failures.js";
import { type OpenService, withService } from "../service.js";

const help = `
Users are normally registered when they are first looked up. An import registers all users of a provider beforehand,
so that lists and counts of users are complete. It reads through the provider's rate limits and keeps its progress in
the directory: an import that was interrupted continues where it stopped when the command is run again.

Examples:
  identity-subgraph import cognito                          every user pool
  identity-subgraph import cognito --realm us-east-1_AbC    one user pool
  identity-subgraph import auth0 --dry-run                  only counts what would happen

Exit code 0 when all records could be read, 1 when some failed or the import ended early.`;

interface ImportOptions {
  readonly realm?: string;
  readonly dryRun?: true;
  readonly restart?: true;
  readonly json?: true;
}

interface RealmReport extends ImportCounts {
  readonly provider: string;
  readonly realm: string;
  readonly seconds: number;
}

export function addImportCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("import")
    .summary("register all users of a provider")
    .description("Registers all users of a provider, or of one of its realms, in the directory.")
    .argument("<provider>", "auth0, cognito or nexus")
    .option("--realm <realm>", "only this user pool, tenant or environment")
    .option("--dry-run", "write nothing, only count what an import would do now")
    .option("--restart", "forget an unfinished import and begin again")
    .option("--json", "print the report as JSON")
    .addHelpText("after", help)
    .action(async (name: string, options: ImportOptions) => {
      const console = createConsole(surroundings, options.json ?? false);
      const reports = await withService(surroundings, (service) =>
        importProvider(service, name, { options, console }),
      );
      console.result(reports, toReport);
      if (reports.some(({ failed }) => failed > 0)) throw new Incomplete();
    });
}

interface Run {
  readonly options: ImportOptions;
  readonly console: Console;
}

async function importProvider(service: OpenService, name: string, run: Run): Promise<readonly RealmReport[]> {
  const provider = getProvider(service, name);
  const { realm: chosen } = run.options;
  const realms = provider.realms.filter((realm) => chosen === undefined || realm === chosen);
  if (realms.length === 0)
    throw new UsageError(`${provider.name} has no realm ${chosen}: ${provider.realms.join(", ")}`);
  const reports: RealmReport[] = [];
  for (const realm of realms) reports.push(await importRealm(service, { provider, realm }, run));
  return reports;
}

function getProvider({ providers }: OpenService, name: string): ConnectedProvider {
  const provider = providers.find((each) => each.name === name.toUpperCase());
  if (provider === undefined)
    throw new UsageError(
      `${name} is not configured; configured are: ${providers.map((each) => each.name.toLowerCase()).join(", ") || "none"}`,
    );
  return provider;
}

async function importRealm(
  { directory, providers }: OpenService,
  { provider, realm }: { readonly provider: ConnectedProvider; readonly realm: Realm },
  { options, console }: Run,
): Promise<RealmReport> {
  const scope = openScope({ timeoutMs: Number.POSITIVE_INFINITY, priority: "background" });
  const list = provider.openList?.(scope);
  if (list === undefined) throw new UsageError(`${provider.name} can't list its users`);
  const startedAt = performance.now();
  const { name } = provider;
  const isPreview = options.dryRun ?? false;
  if (options.restart && !isPreview) await directory.removeImport(name, realm);
  const progress = console.startProgress({ name: `${name} ${realm}`, total: await list.count(realm) });
  try {
    const counts = await importIdentities({
      ...{ directory, list, provider: name, realm, isPreview },
      isKnownRealm: (other, otherRealm) =>
        providers.some((each) => each.name === other && each.realms.includes(otherRealm)),
      onProgress: ({ created, linked, known, failed }) => progress.update(created + linked + known + failed),
    });
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    return { provider: name, realm, ...counts, seconds };
  } finally {
    progress.stop();
    await list.close();
    scope.end();
  }
}

const headings = ["provider", "realm", "created", "linked", "known", "in conflict", "failed", "seconds"];

function toReport(reports: readonly RealmReport[]): string {
  const rows = reports.map(({ provider, realm, created, linked, known, inConflict, failed, seconds }) => [
    ...[provider, realm, created, linked, known, inConflict, failed, seconds],
  ]);
  return toTable(headings, rows);
}
