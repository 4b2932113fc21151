// What assistive technology is told of a page: role, name, description and states of everything in it, as text.

/** Which states a person hears of, as `name` or `name=value`. */
const STATES = ["value", "checked", "expanded", "invalid", "required", "disabled", "readonly", "multiselectable", "level", "busy", "live"];
/** Roles that say nothing themselves. */
const SILENT = new Set(["InlineTextBox", "none", "generic", "GenericContainer", "LayoutTable", "Abbr"]);

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
  const shown = !node.ignored && !SILENT.has(role);
  // A text that only repeats the name of what it stands in.
  if (role === "StaticText" && node.name?.value.trim() === byId.get(node.parentId)?.name?.value?.trim()) return;
  if (role === "StaticText" && !node.name?.value.trim()) return;
  if (shown) lines.push("  ".repeat(depth) + line(node, role));
  // What a field holds is said with it; what the live region says comes and goes.
  if (role === "textbox" || role === "status") return;
  for (const id of node.childIds ?? []) {
    const child = byId.get(id);
    if (child) write(child, depth + (shown ? 1 : 0), byId, lines);
  }
}

function line(node, role) {
  const name = node.name?.value ? ` ${JSON.stringify(node.name.value.trim())}` : "";
  const states = [];
  if (node.description?.value) states.push(`description=${JSON.stringify(node.description.value.trim())}`);
  if (node.value?.value !== undefined && node.value.value !== "") states.push(`value=${JSON.stringify(String(node.value.value))}`);
  for (const { name, value } of node.properties ?? []) {
    if (!STATES.includes(name) || value.value === false || value.value === "false" || value.value === undefined) continue;
    states.push(value.value === true || value.value === "true" ? name : `${name}=${value.value}`);
  }
  const called = { StaticText: "text", LabelText: "label" }[role] ?? role;
  return `${called}${name}${states.length ? ` [${states.join(", ")}]` : ""}`;
}
