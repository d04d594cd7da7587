import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import type { EmulatorAnswer } from "../exchange.js";
import type { ExportJob } from "./export-jobs.js";
import { invalid, Refusal } from "./refusal.js";
import { type Call, type Tenant, timestamp } from "./tenant.js";

const requestForm = z.strictObject({
  connection_id: z.string().optional(),
  format: z.enum(["json", "csv"]).optional(),
  limit: z.int().min(1).optional(),
  fields: z.array(z.strictObject({ name: z.string(), export_as: z.string().optional() })).optional(),
});

/** POST /jobs/users-exports. Only JSON: one user per line, with the requested fields. */
export function exportUsers({ tenant, request }: Call): EmulatorAnswer {
  const { format = "csv", fields = [] } = readRequest(request.body);
  if (format !== "json") throw new Refusal(400, "This emulator exports JSON only.");
  const names = fields.map(({ name }) => name);
  const lines = tenant.users.all().map((user) => {
    const members = Object.entries(user).filter(([name]) => names.length === 0 || names.includes(name));
    return `${JSON.stringify(Object.fromEntries(members))}\n`;
  });
  const id = `job_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  const file = gzipSync(lines.join(""));
  const job = { id, createdAt: timestamp(tenant), createdAtMs: tenant.now(), file, looks: 0 };
  tenant.exports.add(job);
  return { status: 200, body: { ...describe(job), status: "pending" } };
}

/** GET /jobs/{id}: pending when it is first looked at, so that clients have to ask again. */
export function getJob({ tenant, request: { url, headers } }: Call): EmulatorAnswer {
  const job = getExport(tenant, url);
  job.looks += 1;
  if (job.looks === 1) return { status: 200, body: { ...describe(job), status: "pending" } };
  const location = `http://${headers.host}/exports/${job.id}.json.gz`;
  return { status: 200, body: { ...describe(job), status: "completed", location } };
}

/** The file of a job. Auth0 has it on another host, where a signature in the address replaces the token. */
export function downloadExport({ tenant, request: { url } }: Call): EmulatorAnswer {
  return { status: 200, body: getExport(tenant, url).file, contentType: "application/gzip" };
}

function getExport(tenant: Tenant, url: URL): ExportJob {
  const id = /\/(?:jobs|exports)\/(job_\w+)/.exec(url.pathname)?.[1] ?? "";
  const job = tenant.exports.find(id, tenant.now());
  if (job === undefined) throw new Refusal(404, "The job does not exist.", "inexistent_job");
  return job;
}

function describe({ id, createdAt }: ExportJob): object {
  return { id, type: "users_export", created_at: createdAt, format: "json" };
}

function readRequest(body: string): z.output<typeof requestForm> {
  try {
    return requestForm.parse(JSON.parse(body));
  } catch {
    throw invalid("Payload", "the export's options are invalid");
  }
}
