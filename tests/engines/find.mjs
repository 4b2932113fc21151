// What a page shows, by role and name, in any engine: one function that is sent into the page.
// It looks into the form's shadow root as a person does, who knows nothing of it.

/** The source of a function `(question, given) => answer` in the page. */
export const LOOK = String(function look(question, given) {
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  function* all(root) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* all(element.shadowRoot);
    }
  }
  const INPUTS = { radio: "radio", checkbox: "checkbox", file: "file", submit: "button", button: "button", number: "spinbutton", range: "slider" };
  const TAGS = { BUTTON: "button", SELECT: "combobox", TEXTAREA: "textbox", FIELDSET: "group", SUMMARY: "summary", OPTION: "option" };
  const role = (element) => {
    if (element.getAttribute("role")) return element.getAttribute("role");
    if (element.tagName === "INPUT") return INPUTS[element.type] ?? "textbox";
    if (element.tagName === "A") return element.hasAttribute("href") ? "link" : "";
    return /^H[1-6]$/.test(element.tagName) ? "heading" : TAGS[element.tagName] ?? "";
  };
  const texts = (element, ids) => clean(ids.split(/\s+/).map((id) => element.getRootNode().getElementById(id)?.textContent ?? "").join(" "));
  const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return texts(element, by);
    if (element.getAttribute("aria-label")) return clean(element.getAttribute("aria-label"));
    // A hint inside a label belongs to the description.
    if (element.labels?.length) return clean([...element.labels].map((label) => [...label.childNodes].filter((node) => !node.classList?.contains("hint")).map((node) => node.textContent).join("")).join(" "));
    if (element.tagName === "FIELDSET") return clean(element.querySelector("legend")?.textContent);
    return clean(element.textContent);
  };
  const shown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;
  const fits = (text, [pattern, flags]) => new RegExp(pattern, flags).test(text);
  const inside = (outer, element) => {
    for (let at = element; at; at = at.parentNode ?? at.host) if (at === outer) return true;
    return false;
  };
  const found = (wanted) => {
    const around = wanted.within && found({ role: "group", name: wanted.within });
    if (wanted.within && !around) return null;
    for (const element of all(document)) {
      if (role(element) !== wanted.role || !shown(element)) continue;
      if (around && !inside(around, element)) continue;
      if (fits(name(element), wanted.name)) return element;
    }
    return null;
  };
  const focus = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
  switch (question) {
    case "element": return found(given);
    case "state": {
      const element = found(given);
      if (!element) return null;
      const described = element.getAttribute("aria-describedby");
      return { value: element.value ?? null, checked: element.checked ?? null, invalid: element.getAttribute("aria-invalid"), described: described ? texts(element, described) : "" };
    }
    case "focus": {
      const element = focus();
      return element && { role: role(element), name: name(element), text: clean(element.textContent) };
    }
    case "text": {
      const form = document.querySelector("intake-form");
      return clean(form?.shadowRoot?.textContent);
    }
    case "answers": return document.querySelector("intake-form")?.answers ?? null;
    case "faults": return window.faults ?? ["the page's own watch is missing"];
    default: throw new Error(question);
  }
});
