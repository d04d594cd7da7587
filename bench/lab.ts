import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase } from "../test/support/postgres.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import { ask } from "./ask.ts";
import { Child } from "./child.ts";
import { cores } from "./cores.ts";
import type { Emulated, Person } from "./emulators.ts";
import { type Issuer, startIssuer } from "./issuer.ts";
import { type Target, toHeaders } from "./load.ts";
import type { Options } from "./options.ts";
import {
  allDocuments,
  identitiesQuery,
  keysQuery,
  profileQuery,
  toBody,
  toRepresentations,
} from "./queries.ts";
import { toSchemaSubset } from "./schema-subset.ts";
import {
  floor,
  furtherVariants,
  type Rival,
  serviceVariables,
  type Variant,
  variants,
  warmRivals,
} from "./systems.ts";

/** All permissions that there are: everything may be read and changed. */
export const everyPermission = [
  "read:users",
  "read:users_metadata",
  "update:users",
  "create:users",
  "sync:users",
  "link:users",
];

/** A running system, ready for requests. */
export interface System {
  readonly name: string;
  readonly target: Target;
  readonly child: Child;
  readonly isFloor: boolean;
}

export interface LabOptions {
  readonly options: Options;
  /** How many people the providers and the directory have. */
  readonly peopleCount: number;
  /** How many of them the rivals have. */
  readonly warmCount: number;
}

interface Parts {
  readonly emulators: Child;
  readonly emulated: Emulated;
  readonly issuer: Issuer;
  readonly folder: string;
}

/** What the work loads share: the providers, the issuer, the stores, and the systems that are compared warm. */
export class Lab {
  readonly #parts = new AsyncDisposableStack();
  readonly #stores = new Map<Variant["store"], Promise<string>>();
  #warmSystems: Promise<readonly System[]> | undefined;
  #started = 0;

  readonly options: Options;
  readonly emulators: Child;
  readonly issuer: Issuer;
  readonly folder: string;
  readonly #emulated: Emulated;
  readonly #laid: LabOptions;
  #server: Promise<string> | undefined;

  private constructor(laid: LabOptions, parts: Parts) {
    this.#laid = laid;
    this.#emulated = parts.emulated;
    this.options = laid.options;
    this.emulators = parts.emulators;
    this.issuer = parts.issuer;
    this.folder = parts.folder;
  }

  static async open(laid: LabOptions): Promise<Lab> {
    const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-bench-"));
    // the first few people of the emulators show special cases and are left out
    const args = [String(laid.peopleCount + 100)];
    const emulators = new Child({ program: "emulators.ts", args, core: cores.rest });
    const emulated = await emulators.message<Emulated>();
    const issuer = await startIssuer();
    const lab = new Lab(laid, { emulators, emulated, issuer, folder });
    lab.#parts.defer(() => rm(folder, { recursive: true, force: true }));
    lab.#parts.defer(() => issuer.close());
    lab.#parts.defer(() => emulators.stop());
    return lab;
  }

  close(): Promise<void> {
    return this.#parts.disposeAsync();
  }

  get people(): readonly Person[] {
    return this.#emulated.people.slice(0, this.#laid.peopleCount);
  }

  /** The variables that point a program at the emulators. */
  get providerVariables(): Readonly<Record<string, string>> {
    return this.#emulated.variables;
  }

  /** Milliseconds that every call to a provider takes longer from now on; 0 for none. */
  async delayCalls(delayMs: number): Promise<void> {
    for (const origin of this.#emulated.origins) {
      const url = `${origin}/__sandbox/faults`;
      await fetch(url, { method: "DELETE" });
      if (delayMs > 0)
        await fetch(url, { method: "POST", body: JSON.stringify([{ kind: "delay_headers", delayMs }]) });
    }
  }

  /** Starts the service in production mode over a directory of its own (SQLite) or a shared one (PostgreSQL). */
  async startService(variant: Variant): Promise<System & { readonly readyMs: number }> {
    const place = await this.#openStore(variant.store);
    const storeVariables = await this.#toStoreVariables(variant, place);
    const { TOKEN_CLIENT_IDS: _, ...providers } = this.providerVariables;
    const startedAt = performance.now();
    const child = new Child({
      program: "../dist/main.js",
      core: cores.server,
      variables: {
        ...serviceVariables,
        ...providers,
        ...this.issuer.variables(providers.AUTH0_DOMAIN ?? ""),
        ...storeVariables,
        ...variant.variables,
      },
    });
    this.#parts.defer(() => child.stop());
    const url = `${await child.origin()}/graphql`;
    const readyMs = performance.now() - startedAt;
    const token = await this.issuer.issue(
      this.people[0]?.auth0UserId ?? "",
      variant.permissions ?? everyPermission,
    );
    return { name: variant.name, target: { url, token }, child, isFloor: false, readyMs };
  }

  async startRival({ name, program }: Rival, args: readonly string[] = []): Promise<System> {
    const child = new Child({
      program: `rivals/${program}`,
      args,
      core: cores.server,
      variables: this.providerVariables,
    });
    this.#parts.defer(() => child.stop());
    const { url } = await child.message<{ url: string }>();
    return { name, target: { url }, child, isFloor: program === floor.program };
  }

  /** Every variant of the service, the rivals with the same people, and the floor; started once. */
  warmSystems(): Promise<readonly System[]> {
    this.#warmSystems ??= this.#startWarmSystems();
    return this.#warmSystems;
  }

  /** Where the directory of the store is, filled with everybody. */
  #openStore(store: Variant["store"]): Promise<string> {
    const opened = this.#stores.get(store) ?? this.#fillStore(store);
    this.#stores.set(store, opened);
    return opened;
  }

  async #fillStore(store: Variant["store"]): Promise<string> {
    const place = store === "sqlite" ? join(this.folder, "directory.sqlite") : await this.createDatabase();
    const location = store === "sqlite" ? { sqliteFile: place } : { url: place };
    const args = [String(this.#laid.peopleCount + 100), JSON.stringify(location)];
    await new Child({ program: "import-people.ts", args, core: cores.rest }).exit();
    return place;
  }

  /** An empty database in a PostgreSQL server that ends with the lab. */
  async createDatabase(): Promise<string> {
    const server = await this.#postgres();
    return (await createTestDatabase(server)).url;
  }

  #postgres(): Promise<string> {
    this.#server ??= startPostgres().then((server) => {
      this.#parts.defer(() => server.stop());
      return server.url;
    });
    return this.#server;
  }

  async #toStoreVariables({ store }: Variant, place: string): Promise<Record<string, string>> {
    if (store === "postgres") return { DATABASE_URL: place };
    this.#started += 1;
    const copy = join(this.folder, `directory-${this.#started}.sqlite`);
    await copyFile(place, copy);
    return { SQLITE_FILE: copy };
  }

  async #startWarmSystems(): Promise<readonly System[]> {
    const services: System[] = [];
    for (const variant of [...variants, ...furtherVariants]) services.push(await this.startService(variant));
    const file = join(this.folder, "users.json");
    const [first, ...others] = services;
    if (first === undefined) throw new Error("there is no variant of the service");
    for (const service of others) await this.#readUsers(service, [profileQuery]); // fills its cache
    await writeFile(
      file,
      JSON.stringify({
        sdl: await readSchemaSubset(),
        users: await this.#readUsers(first, [profileQuery, identitiesQuery, keysQuery]),
      }),
    );
    const rivals: System[] = [];
    for (const rival of [...warmRivals, floor]) rivals.push(await this.startRival(rival, [file]));
    return [...services, ...rivals];
  }

  /** What the service answers about everybody whom the rivals have, all of its fields in one object each. */
  async #readUsers({ target }: System, queries: readonly string[]): Promise<readonly object[]> {
    const ids = this.people.slice(0, this.#laid.warmCount).map(({ id }) => id);
    const users: object[] = [];
    for (let start = 0; start < ids.length; start += 100) {
      const variables = toRepresentations(ids.slice(start, start + 100));
      const parts: object[][] = [];
      for (const query of queries) {
        const { data } = await ask(target, toBody(query, variables));
        parts.push(data._entities as object[]);
      }
      const [first = []] = parts;
      users.push(
        ...first.map((_, index) =>
          Object.assign({ __typename: "User" }, ...parts.map((part) => part[index])),
        ),
      );
    }
    return users;
  }
}

export async function readSchemaSubset(): Promise<string> {
  const sdl = await readFile(new URL("../schema/subgraph.graphql", import.meta.url), "utf8");
  return toSchemaSubset(sdl, allDocuments);
}

/** Lets the floor answer the request from now on. */
export async function teachFloor({ target }: System, request: string, data: object): Promise<void> {
  const body = JSON.stringify({ request, response: JSON.stringify({ data }) });
  await fetch(target.url, { method: "PUT", headers: toHeaders(target), body });
}
