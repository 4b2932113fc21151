// What assistive technology is told of a page: role, name, description and states of everything in it, as text.

/** Which states a person hears of, as `name` or `name=value`. */
const STATES = ["value", "checked", "selected", "expanded", "invalid", "required", "disabled", "readonly", "multiselectable", "level", "busy", "live"];
/** Roles that say nothing themselves. */
const SILENT = new Set(["InlineTextBox", "none", "generic", "GenericContainer", "LayoutTable", "Abbr", "MenuListPopup"]);

/** Roles of words that are read in one go, unless something else stands among them. */
const WORDS = new Set(["LabelText", "Legend", "paragraph", "listitem", "term", "definition", "link", "heading", "button"]);
const PHRASE = new Set(["StaticText", "strong", "emphasis", "InlineTextBox", "none", "generic", "ListMarker"]);

/** The accessibility tree of the page's main part, a line each, from Chromium's own tree. */
export async function tree(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Accessibility.enable");
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const main = nodes.find((node) => node.role?.value === "main");
  const lines = [];
  write(main, 0, byId, lines);
  return lines.join("\n");
}

function write(node, depth, byId, lines) {
  const role = node.role?.value ?? "none";
  if (role === "StaticText") {
    let parent = byId.get(node.parentId);
    while (parent && SILENT.has(parent.role?.value)) parent = byId.get(parent.parentId);
    const text = node.name?.value.trim();
    // A text that only repeats the name or the value of what it stands in.
    if (!text || [parent?.name?.value, parent?.value?.value].some((own) => String(own ?? "").trim() === text)) return;
  }
  const shown = !node.ignored && !SILENT.has(role);
  const children = (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean);
  const phrase = WORDS.has(role) && isPhrase(children, byId) ? text(children, byId) : undefined;
  if (shown) lines.push("  ".repeat(depth) + line(node, role, phrase));
  // What a field holds is said with it; what the live region says comes and goes.
  if (role === "textbox" || role === "searchbox" || role === "status" || phrase !== undefined) return;
  for (const child of children) write(child, depth + (shown ? 1 : 0), byId, lines);
}

function isPhrase(nodes, byId) {
  return nodes.every((node) => PHRASE.has(node.role?.value) && isPhrase((node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean), byId));
}

function text(nodes, byId) {
  return nodes.map((node) => (node.role?.value === "StaticText" ? node.name.value : text((node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean), byId))).join(" ").replace(/\s+/g, " ").trim();
}

function line(node, role, phrase) {
  const words = node.name?.value?.trim() || phrase;
  const name = words ? ` ${JSON.stringify(words)}` : "";
  const states = [];
  if (node.description?.value) states.push(`description=${JSON.stringify(node.description.value.trim())}`);
  if (node.value?.value !== undefined && node.value.value !== "") states.push(`value=${JSON.stringify(String(node.value.value))}`);
  for (const { name, value } of node.properties ?? []) {
    if (!STATES.includes(name) || value.value === false || value.value === "false" || value.value === undefined) continue;
    states.push(value.value === true || value.value === "true" ? name : `${name}=${value.value}`);
  }
  const called = { StaticText: "text", LabelText: "label", Legend: "legend" }[role] ?? role;
  return `${called}${name}${states.length ? ` [${states.join(", ")}]` : ""}`;
}
