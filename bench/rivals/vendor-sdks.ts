/** The vendors' SDKs called directly: POST a list of people, answered with 204 when every identity of theirs was read. */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { Person } from "../emulators.ts";
import { listen } from "./announce.ts";
import { openVendors } from "./vendors.ts";

const vendors = await openVendors();

const server = createServer(async (request, response) => {
  const people = JSON.parse(await text(request)) as readonly Person[];
  const [auth0, cognito, nexus] = await Promise.all([
    vendors.auth0Users(people.map(({ auth0UserId }) => auth0UserId)),
    readCognito(people),
    vendors.nexusUsers(people.map(({ nexusUserId }) => nexusUserId)),
  ]);
  const isComplete = [auth0.size, cognito.length, nexus.size].every((size) => size === people.length);
  response.writeHead(isComplete ? 204 : 500).end();
});
await listen(server);

/** As many calls at once as the service makes by default, which the SDK's own pool of sockets allows too. */
async function readCognito(people: readonly Person[]): Promise<readonly unknown[]> {
  const waiting = [...people];
  const found: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) {
      const identity = { provider: "COGNITO", realm: person.userPoolId, subject: person.cognitoSub };
      found.push(await vendors.cognitoUser(identity));
    }
  };
  await Promise.all(Array.from({ length: 50 }, work));
  return found;
}
