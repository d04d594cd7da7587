import { everyPermission, type Lab } from "./lab.ts";
import type { Caller } from "./load.ts";
import { mixQueries, toBody, toRepresentations, updateMutation } from "./queries.ts";
import { createRandom, createZipf } from "./random.ts";

/** References of one request. */
const batchSizes = [1, 1, 5, 20];
/** Seven callers of ten may write; a seventh of what they send makes a tenth of all. */
const writeShare = 1 / 7;

/** What one kind of caller may do, and what one of that kind sends next. */
interface Kind {
  readonly permissions: readonly string[];
  nextBody(ownId: string): string;
}

/** The same callers with the same requests in the same order, for the same seed. */
export async function createCallers(lab: Lab, seed: number): Promise<readonly Caller[]> {
  const { people, issuer, options } = lab;
  const { administrator, self, limited } = createKinds(
    people.map(({ id }) => id),
    createRandom(seed),
  );
  const ten = [
    administrator,
    self,
    limited,
    administrator,
    self,
    limited,
    administrator,
    self,
    limited,
    administrator,
  ];
  const indexes = Array.from({ length: options.mix.callers }, (_, index) => index);
  return Promise.all(
    indexes.map(async (index) => {
      const { permissions, nextBody } = ten[index % ten.length] as Kind;
      const { id = "", auth0UserId = "" } = people[index % people.length] ?? {};
      return { token: await issuer.issue(auth0UserId, permissions), nextBody: () => nextBody(id) };
    }),
  );
}

function createKinds(ids: readonly string[], random: () => number) {
  const zipf = createZipf(ids.length, random);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const someId = (): string => ids[zipf()] as string;
  const someReferences = () => toRepresentations(Array.from({ length: pick(batchSizes) }, someId));
  const toWrite = (id: string): string => {
    const profile = { nickname: `nick${Math.floor(random() * 1e6)}` };
    return toBody(updateMutation, { input: { user: { id }, profile } });
  };
  const administrator: Kind = {
    permissions: everyPermission,
    nextBody: () =>
      random() < writeShare ? toWrite(someId()) : toBody(pick(mixQueries.administrator), someReferences()),
  };
  const self: Kind = {
    permissions: [],
    nextBody: (id) => (random() < writeShare ? toWrite(id) : toBody(pick(mixQueries.self), { id })),
  };
  const limited: Kind = {
    permissions: [],
    nextBody: () => toBody(pick(mixQueries.limited), someReferences()),
  };
  return { administrator, self, limited };
}

/** Whether a response has an error, or says that a write was not done. */
export function isFailure(body: string): boolean {
  return (
    body.includes('"errors":') || (body.includes('"updateUser":') && !body.includes('"UpdateUserSuccess"'))
  );
}
