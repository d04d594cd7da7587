/** What the neighbours know of a person: the keys by which they refer to them, and nothing else. */
export interface Customer {
  readonly id: string;
  /** Null for people without an account at Auth0. */
  readonly auth0UserId: string | null;
}

interface SandboxPerson {
  readonly id: string | null;
  readonly auth0UserIds: readonly string[];
}

/** The sample people of a sandbox that are in its directory. */
export async function fetchCustomers(origin: string): Promise<readonly Customer[]> {
  const response = await fetch(`${origin}/sandbox/people`, { headers: { accept: "application/json" } });
  const { people } = (await response.json()) as { people: readonly SandboxPerson[] };
  return people.flatMap(({ id, auth0UserIds }) =>
    id === null ? [] : [{ id, auth0UserId: auth0UserIds[0] ?? null }],
  );
}
