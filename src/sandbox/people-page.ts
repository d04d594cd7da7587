import { createHash } from "node:crypto";
import { type Role, roles } from "./issuer/roles.js";
import type { SamplePerson } from "./person.js";
import type { Sandbox } from "./sandbox.js";

interface PageOptions {
  /** Whether the service accepts the sandbox's tokens. */
  readonly hasTokens: boolean;
}

const permissions: Readonly<Record<Role, string>> = {
  person: "The sample person “everywhere”: reads and changes their own profile.",
  support: "Reads everybody, metadata included.",
  administrator: "Does everything.",
  machine: "Does everything; no person is behind it, so “me” is null.",
};

/** The sample people with their ids, the roles and the faults, as a page that loads nothing else. */
export function renderPeoplePage(
  { people, auth0, cognito, nexus }: Sandbox,
  { hasTokens }: PageOptions,
): { readonly html: string; readonly contentSecurityPolicy: string } {
  const providers = { Auth0: auth0.origin, Cognito: cognito.origin, Nexus: nexus.origin };
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sample people</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Sample people</h1>
<p>The sandbox emulates Auth0, Cognito and Nexus. Select a value to copy it. <a href="/">Playground</a> ·
The same as JSON: <code>curl http://…/sandbox/people</code></p>
<p id="status" role="status"></p>
${hasTokens ? toRoles() : ""}
${toFaults(providers)}
<h2 id="people">People</h2>
<label>Filter <input id="filter" type="search" autocomplete="off" placeholder="name, address, id or case"></label>
<div class="table" role="region" aria-labelledby="people" tabindex="0">
<table>
<thead><tr><th>Case</th><th>E-mail address</th><th>id</th><th>auth0UserId</th><th>cognitoSub</th><th>nexusUserId</th></tr></thead>
<tbody id="rows">
${people.map(toRow).join("\n")}
</tbody>
</table>
</div>
</main>
<script>${script}</script>
</body>
</html>
`;
  return { html, contentSecurityPolicy };
}

function toRoles(): string {
  const rows = roles.map(
    (role) => `<tr><th scope="row">${role}</th><td>${permissions[role]}</td>
<td><button type="button" data-token="${role}">Copy token</button></td></tr>`,
  );
  return `<h2 id="roles">Roles</h2>
<p>Send a token as <code>Authorization: Bearer …</code></p>
<div class="table" role="region" aria-labelledby="roles" tabindex="0"><table>${rows.join("\n")}</table></div>`;
}

function toFaults(providers: Readonly<Record<string, string>>): string {
  const rows = Object.entries(providers).map(([name, origin]) => {
    const faults = `${origin}/__sandbox/faults`;
    const down = `curl -X POST ${faults} -d '[{"kind":"status","status":503}]'`;
    return `<tr><th scope="row">${name}</th><td>${copy(down)}</td><td>${copy(`curl -X DELETE ${faults}`)}</td></tr>`;
  });
  return `<h2 id="faults">What to break</h2>
<p>Use the switches of the <a href="/">playground</a>, or paste into a terminal. A read of the last ten seconds is still answered from memory.</p>
<div class="table" role="region" aria-labelledby="faults" tabindex="0">
<table><thead><tr><th>Provider</th><th>Take the provider down</th><th>Bring it back</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

function toRow({ slug, about, email, userId, links, auth0, cognito, nexus }: SamplePerson): string {
  const cells = [
    links.length > 0 ? [userId] : [],
    auth0.map((record) => record.user_id),
    cognito.map(({ sub }) => sub),
    nexus.map(({ id }) => id),
  ];
  const ids = cells.map((values) => `<td>${values.map(copy).join(" ") || "–"}</td>`);
  return `<tr><td><b>${escapeHtml(slug)}</b><br>${escapeHtml(about)}</td><td>${copy(email)}</td>${ids.join("")}</tr>`;
}

/** A value that is copied when it is selected. */
function copy(value: string): string {
  const text = escapeHtml(value);
  return `<button type="button" data-copy="${text}" title="Copy">${text}</button>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 110rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; }
th, td { padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8886; }
.table { overflow-x: auto; }
button { font: .85rem ui-monospace, monospace; text-align: left; cursor: pointer; border: 1px solid #8886; border-radius: 4px;
  padding: .1rem .4rem; background: transparent; color: inherit; }
button:hover { background: #8883; }
:focus-visible { outline: 2px solid; outline-offset: 2px; }
#status { min-height: 1.5em; margin: 0; position: sticky; top: 0; background: Canvas; }
`;

const script = `
const status = document.getElementById("status");
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (button === null) return;
  const { copy, token } = button.dataset;
  const text = copy ?? (await (await window.fetch("/sandbox/token/" + token)).text());
  await navigator.clipboard.writeText(text);
  status.textContent = "Copied: " + (copy ?? "the token of " + token);
});
document.getElementById("filter").addEventListener("input", ({ target }) => {
  const text = target.value.toLowerCase();
  for (const row of document.querySelectorAll("#rows tr"))
    row.hidden = !row.textContent.toLowerCase().includes(text);
});
`;

/** The page runs its own script and asks this host for tokens; nothing else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src '${toHash(script)}'`,
  `style-src '${toHash(style)}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function toHash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
