import { z } from "zod";

/**
 * What can go wrong with an answer:
 *
 * - `status`: this status (and `headers`, `body`) instead of handling the call
 * - `reset`: the connection is cut without an answer
 * - `lost`: the call is handled in full, then the connection is cut
 * - `garbage`: status 200 and bytes that are not JSON, under a JSON content type
 * - `html`: a proxy's HTML page, with `status` or 200
 * - `truncated`: the right answer, cut in half
 * - `wrong_content_type`: the right answer under text/plain
 * - `delay_headers`: the right answer, `delayMs` late
 * - `delay_body`: headers at once, the body `delayMs` later
 */
const faultKinds = [
  "status",
  "reset",
  "lost",
  "garbage",
  "html",
  "truncated",
  "wrong_content_type",
  "delay_headers",
  "delay_body",
] as const;

export const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  /** Only calls of this operation; all when absent. */
  operation: z.string().optional(),
  /** Only calls whose path, query or body contains this string; all when absent. */
  containing: z.string().optional(),
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  delayMs: z.int().min(0).optional(),
  /** Number of hits after which the fault ends; absent: never. */
  times: z.int().min(1).optional(),
  /** Share of matching calls that are hit, 0 to 1; all when absent. */
  probability: z.number().min(0).max(1).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

interface CallText {
  readonly operation: string;
  readonly text: string;
}

/** The faults of one emulator, checked in the order in which they were set. */
export class FaultSwitches {
  #switches: { fault: Fault; left: number; hits: number }[] = [];

  constructor(private readonly random: () => number) {}

  get list(): readonly Fault[] {
    return this.#switches.map(({ fault }) => fault);
  }

  /** How many calls each switch that is still set has hit, in their order. */
  get hits(): readonly number[] {
    return this.#switches.map(({ hits }) => hits);
  }

  set(...faults: Fault[]): void {
    const switches = faults.map((fault) => ({
      fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
      hits: 0,
    }));
    this.#switches.push(...switches);
  }

  clear(): void {
    this.#switches = [];
  }

  /** The fault that hits this call, if any; counts it as used. */
  pick(call: CallText): Fault | undefined {
    const hit = this.#switches.find(({ fault }) => this.#hits(fault, call));
    if (hit === undefined) return undefined;
    hit.left -= 1;
    hit.hits += 1;
    if (hit.left <= 0) this.#switches = this.#switches.filter((each) => each !== hit);
    return hit.fault;
  }

  #hits(fault: Fault, call: CallText): boolean {
    if (fault.operation !== undefined && fault.operation !== call.operation) return false;
    if (fault.containing !== undefined && !call.text.includes(fault.containing)) return false;
    return fault.probability === undefined || this.random() < fault.probability;
  }
}
