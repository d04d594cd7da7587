/**
 * The page's own style: the playground fills what is left of the window, and on a phone its parts lie below each other. Without
 * the first rule, a tab moves aside under the press of the mouse, which loses the click.
 */
export const style = `
.graphiql-tab { transform: none !important; }
body { display: flex; flex-direction: column; height: 100dvh; }
#root { flex: 1; min-height: 26rem; position: relative; overflow: clip; }
#root .graphiql-container { height: 100%; width: 100%; }
#root .graphiql-logo { white-space: nowrap; }
@media (max-width: 700px) {
  body { display: block; height: auto; }
  #root .graphiql-container { flex-direction: column; height: auto; }
  #root .graphiql-sidebar { flex-direction: row; width: 100%; overflow-x: auto; padding-block: 0; }
  #root .graphiql-sessions { margin: 0 8px 8px; max-height: none; }
  #root #graphiql-session { flex-direction: column; gap: 8px; }
  #root #graphiql-session > div { flex: none !important; width: 100%; height: 32rem; }
  #root #graphiql-session > .graphiql-horizontal-drag-bar, #root .graphiql-logo { display: none; }
}
`;

/**
 * Starts GraphiQL. Visitors who come back find their tabs with the headers of this page, whatever was in the pane: tokens
 * of another hour, or of a sandbox that is gone, are of no use. GraphiQL opens the tab with the query of the address and the
 * stored variables and headers, or else a new one; it stores them late and apart from the tabs, so here they are made to agree.
 */
export const startScript = `
{
  const { variables, titled, options, ...start } = JSON.parse(document.getElementById("start").textContent);
  let headers = start.headers;
  const byTitle = new Map(titled);
  const store = (name, text) => text === null ? localStorage.removeItem(name) : localStorage.setItem(name, text);
  const state = JSON.parse(localStorage.getItem("graphiql:tabState"));
  if (state === null) store("graphiql:variables", variables);
  else {
    for (const tab of state.tabs) tab.headers = byTitle.get(tab.title) ?? headers;
    store("graphiql:tabState", JSON.stringify(state));
    const query = new URLSearchParams(location.search).get("query") || localStorage.getItem("graphiql:query");
    const likely = [state.tabs[state.activeTabIndex], ...state.tabs];
    const open = likely.find((tab) => (tab?.query ?? "") === (query ?? ""));
    if (open) store("graphiql:variables", open.variables);
    headers = open?.headers ?? headers;
  }
  store("graphiql:headers", headers);
  YogaGraphiQL.renderYogaGraphiQL(document.getElementById("root"), options);
}
`;
