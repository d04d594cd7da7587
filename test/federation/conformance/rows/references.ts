import { match, ok } from "node:assert/strict";
import { createRandom } from "../../../support/random.ts";
import type { Person } from "../emulators.ts";
import { equal } from "../equal.ts";
import type { Key } from "../probes.ts";
import type { Reference } from "../route.ts";
import type { Row, RowGroup, Subject } from "./row.ts";

type Linked = Person & { readonly id: string };

const unknown: Readonly<Record<Key, string>> = {
  id: "019b76da-a800-78a8-a133-ffffffffffff",
  auth0UserId: "auth0|ffffffffffffffffffffffff",
  cognitoSub: "ffffffff-ffff-4fff-8fff-ffffffffffff",
  nexusUserId: "NXFFFFFFFFFFFFFFFF",
};

/** People with one identity at each provider. */
function whole({ lab }: Subject): readonly Linked[] {
  return lab.people.filter((person): person is Linked => person.slug.startsWith("person-"));
}

function toReference({ id, auth0UserIds, cognitoSubs, nexusUserIds }: Linked, key: Key): Reference {
  const values = {
    id,
    auth0UserId: auth0UserIds[0],
    cognitoSub: cognitoSubs[0]?.sub,
    nexusUserId: nexusUserIds[0],
  };
  return { [key]: values[key] };
}

function byKey(key: Key): Row {
  return {
    title: `by \`${key}\``,
    check: async (subject) => {
      const people = whole(subject).slice(0, 5);
      const references = people.map((person) => toReference(person, key));
      const { users, errors } = await subject.route.entities(references, "id email");
      equal(errors, []);
      equal(
        users,
        people.map(({ id, email }) => ({ id, email })),
      );
    },
  };
}

const allKeys = ["id", "auth0UserId", "cognitoSub", "nexusUserId"] as const;

const mixed: Row = {
  title: "all keys mixed in one request, in order",
  check: async (subject) => {
    const people = whole(subject).slice(0, 12);
    const references = people.map((person, index) => toReference(person, allKeys[index % 4] as Key));
    const { users, errors } = await subject.route.entities(references, "id name auth0UserId");
    equal(errors, []);
    equal(
      users.map((user) => user?.id),
      people.map(({ id }) => id),
    );
  },
};

const unknownKeys: Row = {
  title: "unknown by each key: null without an error, and the others are there",
  check: async (subject) => {
    const people = whole(subject).slice(0, 4);
    const references = people.flatMap((person, index) => {
      const key = allKeys[index] as Key;
      return [toReference(person, key), { [key]: unknown[key] }];
    });
    const { users, errors } = await subject.route.entities(references, "id email");
    equal(errors, []);
    equal(
      users.map((user) => user?.email ?? null), // a gateway may repeat the key that the neighbour knows
      people.flatMap(({ email }) => [email, null]),
    );
  },
};

const malformed: Row = {
  title: "one malformed reference harms only itself",
  check: async (subject) => {
    const [one, two] = whole(subject) as [Linked, Linked];
    const references = [{ id: one.id }, { id: "not an id" }, { id: two.id }];
    const { users, errors } = await subject.route.entities(references, "id email");
    equal(
      users.map((user) => user?.email ?? null),
      [one.email, null, two.email],
    );
    equal(errors.length, 1);
    match(String(errors[0]?.extensions?.code), /BAD_USER_INPUT|INVALID/);
  },
};

const nullKey: Row = {
  title: "a reference whose key is null: null, and the others are there",
  check: async (subject) => {
    const [one] = whole(subject) as [Linked];
    const { users } = await subject.route.entities([{ id: null }, { id: one.id }], "id email");
    equal(
      users.map((user) => user?.email ?? null),
      [null, one.email],
    );
  },
};

const duplicates: Row = {
  title: "the same reference several times",
  check: async (subject) => {
    const [one, two] = whole(subject) as [Linked, Linked];
    const references = [one, two, one, one, two].map(({ id }) => ({ id }));
    const { users, errors } = await subject.route.entities(references, "id email");
    equal(errors, []);
    equal(
      users.map((user) => user?.email),
      [one, two, one, one, two].map(({ email }) => email),
    );
  },
};

function size(title: string, countOf: (subject: Subject) => number): Row {
  return {
    title,
    check: async (subject) => {
      const { references, expected } = createBatch(subject, countOf(subject));
      const { users, errors } = await subject.route.entities(references, "id email");
      equal(errors, []);
      equal(
        users.map((user) => user?.email ?? null),
        expected,
      );
    },
  };
}

/** People by all of their keys and, from some size on, unknown ids, shuffled. */
function createBatch(subject: Subject, count: number) {
  const known = whole(subject).flatMap((person) =>
    allKeys.map((key) => ({ reference: toReference(person, key), email: person.email as string | null })),
  );
  const missing = Array.from({ length: Math.max(0, count - known.length) }, (_, index) => ({
    reference: { id: `019b76da-a800-78a8-a133-fff${String(index).padStart(9, "0")}` } as Reference,
    email: null,
  }));
  const batch = shuffle([...known.slice(0, count), ...missing], createRandom(subject.extent.seed));
  return { references: batch.map(({ reference }) => reference), expected: batch.map(({ email }) => email) };
}

/** The same items in another order. */
function shuffle<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

const stub: Row = {
  title: "keys alone cost no call to a provider",
  check: async (subject) => {
    const people = whole(subject).slice(0, 50);
    await subject.lab.emulators.reset();
    const { users, errors } = await subject.route.entities(
      people.map(({ id }) => ({ id })),
      "id nexusUserId",
    );
    equal(errors, []);
    equal(
      users.map((user) => user?.nexusUserId),
      people.map(({ nexusUserIds }) => nexusUserIds[0]),
    );
    ok((await subject.lab.emulators.countCalls()) === 0, "a provider was called");
  },
};

export const references: RowGroup = {
  title: "References",
  rows: [
    ...allKeys.map(byKey),
    mixed,
    unknownKeys,
    malformed,
    nullKey,
    duplicates,
    size("no reference", () => 0),
    size("1 reference", () => 1),
    size("101 references, shuffled", () => 101),
    size("the largest batch, shuffled", ({ extent }) => extent.references),
    stub,
  ],
};
