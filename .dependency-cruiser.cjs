/** The rooms in their order: one imports those before it, never those after. */
const rooms = [
  "platform",
  "identity",
  "upstream",
  "directory",
  "provisioning",
  "access",
  "graphql",
  "providers",
];

/** A provider's inside may use the edge, for its types and resolvers; the rooms before never look back. */
const order = rooms.map((room, index) => ({
  name: `${room}-looks-back-only`,
  comment: `${room}/ imports only rooms before it (${rooms.slice(0, index).join(", ") || "none"}), so that what it knows stays small.`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: {
    path: `^src/(${[...rooms.slice(index + 1), "sandbox", "cli"].join("|")})/|^src/(main|app|config|setup)\\.ts$`,
  },
}));

/** Where the process and its commands start; nothing has to import these. */
const entryPoints = "^src/(main|cli/[^/]+)\\.ts$";

module.exports = {
  forbidden: [
    ...order,
    {
      name: "no-cycles",
      comment: "Data flows one way. Move what both need to a file of its own.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "providers-do-not-meet",
      comment: "A provider never imports another provider.",
      severity: "error",
      from: { path: "^src/providers/([^/]+)/" },
      to: { path: "^src/providers/([^/]+)/", pathNot: "^src/providers/$1/" },
    },
    {
      name: "providers-through-their-door",
      comment: "From outside, a provider is imported through its index.ts only.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/providers/[^/]+/" },
      to: { path: "^src/providers/[^/]+/", pathNot: "^src/providers/[^/]+/index\\.ts$" },
    },
    {
      name: "registry-is-for-the-composition-root",
      comment: "Only app.ts joins the rooms; others are handed the providers.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/app\\.ts$" },
      to: { path: "^src/providers/registry\\.ts$" },
    },
    {
      name: "sandbox-stands-alone",
      comment: "Only app.ts, main.ts and the commands know the sandbox.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(sandbox/|cli/|app\\.ts$|main\\.ts$)" },
      to: { path: "^src/sandbox/" },
    },
    {
      name: "sandbox-knows-words-only",
      comment:
        "The sandbox stands for somebody else's system: of ours it knows the words in identity/, no more.",
      severity: "error",
      from: { path: "^src/sandbox/" },
      to: { path: "^src/", pathNot: "^src/(sandbox|identity)/" },
    },
    {
      name: "nothing-imports-main",
      comment: "main.ts starts the process; importing it would start another.",
      severity: "error",
      from: {},
      to: { path: "^src/main\\.ts$" },
    },
    {
      name: "sql-in-the-directory",
      comment: "All SQL is in directory/: no other room opens a store.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/directory/" },
      to: { path: "^(node:sqlite|sqlite)$|node_modules/(pg|kysely)/" },
    },
    {
      name: "vendor-sdks-in-clients",
      comment: "A vendor's SDK is called in client.ts, and known to errors.ts for its error classes.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/providers/[^/]+/(client|errors)\\.ts$" },
      to: { path: "node_modules/(auth0|@aws-sdk|undici|axios)/" },
    },
    {
      name: "http-through-platform",
      comment:
        "Calls leave through platform/http.ts or a vendor's SDK; only the look-alikes serve HTTP by hand.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/sandbox/" },
      to: { path: "^(node:)?(http|https|http2|net|tls|dgram)$" },
    },
    {
      name: "config-knows-words-only",
      comment:
        "config.ts reads and checks variables, each module's from its settings.ts; joining what they configure is for app.ts.",
      severity: "error",
      from: { path: "^src/config\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(platform|identity)/|^src/[^/]+/settings\\.ts$|^src/setup\\.ts$" },
    },
    {
      name: "no-unused-files",
      comment: "Neither main.ts nor a command reaches this file; delete it.",
      severity: "error",
      from: { path: entryPoints },
      to: { path: "^src/", pathNot: entryPoints, reachable: false },
    },
    {
      name: "imports-resolve",
      comment: "An import that leads nowhere escapes every other rule.",
      severity: "error",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
    {
      name: "no-dev-dependencies",
      comment: "The image has no dev dependencies.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    parser: "swc",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
