import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { parse, parseAllDocuments } from "yaml";
import { serviceVariables } from "../../src/settings.js";
import type { Json } from "../support/json.js";
import { buildGo } from "./go.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const chart = join(root, "deploy/helm/identity-subgraph");
const schemas = join(root, "tools/kubernetes/");

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Json;
}

interface Model {
  validate(): void;
}

const everything = {
  replicaCount: 3,
  env: { AUTH0_BASE_URL: "https://tenant.us.auth0.com", REQUEST_TIMEOUT_MS: 20_000 },
  secretEnv: { DATABASE_URL: { secret: "identity", key: "database-url" } },
  envFromSecrets: ["identity-extra"],
  image: { repository: "registry.example.com/identity", digest: `sha256:${"a".repeat(64)}` },
  imagePullSecrets: [{ name: "registry" }],
  autoscaling: { enabled: true },
  metrics: { serviceMonitor: { enabled: true }, prometheusRule: { enabled: true } },
  networkPolicy: {
    ingressFrom: [{ podSelector: { matchLabels: { app: "router" } } }],
    metricsFrom: [{ namespaceSelector: {} }],
    egressTo: [{ to: [{ podSelector: { matchLabels: { app: "postgres" } } }], ports: [{ port: 5432 }] }],
  },
  serviceAccount: {
    annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/identity" },
  },
  podAnnotations: { note: "a: b" },
  podLabels: { team: "identity" },
  nodeSelector: { "kubernetes.io/arch": "amd64" },
  tolerations: [{ operator: "Exists" }],
  affinity: { podAntiAffinity: {} },
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
  ],
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "identity-subgraph-chart-"));
  await Promise.all([
    buildGo(join(root, "tools/helm/render.go"), join(folder, "render")),
    promisify(execFile)("npm", ["ci", "--silent"], { cwd: schemas }),
  ]);
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ["its defaults", {}],
  ["every value set", everything],
])("the chart with %s", (_, values) => {
  test("renders manifests that Kubernetes' schemas accept", async () => {
    const manifests = (await render(values)).filter(({ apiVersion }) => !apiVersion.includes("coreos.com"));
    expect(manifests.map(({ kind }) => kind)).toContain("Deployment");
    const models = await Promise.all(manifests.map(toModel));
    for (const model of models) expect(() => model.validate()).not.toThrow();
  });

  test("runs without privileges, on a read-only file system, and without a service token", async () => {
    const { spec } = await findDeployment(values);
    const pod = spec.template.spec;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("gives every pod the labels that services, policies and disruption budgets select", async () => {
    const manifests = await render(values);
    const { spec } = await findDeployment(values);
    const selectors = manifests.flatMap(({ kind, spec: given }) =>
      kind === "ServiceMonitor" ? [] : [given?.podSelector, given?.selector].filter(Boolean),
    );
    expect(selectors.length).toBeGreaterThan(3);
    for (const selector of selectors)
      expect(spec.template.metadata.labels).toMatchObject(selector.matchLabels ?? selector);
  });

  test("sets variables that the service knows", async () => {
    const { spec } = await findDeployment(values);
    const names: readonly string[] = spec.template.spec.containers[0].env.map(
      ({ name }: { readonly name: string }) => name,
    );
    const known = [...Object.keys(serviceVariables.shape), "AUTH0_BASE_URL"];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

test("the schemas refuse a manifest that is wrong", async () => {
  const { spec, ...manifest } = await findDeployment({});
  const wrong = await toModel({ ...manifest, spec: { ...spec, replicas: "three" } });
  expect(() => wrong.validate()).toThrow("replicas");
});

test("a pod stops only after the load balancer and its requests had their time", async () => {
  const { spec } = await findDeployment({});
  const { terminationGracePeriodSeconds, containers } = spec.template.spec;
  const preStop = Number(containers[0].lifecycle.preStop.exec.command[1]);
  const requestMs = serviceVariables.shape.REQUEST_TIMEOUT_MS.parse(undefined);
  expect(terminationGracePeriodSeconds).toBeGreaterThan(preStop + requestMs / 1_000);
});

test("a secret comes by reference only: one among the plain settings is refused", async () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(
    JSON.parse(await readFile(join(chart, "values.schema.json"), "utf8")),
  );
  expect(validate(parse(await readFile(join(chart, "values.yaml"), "utf8")))).toBe(true);
  const secrets = Object.entries(serviceVariables.shape)
    .filter(([, variable]) => variable.meta()?.secret === true)
    .map(([name]) => name);
  expect(secrets).toContain("DATABASE_URL");
  for (const name of [...secrets, "AUTH0_CLIENT_SECRET", "NEXUS_APPLICATION_TOKEN", "NEXUS_BASIC_PASSWORD"])
    expect([name, validate({ env: { [name]: "x" } })]).toEqual([name, false]);
});

async function render(values: object): Promise<readonly Manifest[]> {
  const child = spawn(join(folder, "render"), [chart, "test"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(values));
  return parseAllDocuments(await text(child.stdout))
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

async function findDeployment(values: object): Promise<Manifest> {
  const deployment = (await render(values)).find(({ kind }) => kind === "Deployment");
  if (deployment === undefined) throw new Error("the chart has no Deployment");
  return deployment;
}

async function toModel(manifest: Manifest): Promise<Model> {
  const module = join(schemas, "node_modules/kubernetes-models", manifest.apiVersion, `${manifest.kind}.js`);
  const models = await import(pathToFileURL(module).href);
  return new models[manifest.kind](manifest);
}
