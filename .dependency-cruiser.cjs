/** The modules in their order: each imports those before it, never those after. */
const modules = [
  "platform",
  "identity",
  "upstream",
  "directory",
  "provisioning",
  "access",
  "graphql",
  "providers",
  "http",
];

const order = modules.map((name, index) => ({
  name: `${name}-imports-earlier-modules-only`,
  comment: `${name}/ imports only the modules before it (${modules.slice(0, index).join(", ") || "none"}).`,
  severity: "error",
  from: { path: `^src/${name}/` },
  to: {
    path: `^src/(${[...modules.slice(index + 1), "sandbox", "cli"].join("|")})/|^src/(main|app|config|setup|settings|environment-rules|connect-providers)\\.ts$`,
  },
}));

/** Where the process and its commands start; nothing has to import these. */
const entryPoints = "^src/(main|cli/[^/]+)\\.ts$";

module.exports = {
  forbidden: [
    ...order,
    {
      name: "http-and-providers-are-independent",
      comment: "HTTP never knows a provider; what it needs of one hangs on the Provider object.",
      severity: "error",
      from: { path: "^src/http/" },
      to: { path: "^src/providers/" },
    },
    {
      name: "no-cycles",
      comment: "Data flows one way. Move what both need to a file of its own.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "providers-are-independent",
      comment: "A provider never imports another provider.",
      severity: "error",
      from: { path: "^src/providers/([^/]+)/" },
      to: { path: "^src/providers/([^/]+)/", pathNot: "^src/providers/$1/" },
    },
    {
      name: "providers-by-their-index",
      comment: "From outside, a provider is imported through its index.ts only.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/providers/[^/]+/" },
      to: { path: "^src/providers/[^/]+/", pathNot: "^src/providers/[^/]+/index\\.ts$" },
    },
    {
      name: "registry-for-the-composition-root",
      comment: "Only app.ts joins the modules; all others are given the providers.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/app\\.ts$" },
      to: { path: "^src/providers/registry\\.ts$" },
    },
    {
      name: "sandbox-is-isolated",
      comment: "Only app.ts, main.ts and the commands know the sandbox.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(sandbox/|cli/|app\\.ts$|main\\.ts$)" },
      to: { path: "^src/sandbox/" },
    },
    {
      name: "sandbox-imports-identity-only",
      comment: "The emulators stand for systems of other vendors: they know only the types in identity/.",
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
      comment: "All SQL is in directory/: no other module opens a store.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/directory/" },
      to: { path: "^(node:sqlite|sqlite)$|node_modules/(pg|kysely)/" },
    },
    {
      name: "vendor-sdks-in-clients",
      comment: "A vendor's SDK is called in client.ts, and known to errors.ts for its error classes.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/providers/[^/]+/(client|client\\.sdk|errors)\\.ts$" },
      to: { path: "node_modules/(auth0|@aws-sdk|undici|axios)/" },
    },
    {
      name: "http-through-platform",
      comment:
        "Calls leave through platform/http.ts or a vendor's SDK; only the emulators serve HTTP by hand.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/sandbox/" },
      to: { path: "^(node:)?(http|https|http2|net|tls|dgram)$" },
    },
    {
      name: "config-imports-settings-only",
      comment:
        "config.ts reads and checks variables, each module's from its settings.ts; app.ts joins what they configure.",
      severity: "error",
      from: { path: "^src/config\\.ts$" },
      to: {
        path: "^src/",
        pathNot:
          "^src/(platform|identity)/|^src/[a-z/-]+/settings\\.ts$|^src/(setup|settings|environment-rules|secret-files|unknown-variables)\\.ts$",
      },
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
