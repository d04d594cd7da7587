import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { composeServices as composeAsApollo } from "@apollo/composition";
import { composeServices as composeAsTheGuild } from "@theguild/federation-composition";
import { parse } from "graphql";
import { installPackages } from "../../examples/gateways/install.ts";

/** One subgraph as a composer takes it. */
export interface Service {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export interface Composition {
  readonly supergraphSdl: string;
  /** As `CODE: message`, or `subgraph: message`; The Guild's composer gives none. */
  readonly hints: readonly string[];
}

export interface Composer {
  readonly name: string;
  /** Whether Apollo's gateway can run its supergraph; WunderGraph's router has a format of its own. */
  readonly servesApollo: boolean;
  /** Whether a field that requires another one must have its access directives too. */
  readonly comparesAccess: boolean;
  /** Installs the composer if it has a folder of its own and isn't there yet. Throws all errors as one. */
  compose(services: readonly Service[]): Promise<Composition>;
}

const wunderGraphFolder = fileURLToPath(new URL("../../tools/composition/", import.meta.url));

export const composers: readonly Composer[] = [
  {
    name: "Apollo's composition",
    servesApollo: true,
    comparesAccess: true,
    compose: async (services) => {
      const result = composeAsApollo(services.map(toDefinition));
      if (result.errors !== undefined) throw toError(result.errors);
      const hints = result.hints.map(({ definition, message }) => `${definition.code}: ${message}`);
      return { supergraphSdl: result.supergraphSdl, hints };
    },
  },
  {
    name: "The Guild's composition",
    servesApollo: true,
    comparesAccess: true,
    compose: async (services) => {
      const result = composeAsTheGuild(services.map(toDefinition));
      if (result.errors !== undefined) throw toError(result.errors);
      return { supergraphSdl: result.supergraphSdl, hints: [] };
    },
  },
  {
    name: "WunderGraph's composition",
    servesApollo: false,
    comparesAccess: false,
    compose: async (services) => {
      await installPackages(wunderGraphFolder);
      const options = { input: JSON.stringify(services), maxBuffer: 2 ** 26, encoding: "utf8" } as const;
      const answer = execFileSync(process.execPath, [`${wunderGraphFolder}compose.js`], options);
      const { errors, ...composition } = JSON.parse(answer) as Composition & { errors?: readonly string[] };
      if (errors !== undefined) throw toError(errors.map((message) => new Error(message)));
      return composition;
    },
  },
];

/** Those whose supergraph Apollo's gateway can run. */
export const apolloComposers = composers.filter(({ servesApollo }) => servesApollo);

function toDefinition({ name, url, sdl }: Service) {
  return { name, url, typeDefs: parse(sdl) };
}

function toError(errors: readonly Error[]): Error {
  return new Error(`the subgraphs do not compose:\n${errors.map(({ message }) => message).join("\n")}`);
}
