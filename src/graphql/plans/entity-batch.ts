import type { RecentUsers } from "../../directory/recent-users.js";
import { toUserKeyText, type UserKey } from "../../identity/link.js";
import type { GraphContext } from "../schema/context.js";
import { toUserKey } from "../user/reference.js";
import type { FoundUser } from "../user/user.js";
import { type Fragment, joinFragments, type PlanFragments, toFragmentJson } from "./entity-fragments.js";
import type { Plan } from "./plan.js";
import { ServedReads } from "./served-reads.js";

/** A plan of entities whose fragments are kept. */
export interface EntityPlan extends Plan {
  readonly entitiesName: string;
  readonly fragments: PlanFragments;
}

export function isEntityPlan(plan: Plan): plan is EntityPlan {
  return plan.fragments !== undefined && plan.entitiesName !== undefined;
}

type Representation = Readonly<Record<string, unknown>>;
type Body = Buffer | undefined;

/** An entity for which there was no valid fragment at first. */
interface Missing {
  readonly index: number;
  readonly representation: Representation;
  readonly key: UserKey;
  readonly text: string;
}

/** What entities that were made just now were made of. */
type Sources = Map<string, { readonly found: FoundUser; readonly cells: Fragment["cells"] }>;

/** One `_entities` operation, answered from fragments as far as there are valid ones and by its plan for the rest. */
export class EntityBatch {
  readonly #served = new ServedReads();
  readonly #missing: Missing[] = [];

  constructor(
    private readonly plan: EntityPlan,
    private readonly context: GraphContext,
  ) {}

  /**
   * The body of the response; undefined when the operation ends with an error. Without waiting when there is a fragment for
   * every entity.
   */
  run(list: readonly Representation[]): Body | Promise<Body> {
    const nowMs = Date.now();
    const parts: Buffer[] = new Array(list.length);
    for (let index = 0; index < list.length; index += 1) {
      const representation = list[index] as Representation;
      if (representation.__typename !== "User") return undefined;
      const fragment = this.#findById(representation.id);
      if (fragment?.isValidAt(nowMs) === true) parts[index] = this.#serve(fragment);
      else if (!this.#serveByKey(representation, index, nowMs, parts)) return undefined;
    }
    if (this.#missing.length > 0) return this.#complete(parts);
    return this.#join(parts);
  }

  /** By the id as it was sent. One in another spelling is found by its key. */
  #findById(id: unknown): Fragment | undefined {
    const fragment = typeof id === "string" ? this.plan.fragments.find(id) : undefined;
    return fragment?.recent.user.id === id ? fragment : undefined;
  }

  /** False for a reference with an error of its own, which Apollo words. */
  #serveByKey(representation: Representation, index: number, nowMs: number, parts: Buffer[]): boolean {
    const key = this.#toKey(representation);
    if (key === undefined) return false;
    const text = toUserKeyText(key);
    const fragment = this.plan.fragments.find(text);
    if (fragment?.isValidAt(nowMs) === true) parts[index] = this.#serve(fragment);
    else this.#missing.push({ index, representation, key, text });
    return true;
  }

  #toKey(representation: Representation): UserKey | undefined {
    try {
      return toUserKey(representation, this.context.setup.registry, "representation");
    } catch {
      return undefined;
    }
  }

  #serve(fragment: Fragment): Buffer {
    fragment.isUsed = true;
    this.#served.add(fragment);
    return fragment.json;
  }

  /** A fragment whose user was read a while ago is valid again once the directory has returned the user unchanged. */
  async #complete(parts: Buffer[]): Promise<Body> {
    const users = await this.context.users.loadMany(this.#missing.map(({ key }) => key));
    if (users.some((user) => user instanceof Error)) return undefined;
    const nowMs = Date.now();
    const unmade = this.#missing.filter(({ index, text }) => {
      const fragment = this.plan.fragments.find(text);
      if (fragment?.isValidAt(nowMs) !== true) return true;
      parts[index] = this.#serve(fragment);
      return false;
    });
    if (unmade.length > 0 && !(await this.#make(unmade, parts))) return undefined;
    return this.#join(parts);
  }

  /** False when the operation ends with an error. */
  async #make(unmade: readonly Missing[], parts: Buffer[]): Promise<boolean> {
    const { representations: name = "", entitiesName } = this.plan;
    const sources: Sources = new Map();
    const onPrepared: GraphContext["onPrepared"] = (found, cells) => {
      if (found.askedBy !== undefined) sources.set(toUserKeyText(found.askedBy), { found, cells });
    };
    const context: GraphContext = Object.create(this.context, {
      onPrepared: { value: onPrepared },
      recentUsers: { value: this.#recentUsers },
    });
    const { data, errors } = await this.plan.unguarded(context, {
      [name]: unmade.map(({ representation }) => representation),
    });
    if (data == null || (errors !== undefined && errors.length > 0)) return false;
    const entities = data[entitiesName] as readonly unknown[];
    for (const [place, { index, text }] of unmade.entries()) {
      const json = toFragmentJson(entities[place]);
      parts[index] = json;
      this.#keep(text, json, sources);
    }
    return true;
  }

  /** Only the object that later requests will find makes a fragment worth keeping. */
  #keep(text: string, json: Buffer, sources: Sources): void {
    const made = sources.get(text);
    const recent = this.#recentUsers?.findEntry(text);
    if (made === undefined || recent === undefined || recent.user !== made.found.linked) return;
    this.plan.fragments.put(text, json, { recent, cells: made.cells });
  }

  /** The viewer may see everything that the plan selects of everybody, so that it does not matter who they are. */
  get #recentUsers(): RecentUsers | undefined {
    return this.context.setup.recentUsers;
  }

  #join(parts: readonly Buffer[]): Buffer {
    this.#served.report(this.context.reads);
    return joinFragments(this.plan.entitiesName, parts);
  }
}
