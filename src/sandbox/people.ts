import { edgePeople } from "./edge-people.js";
import { personSeed, type SamplePerson, toPerson } from "./person.js";
import { toAuth0Record, toCognitoRecord, toNexusRecord } from "./records.js";

/**
 * The sample people: first those who each represent one case, then people at all three providers, up to `count`.
 *
 * @param count the sandbox uses 200; benchmarks use more
 */
export function createPeople(count = 200): readonly SamplePerson[] {
  const edges = edgePeople().slice(0, count);
  const others = Array.from({ length: count - edges.length }, (_, offset) =>
    everywhere(edges.length + offset),
  );
  return [...edges, ...others];
}

/** A person with one active identity at each provider. */
function everywhere(index: number): SamplePerson {
  const seed = personSeed(index);
  return toPerson(seed, {
    slug: `person-${index}`,
    about: "One identity at each provider.",
    auth0: [toAuth0Record(seed)],
    cognito: [toCognitoRecord(seed)],
    nexus: [toNexusRecord(seed)],
  });
}
