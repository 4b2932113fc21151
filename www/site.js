// The language of the page: its words, its links and its form follow the one chosen in the head.
// The English words stand in the pages themselves; without this script they are simply read in English.
import { WORDS } from "./words.js";

const said = [];
for (const element of document.querySelectorAll("[data-say], [data-say-alt], [data-say-label]")) {
  const { say, sayAlt, sayLabel } = element.dataset;
  if (say) said.push({ element, key: say, property: "textContent", english: element.textContent });
  if (sayAlt) said.push({ element, key: sayAlt, property: "alt", english: element.alt });
  if (sayLabel) said.push({ element, key: sayLabel, property: "ariaLabel", english: element.ariaLabel });
}

function speak(language) {
  const words = WORDS[language];
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const { element, key, property, english } of said) {
    const word = words ? words[key] : english;
    if (word === undefined) console.error(`words.js has no ${language} for ${key}`);
    element[property] = word ?? english;
  }
  for (const form of document.querySelectorAll("intake-form")) form.lang = language;
  for (const link of document.querySelectorAll(".languages a")) {
    if (link.lang === language) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const link of document.querySelectorAll('a[href^="/"]')) {
    const url = new URL(link.href);
    if (language === "en") url.searchParams.delete("lang");
    else url.searchParams.set("lang", language);
    link.href = url.pathname + url.search;
  }
}

// In place: a form that is half filled in stays as it is.
for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    speak(link.lang);
  });
}

const asked = new URLSearchParams(location.search).get("lang");
if (asked && Object.hasOwn(WORDS, asked)) speak(asked);
