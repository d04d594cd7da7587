import { personSeed, type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { toAuth0Record, toNexusIdentity, toNexusRecord } from "../../src/sandbox/records.js";

const contested = personSeed(900);

/** An Auth0 user that no user in the directory has, and whom every rival's Nexus user claims to be. */
export const contestedSubject = contested.auth0UserId;

/** The contested Auth0 user, and so many users who are linked at Nexus alone. */
export function createRivals(count: number): readonly SamplePerson[] {
  const owner = toPerson(contested, {
    slug: "contested",
    about: "At Auth0, and not yet in the directory.",
    auth0: [toAuth0Record(contested)],
    links: [],
  });
  return [owner, ...Array.from({ length: count }, (_, index) => rival(901 + index))];
}

function rival(index: number): SamplePerson {
  const seed = personSeed(index);
  return toPerson(seed, {
    slug: `rival-${index}`,
    about: "At Nexus, which asserts the contested Auth0 user.",
    nexus: [toNexusRecord(seed, { identities: [toNexusIdentity(contested)] })],
  });
}
