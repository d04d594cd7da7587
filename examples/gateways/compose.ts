import { composeServices } from "@theguild/federation-composition";
import { Kind, parse, print, visit } from "graphql";

/** A subgraph as a composer takes it. */
export interface Service {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The supergraph of the services; throws all errors of the composition as one. */
export function composeSupergraph(services: readonly Service[]): string {
  const result = composeServices(services.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (result.errors === undefined) return result.supergraphSdl;
  throw new Error(`the subgraphs do not compose:\n${result.errors.map(({ message }) => message).join("\n")}`);
}

/** What a running subgraph says of itself. */
export async function fetchSdl(url: string): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  return data._service.sdl;
}

/**
 * The SDL without `@authenticated` and `@requiresScopes`. `@apollo/gateway` refuses to start on a supergraph with them, because
 * it does not enforce them; the subgraph does in any case.
 */
export function withoutAccessRules(sdl: string): string {
  const isRule = (name: string): boolean => /^@?(authenticated|requiresScopes)$/.test(name);
  const document = visit(parse(sdl), {
    Directive: ({ name }) => (isRule(name.value) ? null : undefined),
    DirectiveDefinition: ({ name }) => (isRule(name.value) ? null : undefined),
    ListValue: ({ values, ...list }) => ({
      ...list,
      values: values.filter((value) => value.kind !== Kind.STRING || !isRule(value.value)),
    }),
  });
  return print(document);
}
