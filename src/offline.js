// A page with forms that works for weeks without a network. One file with two roles: in the page, as
//
//     <script src="/intake-offline.js" defer></script>
//
// and as the service worker that it registers for that page. Kept are the page, what it is made of, its forms, and all that
// the widget may ask for. What was fetched together is served together: a newer set waits beside the one in use until no page is in the
// middle of a form, and takes its place when a page is opened, or between two persons.
(() => {
  /** What has a hash of its bytes in its name, as the widget's loader names it. */
  const HASHED = /intake-form-[\w-]*[\da-f]{12}\.(?:json|js|css|wasm)/g;
  const NAME = "intake-offline";
  /** What makes another page of an address: sites without readable addresses have such names. All else in a query is the page's own affair. */
  const MAKES = /^(?:p|page|page_id|id|q|route|option|view|itemid)$/i;
  const pageOf = (url) => {
    const { origin, pathname, searchParams } = new URL(url);
    const query = new URLSearchParams([...searchParams].filter(([name]) => MAKES.test(name)));
    return `${origin}${pathname}${`${query}` && `?${query}`}`;
  };
  if (typeof document === "undefined") serve();
  else beside();

  // The service worker. Its state: `{ current, digest, next, nextDigest, previous, checked }`, names of caches and when it was last compared.
  function serve() {
    const { scope } = registration;
    const name = `${NAME} ${scope}`;
    const place = new URL(`${NAME}-state`, scope).href;
    let running;

    const read = async () => {
      const found = await (await caches.open(name)).match(place);
      return found ? found.json() : {};
    };
    const write = async (state) => (await caches.open(name)).put(place, new Response(JSON.stringify(state)));

    addEventListener("install", () => skipWaiting());
    addEventListener("activate", (event) => event.waitUntil(clients.claim()));
    addEventListener("message", (event) => {
      const { keep, need = keep } = event.data ?? {};
      if (!Array.isArray(keep)) return;
      running ??= update(keep, need).catch(fail).finally(() => { running = undefined; });
      event.waitUntil(running.then(async (failed) => {
        const { current, next, checked } = await read();
        event.source?.postMessage({ intakeOffline: { ready: Boolean(current), next: Boolean(next), checked }, failed });
      }));
    });
    // That there is no network is nothing to tell the page's author.
    const fail = (error) => (error instanceof TypeError ? console.warn(`${NAME}:`, error) : error.message);
    addEventListener("fetch", (event) => {
      const { method, url } = event.request;
      if (method === "GET" && /^https?:/.test(url)) event.respondWith(answer(event.request));
    });

    async function answer(request) {
      if (request.mode === "navigate") await promote().catch(() => {});
      const { current, previous } = await read().catch(() => ({}));
      for (const one of [current, previous]) {
        const found = one && await find(await caches.open(one), request);
        if (found) return found;
      }
      return fetch(request);
    }

    // A page is the same whatever else it is asked with, and so is what has a hash.
    async function find(cache, request) {
      const exact = await cache.match(request, { ignoreVary: true });
      if (exact || !(request.mode === "navigate" || request.url.match(HASHED))) return exact;
      return cache.match(request.mode === "navigate" ? pageOf(request.url) : request.url.split(/[?#]/)[0], { ignoreVary: true });
    }

    // The newer set takes the place of the one in use, unless somebody is in the middle of a form.
    async function promote() {
      if (!(await read()).next) return;
      const change = async (lock) => {
        const { current, next, nextDigest, checked } = await read();
        if (!lock || !next) return;
        await write({ current: next, digest: nextDigest, previous: current, checked });
        for (const one of await caches.keys()) if (one.startsWith(`${name} `) && ![next, current].includes(one)) await caches.delete(one);
      };
      if (navigator.locks) await navigator.locks.request(name, { ifAvailable: true }, change);
      else if (!(await clients.matchAll({ type: "window" })).length) await change(true);
    }

    // `need` of what is to be kept are the parts without which nothing works. The page does without a picture that is not there.
    async function update(keep, need) {
      const fetched = new Map();
      await Promise.all(keep.map(async (url) => {
        try {
          fetched.set(url, await whole(await get(url)));
        } catch (error) {
          // What another site won't hand out can't be kept either.
          const missing = error.status >= 400 && error.status < 500 && !need.includes(url);
          if (new URL(url).origin === location.origin && !missing) throw error;
        }
      }));
      // The loader names the other files.
      const hashed = new Set();
      for (const [url, { bytes }] of fetched) {
        if (!/\.js$/.test(new URL(url).pathname)) continue;
        for (const file of new TextDecoder().decode(bytes).match(HASHED) ?? []) hashed.add(new URL(file, url).href);
      }
      const digest = await digestOf(fetched, hashed);
      const state = await read();
      const checked = Date.now();
      if (digest === state.digest) return write({ ...state, next: undefined, nextDigest: undefined, checked });
      if (digest === state.nextDigest) return write({ ...state, checked });
      const next = `${name} ${digest}`;
      const cache = await caches.open(next);
      try {
        const before = state.current && await caches.open(state.current);
        for (const url of hashed) {
          if (await cache.match(url)) continue;
          const there = await before?.match(url, { ignoreVary: true });
          await cache.put(url, there ?? response(await whole(await get(url))));
        }
        for (const [url, one] of fetched) await cache.put(url, response(one));
      } catch (error) {
        await caches.delete(next);
        throw error;
      }
      // The first set has nothing to take the place of.
      if (!state.current) return write({ current: next, digest, checked });
      await write({ ...state, next, nextDigest: digest, checked });
    }

    async function get(url) {
      const found = await fetch(url, { cache: "no-cache", credentials: new URL(url).origin === location.origin ? "same-origin" : "omit" });
      if (!found.ok) throw Object.assign(new Error(`${found.status} ${url}`), { status: found.status });
      return found;
    }

    const whole = async (found) => ({ headers: found.headers, bytes: await found.arrayBuffer() });

    // Not as it came: one that was redirected would not be taken for a page.
    function response({ headers, bytes }) {
      const own = new Headers(headers);
      // It is unpacked already.
      own.delete("content-encoding");
      own.delete("content-length");
      return new Response(bytes, { headers: own });
    }

    async function digestOf(fetched, hashed) {
      const parts = [...hashed].sort();
      for (const url of [...fetched.keys()].sort()) parts.push(url, hex(await crypto.subtle.digest("SHA-256", fetched.get(url).bytes)));
      return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\n"))));
    }

    const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // The page: it says what is to be kept, and when somebody is in the middle of a form.
  function beside() {
    const WORDS = {
      en: ["Getting ready to work without a network. Keep this page open.", "This page works without a network. Last checked: {time}.", "This browser can’t keep this page for a day without a network."],
      sv: ["Förbereder för att fungera utan nät. Låt sidan vara öppen.", "Sidan fungerar utan nät. Senast kontrollerad: {time}.", "Webbläsaren kan inte spara sidan för en dag utan nät."],
      pl: ["Przygotowanie do pracy bez sieci. Nie zamykaj tej strony.", "Ta strona działa bez sieci. Ostatnio sprawdzono: {time}.", "Ta przeglądarka nie może zachować strony na dzień bez sieci."],
      es: ["Preparándose para funcionar sin red. No cierre esta página.", "Esta página funciona sin red. Última comprobación: {time}.", "Este navegador no puede guardar esta página para un día sin red."],
      ar: ["جارٍ التحضير للعمل من دون شبكة. يُرجى إبقاء هذه الصفحة مفتوحة.", "تعمل هذه الصفحة من دون شبكة. آخر تحقق: {time}.", "لا يستطيع هذا المتصفح حفظ هذه الصفحة ليوم من دون شبكة."],
      uk: ["Підготовка до роботи без мережі. Не закривайте цю сторінку.", "Ця сторінка працює без мережі. Остання перевірка: {time}.", "Цей браузер не може зберегти цю сторінку на день без мережі."],
    };
    const OVER = ["sent", "taken", "waiting"];
    const HOUR = 3_600_000;
    const { src } = document.currentScript;
    const scope = pageOf(location.href);
    const name = `${NAME} ${scope}`;
    let now;

    function say() {
      const tag = document.documentElement.lang || navigator.language;
      const base = tag.split("-")[0];
      const [soon, ready, never] = WORDS[base] ?? WORDS.en;
      const time = now?.checked && new Intl.DateTimeFormat(WORDS[base] ? tag : "en", { dateStyle: "long", timeStyle: "short" }).format(now.checked);
      const text = now === null ? never : now?.ready ? ready.replace("{time}", time) : soon;
      for (const node of document.querySelectorAll("[data-offline-status]")) if (node.textContent !== text) node.textContent = text;
      if (now) document.dispatchEvent(new CustomEvent("intake-offline", { detail: now }));
    }

    // Nothing is replaced while this is held, in whichever tab. It goes with the page.
    let free;
    const begin = () => {
      if (free) return;
      const over = new Promise((resolve) => { free = resolve; });
      navigator.locks?.request(name, { mode: "shared" }, () => over);
    };
    const end = () => {
      free?.();
      free = undefined;
    };
    document.addEventListener("intake-change", begin);
    document.addEventListener("intake-status", ({ detail }) => OVER.includes(detail.status) && end());
    // Between two persons is the time for what is newer.
    let due;
    document.addEventListener("intake-finish", () => {
      end();
      due = now?.next;
      if (due) setTimeout(() => location.reload());
    });
    // The form that is drawn meanwhile goes back over the steps of the last person, which stops what was begun: before it is whole, or after.
    const again = () => due && location.reload();
    document.addEventListener("intake-ready", again);
    addEventListener("popstate", again, true);

    const workers = navigator.serviceWorker;
    if (!workers || !globalThis.caches) {
      now = null;
      return void say();
    }
    const whole = (text) => new URL(text, document.baseURI).href.split("#")[0];
    function keep() {
      const all = new Set([scope, src]);
      for (const node of document.querySelectorAll("script[src], link[rel~=stylesheet], link[rel~=icon], link[rel~=manifest], img[src], intake-form[src]")) {
        all.add(whole(node.getAttribute("src") ?? node.getAttribute("href")));
      }
      for (const node of document.querySelectorAll("[data-offline]")) {
        for (const text of node.dataset.offline.split(/\s+/).filter(Boolean)) all.add(whole(text));
      }
      return [...all].filter((url) => /^https?:/.test(url));
    }
    // The page, its scripts and its forms, and what the page's author names.
    function need() {
      const scripts = [...document.querySelectorAll("script[src], intake-form[src]")].map((node) => whole(node.getAttribute("src")));
      const named = [...document.querySelectorAll("[data-offline]")].flatMap((node) => node.dataset.offline.split(/\s+/).filter(Boolean).map(whole));
      return [scope, src, ...scripts, ...named];
    }
    const look = async () => (await workers.ready).active?.postMessage({ keep: keep(), need: need() });
    workers.addEventListener("message", ({ data }) => {
      if (!data?.intakeOffline) return;
      if (data.failed) console.warn(`${NAME}: not kept, because of ${data.failed}`);
      now = data.intakeOffline;
      say();
    });
    addEventListener("online", look);
    document.addEventListener("visibilitychange", () => document.hidden || look());
    setInterval(look, HOUR);
    const { trustedTypes } = globalThis;
    const address = trustedTypes ? trustedTypes.createPolicy(NAME, { createScriptURL: (text) => text }).createScriptURL(src) : src;
    say();
    workers.register(address, { scope, updateViaCache: "none" }).then(() => {
      // For weeks, also where the device runs short of room.
      navigator.storage?.persist?.().catch(() => {});
      return look();
    }).catch((error) => {
      // Without a network it can't be compared, and goes on as it is.
      if (workers.controller) return look();
      console.error("intake-offline:", error);
      now = null;
      return say();
    });
  }
})();
