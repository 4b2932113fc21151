// The page at /assist/: which form, in which language. The page speaks the worker's language, a form the person's.
(() => {
  const WORDS = { en: ["Forms", "All forms", "Language of the person"], sv: ["Formulär", "Alla formulär", "Personens språk"], pl: ["Formularze", "Wszystkie formularze", "Język tej osoby"], es: ["Formularios", "Todos los formularios", "Idioma de la persona"], ar: ["النماذج", "كل النماذج", "لغة الشخص"], uk: ["Форми", "Усі форми", "Мова людини"] };
  const html = document.documentElement;
  const own = navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => WORDS[tag]) ?? "en";
  const [title, all, whose] = WORDS[own];
  html.lang = own;
  html.dir = own === "ar" ? "rtl" : "ltr";
  const heading = document.querySelector("h1");
  const list = document.querySelector("ul");
  const links = [...list.querySelectorAll("a")];
  const forms = new Map(links.map((link) => [link.dataset.form, JSON.parse(link.dataset.languages)]));
  const near = (languages, wanted) => languages.find(([tag]) => tag === wanted) ?? languages.find(([tag]) => tag.split("-")[0] === wanted) ?? languages[0];
  const name = (text) => { document.title = heading.textContent = text; };
  for (const link of links) {
    const [tag, , dir, text] = near(forms.get(link.dataset.form), own);
    [link.lang, link.dir, link.textContent] = [tag, dir, text];
  }
  const wanted = new URLSearchParams(location.search).get("form") ?? (forms.size === 1 ? [...forms.keys()][0] : undefined);
  const languages = forms.get(wanted);
  if (!languages) return name(title);

  list.hidden = true;
  const form = document.createElement("intake-form");
  const set = (attributes) => Object.entries(attributes).forEach(([key, value]) => form.setAttribute(key, value));
  const speak = ([tag, , , text]) => {
    form.lang = tag;
    name(text);
    heading.lang = tag;
    heading.dir = near(languages, tag)[2];
    for (const button of nav.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.lang === tag));
  };
  const nav = document.createElement("nav");
  nav.setAttribute("aria-label", whose);
  for (const language of languages) {
    const [tag, text, dir] = language;
    const button = Object.assign(document.createElement("button"), { type: "button", lang: tag, dir, textContent: text });
    button.addEventListener("click", () => speak(language));
    nav.append(button);
  }
  set({ mode: "assisted", src: `/forms/${wanted}.json`, action: "/submissions" });
  speak(near(languages, own));
  heading.after(...(languages.length > 1 ? [nav] : []), form);
  if (forms.size > 1) {
    const back = Object.assign(document.createElement("a"), { href: "/assist/", textContent: all });
    const line = document.createElement("p");
    line.append(back);
    heading.before(line);
  }
})();
