import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

interface Response {
  readonly content?: { readonly "application/json"?: object };
}

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
  >;
}

const file = new URL("../fixtures/auth0-users.openapi.json", import.meta.url);
const description = JSON.parse(readFileSync(file, "utf8")) as Description;

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addFormat("strict-uri", (text: string) => URL.canParse(text));
ajv.addSchema(description, "auth0");

/** Errors that the description has a schema for; the others look the same. */
const errorSchemas: Readonly<Record<number, string>> = {
  400: "BadRequestSchema",
  401: "UnauthorizedSchema",
  403: "ForbiddenSchema",
  429: "TooManyRequestsSchema",
};

const otherError = {
  type: "object",
  required: ["statusCode", "error", "message"],
  additionalProperties: false,
  properties: {
    statusCode: { type: "integer" },
    error: { type: "string" },
    message: { type: "string" },
    errorCode: { type: "string" },
  },
};

/** Throws when an answer of the Management API or the token endpoint does not look as its description says. */
export function checkAnswer(method: string, path: string, status: number, body: unknown): void {
  if (path.startsWith("/__sandbox/")) return;
  const schema = findSchema(method.toLowerCase(), path, status);
  if (schema === undefined) {
    if (body !== undefined) throw new Error(`${method} ${path} ${status} must have no body`);
    return;
  }
  if (ajv.validate(schema, body)) return;
  throw new Error(`${method} ${path} ${status}: ${ajv.errorsText()} in ${JSON.stringify(body)}`);
}

function findSchema(method: string, path: string, status: number): object | undefined {
  const template = path
    .replace(/\?.*/, "")
    .replace(/^\/api\/v2/, "")
    .replace(/^\/users\/[^/]+/, "/users/{id}");
  const response = description.paths[template]?.[method]?.responses[status];
  if (template === "/oauth/token" || status < 300)
    return response?.content && toPointer(template, method, status);
  const name = errorSchemas[status];
  return name === undefined ? otherError : { $ref: `auth0#/components/schemas/${name}` };
}

function toPointer(template: string, method: string, status: number): object {
  const parts = [
    "paths",
    template,
    method,
    "responses",
    String(status),
    "content",
    "application/json",
    "schema",
  ];
  const pointer = parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")));
  return { $ref: `auth0#/${pointer.join("/")}` };
}
