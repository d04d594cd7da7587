import type { SamplePerson } from "../../src/sandbox/person.js";

/** The sample person of this slug. */
export function personCalled(slug: string, people: readonly SamplePerson[]): SamplePerson {
  const person = people.find((each) => each.slug === slug);
  if (person === undefined) throw new Error(`there is no sample person ${slug}`);
  return person;
}
