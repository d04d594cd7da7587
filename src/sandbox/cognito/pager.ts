import { createHash } from "node:crypto";
import { z } from "zod";
import { invalidParameter } from "./refusal.js";

const maxPageSize = 60;
const tokenLifeMs = 3_600_000;
/** Size of a short page as a share of the requested size; the first page is empty. */
const shortShares = [0, 1 / 2, 1 / 3];

export interface PageRequest {
  readonly operation: string;
  /** Everything that must be the same on the next call. */
  readonly parameters: unknown;
  /** Absent or 0: as much as goes on a page. */
  readonly limit: number | undefined;
  readonly token: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly token: string | undefined;
}

const tokenContent = z.strictObject({
  scope: z.string(),
  position: z.int().min(0),
  page: z.int().min(0),
  issuedAtMs: z.number(),
});

/** Splits lists into pages. A token marks where the next page starts; it is valid for an hour and for the same parameters. */
export class Pager {
  constructor(
    private readonly now: () => number,
    private readonly areShort: () => boolean,
  ) {}

  /** @param from the entries at a position and after it; it isn't read further than the page needs */
  cut<Item>(
    request: PageRequest,
    from: (position: number) => Iterable<readonly [position: number, item: Item]>,
  ): Page<Item> {
    const scope = toScope(request);
    const start = request.token === undefined ? { position: 0, page: 0 } : this.#open(request.token, scope);
    const size = this.#sizeOf(request.limit || maxPageSize, start.page);
    const items: Item[] = [];
    for (const [position, item] of from(start.position)) {
      if (items.length === size) return { items, token: this.#seal(scope, position, start.page + 1) };
      items.push(item);
    }
    return { items, token: undefined };
  }

  #sizeOf(limit: number, page: number): number {
    return this.areShort() ? Math.ceil(limit * (shortShares[page % shortShares.length] ?? 1)) : limit;
  }

  #seal(scope: string, position: number, page: number): string {
    return Buffer.from(JSON.stringify({ scope, position, page, issuedAtMs: this.now() })).toString(
      "base64url",
    );
  }

  #open(token: string, scope: string): z.infer<typeof tokenContent> {
    const content = tokenContent.safeParse(decode(token));
    if (!content.success || content.data.scope !== scope) {
      throw invalidParameter("Invalid pagination token given.");
    }
    if (this.now() - content.data.issuedAtMs > tokenLifeMs)
      throw invalidParameter("Pagination token has expired.");
    return content.data;
  }
}

function toScope({ operation, parameters, limit }: PageRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([operation, parameters, limit]))
    .digest("base64url")
    .slice(0, 22);
}

/** Undefined when the string is not a token of this pager. */
function decode(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
