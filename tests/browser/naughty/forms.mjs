// The forms that the strings go through: one that is made of them, and one of a single question for the inbox's list.

const text = (name, label, more = {}) => ({ name, type: "text", label, record: true, ...more });
const frame = (name, title, more) => ({ formLanguage: 1, name, version: "1", defaultLanguage: "en", languages: ["en"], title, ...more });

/** A form with each of `words` as every text that a form has. */
export function whole(name, words) {
  const at = (i) => words[i % words.length];
  const service = (word, i) => ({
    name: word, description: at(i + 1), application_process: at(i + 2), fees_description: at(i + 3),
    url: `https://service.example/${i}?${word.replace(/\s/g, "")}`, email: "office@service.example",
    phones: [{ number: `+1 202-555-01${String(i).padStart(2, "0")} ${word.replace(/\d/g, "")}`, description: at(i + 4) }],
    addresses: [{ address_1: word, city: at(i + 5) }],
    required_documents: [{ document: at(i + 6) }],
    schedules: [{ byday: "MO", opens_at: "09:00", closes_at: "16:00", description: at(i + 7) }],
  });
  return frame(name, at(0), {
    description: at(1),
    pages: [
      { name: "fields", title: at(2), description: at(3), items: words.map((word, i) => text(`field_${i}`, word, { hint: word, purpose: word })) },
      { name: "many", title: at(4), items: [
        { name: "ticked", type: "choices", label: at(5), record: true, choices: words.map((word, i) => ({ name: `tick-${i}`, label: word, hint: at(i + 1) })) },
        { name: "listed", type: "choice", label: at(6), appearance: "select", record: true, choices: words.map((word, i) => ({ name: `list-${i}`, label: word })) },
        { name: "said", type: "note", label: at(7), text: words.map((word) => `A ${word}`).join("\n\n") },
      ] },
      { name: "rest", title: at(8), items: [
        { name: "story", type: "paragraph", label: "Story", record: true },
        { name: "papers", type: "file", label: "Papers", maxFiles: 10, record: true },
        { name: "people", type: "repeat", label: "People", itemLabel: "{person}", addLabel: at(9), maxCount: 10, record: true, items: [text("person", at(10))] },
        { name: "told", type: "note", text: "{story}" },
      ] },
    ],
    programs: words.map((word, i) => ({
      name: `program-${i}`, label: word, summary: at(i + 1), nextSteps: at(i + 2), urgent: i < 2 ? "true" : undefined,
      criteria: [{ name: "any", label: word, test: "size(story) > 0" }],
      documents: [{ label: at(i + 3) }], referrals: [`place-${i}`],
    })),
    referrals: words.map((word, i) => ({ name: `place-${i}`, reason: word, service: service(word, i) })),
    settings: { submitLabel: "Send", afterSending: at(11), timeZone: "America/New_York" },
  });
}

/** One question whose answer is the name in the inbox's list, with a paper. */
export const guest = (name, title = "A guest") => frame(name, title, {
  pages: [{ name: "who", title: "Who", items: [
    text("called", "Your name", { autocomplete: "name" }),
    { name: "papers", type: "file", label: "Papers", record: true },
  ] }],
});
