import graphqlPlugin from "@graphql-eslint/eslint-plugin";

const { rules: recommended } = graphqlPlugin.configs["flat/schema-recommended"];
const { rules: relay } = graphqlPlugin.configs["flat/schema-relay"];

/** Rules for the schema as clients see it. A rule is off only where the schema differs on purpose. */
// biome-ignore lint/style/noDefaultExport: ESLint reads the default export
export default [
  {
    files: ["**/*.graphql"],
    languageOptions: {
      parser: graphqlPlugin.parser,
      parserOptions: { graphQLConfig: { schema: "schema/api.graphql" } },
    },
    plugins: { "@graphql-eslint": graphqlPlugin },
    rules: {
      ...recommended,
      ...relay,
      // test/rules/generated.test.ts requires more: a description of every field, argument and enum value
      "@graphql-eslint/require-description": "off",
      // parts of a user or an identity, such as a group or a cursor, have no id
      "@graphql-eslint/strict-id-in-types": "off",
      // `username` does not repeat the name of `User`
      "@graphql-eslint/no-typename-prefix": "off",
      // pages can only be read forwards
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      // lists that are short by nature are no connections, and no type implements Node: a router can't resolve it
      "@graphql-eslint/relay-edge-types": [
        "error",
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
    },
  },
];
