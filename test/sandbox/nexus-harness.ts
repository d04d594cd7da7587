import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import type { Emulator, EmulatorOptions } from "../../src/sandbox/emulator.js";
import { startNexusEmulator } from "../../src/sandbox/nexus/nexus.js";
import { createPeople } from "../../src/sandbox/people.js";
import { personSeed } from "../../src/sandbox/person.js";
import { sandboxCredentials } from "../../src/sandbox/realms.js";
import type { Json } from "../support/json.js";

type ContractObject = Readonly<Record<string, unknown>>;

interface Contract {
  readonly paths: Record<string, Record<string, { operationId?: string; responses?: ContractObject }>>;
  readonly components: { readonly responses: ContractObject };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

const contract = parse(
  readFileSync(new URL("../fixtures/nexus.openapi.yaml", import.meta.url), "utf8"),
) as Contract;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(contract, "nexus");

const { bearerToken, applicationToken } = sandboxCredentials.nexus;
export const bearer = { authorization: `Bearer ${bearerToken}`, "x-application-token": applicationToken };

/** The ids of a person who has one identity at each provider. */
export const somebody = personSeed(40);

/** A seeded emulator; every answer is checked against the contract. */
export class NexusHarness {
  private constructor(readonly emulator: Emulator) {}

  static async start(options: EmulatorOptions = {}): Promise<NexusHarness> {
    const harness = new NexusHarness(await startNexusEmulator(options));
    harness.reset();
    return harness;
  }

  /** Runs a test with an emulator of its own. */
  static async use(options: EmulatorOptions, run: (harness: NexusHarness) => Promise<void>): Promise<void> {
    const harness = await NexusHarness.start(options);
    try {
      await run(harness);
    } finally {
      await harness.close();
    }
  }

  /** The sample people and the switches as at start. */
  reset(): void {
    const { emulator } = this;
    emulator.seed(createPeople(60));
    Object.assign(emulator.settings, {
      listUsers: true,
      maxTop: 100,
      shuffle: false,
      repeat: false,
      omit: "",
      patchAnswers204: false,
    });
  }

  close(): Promise<void> {
    return this.emulator.close();
  }

  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const url = path.startsWith("http") ? path : `${this.emulator.origin}${path}`;
    const response = await fetch(url, { headers: bearer, ...init });
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
    expectContract(this.emulator.requests.at(-1)?.operation ?? "", answer);
    return answer;
  }

  get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send(`${path}?${new URLSearchParams(query)}`);
  }

  write(method: string, path: string, body: unknown): Promise<Answer> {
    return this.send(path, { method, body: JSON.stringify(body) });
  }

  /** A list, which must succeed. */
  async list(query: Readonly<Record<string, string>>, path = "/v1/users"): Promise<Answer["body"]> {
    const { status, body } = await this.get(path, query);
    expect({ status, detail: body.detail }).toEqual({ status: 200, detail: undefined });
    return body;
  }

  async listIds(query: Readonly<Record<string, string>>): Promise<readonly string[]> {
    return (await this.list(query)).value.map(({ id }: { id: string }) => id);
  }
}

/** A refusal with these words in its detail. */
export function expectProblem(answer: Answer, status: number, words: string): void {
  expect(answer).toMatchObject({ status, body: { status, detail: expect.stringContaining(words) } });
}

/** A success has the schema that the contract gives for its status; all else is problem details with five members. */
function expectContract(operation: string, { status, headers, body }: Answer): void {
  if (status >= 400) {
    expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expectSchema("#/components/schemas/ProblemDetails", body);
    expect(Object.keys(body).sort()).toEqual(["detail", "instance", "status", "title", "type"]);
    return;
  }
  const pointer = responsePointer(operation, status);
  if (pointer === undefined) {
    expect(body).toBeUndefined();
    return;
  }
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  expectSchema(pointer, body);
}

/** Where the contract keeps the schema of this answer; undefined when the answer has no body. */
function responsePointer(operation: string, status: number): string | undefined {
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, { operationId, responses }] of Object.entries(methods)) {
      if (operationId !== operation) continue;
      const response = responses?.[status] as { content?: ContractObject } | undefined;
      if (response === undefined) throw new Error(`${operation} has no answer ${status} in the contract.`);
      if (response.content === undefined) return undefined;
      const steps = ["paths", path, method, "responses", status, "content", "application/json", "schema"];
      return `#/${steps.map(toPointerStep).join("/")}`;
    }
  }
  throw new Error(`${operation} is not in the contract.`);
}

function toPointerStep(step: string | number): string {
  return encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1"));
}

function expectSchema(pointer: string, body: unknown): void {
  const validate = ajv.getSchema(`nexus${pointer}`) ?? ajv.compile({ $ref: `nexus${pointer}` });
  validate(body);
  expect({ pointer, errors: validate.errors }).toEqual({ pointer, errors: null });
}
