import { roles } from "./issuer/roles.js";
import { outages, providerNames } from "./outages.js";

interface PanelOptions {
  /** Whether the service accepts the sandbox's tokens. */
  readonly hasTokens: boolean;
}

/** What stands above the playground: who asks, what to try and what to break. */
export function renderPanel({ hasTokens }: PanelOptions): {
  readonly html: string;
  readonly style: string;
  readonly script: string;
} {
  const html = `<details id="welcome" open>
<summary><b>Welcome to the sandbox:</b> who asks, what to try, what to break</summary>
<div class="columns">
${hasTokens ? toCaller() : ""}
<section>
<h2>What to try</h2>
<ul>
<li><button type="button" data-tab="UserProfile">UserProfile</button> one person, from three providers
<li><button type="button" data-tab="UserIdentities">UserIdentities</button> what each provider holds
<li><button type="button" data-tab="UpdateUser">UpdateUser</button> what a change would do; nothing is written
</ul>
<p>The names open a tab. Everyone who is in the sandbox: <a href="/sandbox/people">sample people</a></p>
</section>
<section>
<h2>What to break</h2>
${providerNames.map(toSwitch).join("\n")}
<ul>
<li>Down, for a person read before: <code>STALE</code>. For one never read: <code>UNAVAILABLE</code>. Answers are kept for ten seconds.
<li>Nexus loses changes: run UpdateUser without <code>dryRun</code>. The outcome is <code>PENDING</code>; follow its
<code>writeId</code> with <button type="button" data-tab="IdentityWrite">IdentityWrite</button>.
</ul>
</section>
</div>
</details>
<p id="welcome-status" role="status"></p>`;
  return { html, style, script };
}

function toCaller(): string {
  const options = roles.map((role) => `<option value="${role}">${role}</option>`);
  return `<section>
<h2>Who asks</h2>
<label>Send as <select id="role"><option value="">the tab’s caller, see Headers</option>
${options.join("")}<option value="nobody">nobody: no token</option></select></label>
<p><b>person</b> reads and changes their own profile, <b>support</b> reads everybody, <b>administrator</b> and <b>machine</b> do everything.</p>
</section>`;
}

const labels = { auth0: "Auth0", cognito: "Cognito", nexus: "Nexus" };

function toSwitch(provider: (typeof providerNames)[number]): string {
  const options = Object.entries(outages).map(([name, text]) => `<option value="${name}">${text}</option>`);
  return `<label>${labels[provider]} <select data-provider="${provider}">${options.join("")}</select></label>`;
}

const style = `
:root { color-scheme: light dark; }
#welcome, #welcome-status { margin: 0; padding: .4rem 1rem; font: 14px/1.45 system-ui, sans-serif; background: Canvas; color: CanvasText; }
#welcome summary { cursor: pointer; padding: .25rem 0; }
#welcome .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: .25rem 2rem; }
#welcome h2 { font-size: 1em; margin: .4rem 0 .2rem; }
#welcome p { margin: .3rem 0; }
#welcome ul { margin: .3rem 0; padding-left: 1.1rem; }
#welcome label { display: inline-grid; margin: 0 .8rem .3rem 0; }
#welcome select, #welcome button { font: inherit; color: inherit; background: Canvas; border: 1px solid #888; border-radius: 4px; padding: .1rem .3rem; max-width: 100%; }
#welcome [data-provider] { width: 7.5rem; }
#welcome button { cursor: pointer; }
#welcome :focus-visible { outline: 2px solid; outline-offset: 2px; }
#welcome-status { padding-top: 0; border-bottom: 1px solid #8886; }
#welcome-status:empty { display: none; }
`;

/** Keeps itself apart from GraphiQL: it gives requests another token, opens tabs by their title, and sets the providers' faults. */
const script = `
{
  const welcome = document.getElementById("welcome");
  const status = document.getElementById("welcome-status");
  const switches = [...document.querySelectorAll("[data-provider]")];
  welcome.open = localStorage.getItem("welcome") !== "closed";
  welcome.addEventListener("toggle", () => localStorage.setItem("welcome", welcome.open ? "open" : "closed"));

  const send = window.fetch;
  const role = document.getElementById("role");
  let token;
  window.fetch = async (input, init = {}) => {
    const isQuery = new URL(input.url ?? input, location).pathname === "/graphql";
    if (!isQuery || !role?.value) return send(input, init);
    const headers = new Headers(init.headers);
    headers.delete("authorization");
    if (role.value !== "nobody") headers.set("authorization", "Bearer " + await token);
    return send(input, { ...init, headers });
  };
  role?.addEventListener("change", () => {
    const isRole = role.value !== "" && role.value !== "nobody";
    token = isRole ? send("/sandbox/token/" + role.value).then((answer) => answer.text()) : undefined;
    status.textContent = role.value ? "Every tab now asks as " + role.value + "." : "Every tab asks as the caller in its headers.";
  });

  const show = (states) => {
    for (const each of switches) each.value = states[each.dataset.provider] ?? "";
  };
  const read = (options) => send("/sandbox/outages", options).then((answer) => answer.json());
  void read({ headers: { accept: "application/json" } }).then(show);
  for (const each of switches)
    each.addEventListener("change", async () => {
      const body = JSON.stringify({ provider: each.dataset.provider, outage: each.value });
      show(await read({ method: "POST", headers: { "content-type": "application/json" }, body }));
      status.textContent = each.labels[0].firstChild.textContent.trim() + " " + each.selectedOptions[0].text +
        ". Answers of the last ten seconds are still in memory.";
    });

  welcome.addEventListener("click", ({ target }) => {
    const title = target.closest("[data-tab]")?.dataset.tab;
    if (title === undefined) return;
    const tab = document.querySelector('.graphiql-tab-button[title="' + title + '"]');
    status.textContent = tab ? title + " is open. Run it with the pink button." : "The tab " + title + " was closed.";
    tab?.click();
    tab?.scrollIntoView({ inline: "center" });
  });
}
`;
