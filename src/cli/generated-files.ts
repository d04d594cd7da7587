import { createSubgraph } from "../graphql/schema/build-schema.js";
import type { Provider } from "../identity/provider.js";
import { toAccessPolicyTable } from "./access-policy-table.js";
import { toClientSdl, toPossibleTypes, toScalarMap } from "./client-schema.js";
import { toEnvExample } from "./env-example.js";
import { toFieldMapPage } from "./field-map.js";

/** The committed files that `npm run generate` writes, by their paths: each with what it must contain. */
export async function toGeneratedFiles(
  registry: readonly Provider[],
): Promise<Readonly<Record<string, string>>> {
  const { sdl } = await createSubgraph(registry);
  return {
    "schema/subgraph.graphql": sdl,
    "schema/api.graphql": toClientSdl(sdl),
    "schema/possibleTypes.json": toPossibleTypes(sdl),
    "schema/scalars.json": toScalarMap(sdl),
    ".env.example": toEnvExample(registry),
    "docs/access-policy.md": toAccessPolicyTable(registry),
    "docs/field-map.md": toFieldMapPage(registry),
  };
}
