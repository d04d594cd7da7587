import { composeServices as composeAsApollo } from "@apollo/composition";
import { composeServices as composeAsTheGuild } from "@theguild/federation-composition";
import { parse } from "graphql";

/** One subgraph as a composer takes it. */
export interface Service {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export interface Composition {
  readonly supergraphSdl: string;
  /** As `CODE: message`; The Guild's composer gives none. */
  readonly hints: readonly string[];
}

export interface Composer {
  readonly name: string;
  /** Throws all errors as one. */
  compose(services: readonly Service[]): Composition;
}

export const composers: readonly Composer[] = [
  {
    name: "Apollo's composition",
    compose: (services) => {
      const result = composeAsApollo(services.map(toDefinition));
      if (result.errors !== undefined) throw toError(result.errors);
      const hints = result.hints.map(({ definition, message }) => `${definition.code}: ${message}`);
      return { supergraphSdl: result.supergraphSdl, hints };
    },
  },
  {
    name: "The Guild's composition",
    compose: (services) => {
      const result = composeAsTheGuild(services.map(toDefinition));
      if (result.errors !== undefined) throw toError(result.errors);
      return { supergraphSdl: result.supergraphSdl, hints: [] };
    },
  },
];

function toDefinition({ name, url, sdl }: Service) {
  return { name, url, typeDefs: parse(sdl) };
}

function toError(errors: readonly Error[]): Error {
  return new Error(`the subgraphs do not compose:\n${errors.map(({ message }) => message).join("\n")}`);
}
