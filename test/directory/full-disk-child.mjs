import { argv, stdout } from "node:process";

const [program, sqliteFile] = argv.slice(2);
const { openDirectory } = await import(`${program}/dist/directory/open-directory.js`);

// Registers identities until the store refuses, then goes on for a while; prints how it ended.
const outages = [];
const directory = await openDirectory({
  sqliteFile,
  onOutage: (error) => outages.push(error.cause.message),
});
const errors = new Set();
for (let count = 0; count < 2_000; count += 1) {
  const key = { provider: "AUTH0", realm: "tenant", subject: `auth0|${count}`.padEnd(200, "x") };
  const registration = { key, evidence: "FIRST_SEEN", assertedKeys: [] };
  await directory
    .register([registration])
    .catch((error) => errors.add(`${error.name}: ${error.cause?.message}`));
}
const isReady = await directory.ping().then(
  () => true,
  () => false,
);
const users = await directory.countUsers();
await directory.close();
stdout.write(JSON.stringify({ outages, errors: [...errors], isReady, hasUsers: users > 0 }));
