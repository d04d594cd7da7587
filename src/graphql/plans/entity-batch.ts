import type { LinkedUser, UserKey } from "../../identity/link.js";
import { toUserKeyText } from "../../identity/link.js";
import type { GraphContext } from "../schema/context.js";
import { toUserKey } from "../user/reference.js";
import type { EntityFragments, EntitySources } from "./entity-fragments.js";
import type { Plan } from "./plan.js";

/** One `_entities` operation, answered from fragments as far as there are valid ones and by its plan for the rest. */
export class EntityBatch {
  readonly #sources = new Map<string, EntitySources>();

  constructor(
    private readonly plan: Plan,
    private readonly fragments: EntityFragments,
    private readonly context: GraphContext,
  ) {}

  /** The body of the response; undefined when the operation ends with an error. */
  async run(variables: Readonly<Record<string, unknown>>): Promise<Buffer | undefined> {
    const { representations: name = "" } = this.plan;
    const list = variables[name] as readonly Readonly<Record<string, unknown>>[];
    const parts: (Buffer | undefined)[] = new Array(list.length);
    const texts: string[] = new Array(list.length);
    const missing: number[] = [];
    for (const [index, representation] of list.entries()) {
      const key = this.#toKey(representation);
      if (key === undefined) return undefined;
      const text = toUserKeyText(key);
      texts[index] = text;
      const user = this.context.recentUsers?.findByText(text);
      const fragment = user && this.fragments.find(`${this.plan.id}\n${text}`, user);
      if (fragment === undefined) missing.push(index);
      else {
        parts[index] = fragment.json;
        this.context.reads.noteServed(fragment.cells);
      }
    }
    if (missing.length > 0) {
      const made = await this.#make({ ...variables, [name]: missing.map((index) => list[index]) });
      if (made === undefined) return undefined;
      for (const [place, index] of missing.entries())
        parts[index] = this.#keep(texts[index] as string, made[place]);
    }
    return join(this.plan.entitiesName ?? "", parts as Buffer[]);
  }

  /** Undefined for a reference with an error of its own, which Apollo words. */
  #toKey(representation: Readonly<Record<string, unknown>>): UserKey | undefined {
    if (representation.__typename !== "User") return undefined;
    try {
      return toUserKey(representation, this.context.setup.registry, "representation");
    } catch {
      return undefined;
    }
  }

  async #make(variables: Readonly<Record<string, unknown>>): Promise<readonly unknown[] | undefined> {
    const onPrepared: GraphContext["onPrepared"] = ({ linked, askedBy }, cells) => {
      if (askedBy !== undefined) this.#sources.set(toUserKeyText(askedBy), { user: linked, cells });
    };
    const { data, errors } = await this.plan.unguarded(
      Object.create(this.context, { onPrepared: { value: onPrepared } }),
      variables,
    );
    if (data == null || (errors !== undefined && errors.length > 0)) return undefined;
    return data[this.plan.entitiesName ?? ""] as readonly unknown[];
  }

  #keep(text: string, entity: unknown): Buffer {
    const sources = this.#sources.get(text);
    const isKept = entity !== null && sources !== undefined && isRecent(this.context, text, sources.user);
    if (!isKept) return Buffer.from(JSON.stringify(entity ?? null));
    return this.fragments.put(`${this.plan.id}\n${text}`, entity, sources);
  }
}

/** Only the object that later requests will find makes a fragment worth keeping. */
function isRecent({ recentUsers }: GraphContext, text: string, user: LinkedUser): boolean {
  return recentUsers?.findByText(text) === user;
}

const comma = Buffer.from(",");
const end = Buffer.from("]}}\n");

function join(name: string, parts: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [Buffer.from(`{"data":{${JSON.stringify(name)}:[`)];
  for (const [index, part] of parts.entries()) {
    if (index > 0) pieces.push(comma);
    pieces.push(part);
  }
  pieces.push(end);
  return Buffer.concat(pieces);
}
