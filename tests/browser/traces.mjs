// What a browser has kept of a person: looked for everywhere that a page, or the next person at it, can look.

/**
 * Where one of these words stands: in what is shown or typed, also behind shadow roots; in the storages, databases (also
 * in their bytes), caches and cookies; in the history's entry, the address, the title; in autofill attributes.
 */
export async function traces(page, words) {
  const places = await page.evaluate(collect);
  places.cookies = JSON.stringify(await page.context().cookies());
  return within(places, words);
}

/** The same of what `collect` has gathered in a page. */
export function within(places, words) {
  return Object.entries(places).flatMap(([place, text]) => (
    words.filter((word) => text.toLowerCase().includes(word.toLowerCase())).map((word) => `${word} in ${place}`)));
}

export async function collect() {
  const decode = new TextDecoder();
  const bytes = (value) => (value instanceof ArrayBuffer ? decode.decode(value) : decode.decode(value.buffer ?? value));
  const text = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return bytes(value);
    if (value instanceof Map) return [...value].map(([key, item]) => `${text(key)} ${text(item)}`).join(" ");
    if (Array.isArray(value)) return value.map(text).join(" ");
    if (value && typeof value === "object") return Object.keys(value).map((key) => `${key} ${text(value[key])}`).join(" ");
    return String(value);
  };
  const dom = [];
  const walk = (root) => {
    dom.push(root.innerHTML ?? root.documentElement?.innerHTML ?? "");
    for (const node of root.querySelectorAll("*")) {
      if ("value" in node && typeof node.value === "string") dom.push(node.value);
      if (node.shadowRoot) walk(node.shadowRoot);
      if (node.localName === "intake-form") dom.push(JSON.stringify(node.answers) ?? "", JSON.stringify(node.outcome) ?? "", node.files.map(({ name }) => name).join(" "));
    }
  };
  walk(document);
  const databases = [];
  for (const { name } of await indexedDB.databases?.() ?? [{ name: "intake-form" }, { name: "intake-form-drafts" }]) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
    for (const store of database.objectStoreNames) {
      const request = database.transaction(store).objectStore(store).getAll();
      const all = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = reject;
      });
      databases.push(text(all));
    }
    database.close();
  }
  const cached = [];
  for (const name of await globalThis.caches?.keys() ?? []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) cached.push(request.url, await (await cache.match(request)).text());
  }
  return {
    dom: dom.join("\n"), storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]), database: databases.join("\n"), cache: cached.join("\n"),
    history: JSON.stringify(history.state) ?? "", address: location.href, title: document.title,
  };
}
