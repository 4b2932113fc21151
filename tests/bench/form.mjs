// The form that everybody is given: questions of seven kinds in turn, all on one page, every tenth of them
// shown by an earlier radio. All must be answered.

export const KINDS = ["text", "email", "integer", "date", "radio", "checkboxes", "boolean"];
export const CHOICES = ["a", "b", "c", "d", "e"];

/** @returns `[{ name, kind, label, when? }]`; `when` names the radio whose answer "b" shows the question. */
export function questions(count) {
  const made = [];
  let radio;
  for (let i = 0; i < count; i += 1) {
    const kind = KINDS[i % KINDS.length];
    const question = { name: `q${i}`, kind, label: `Question ${i}: what is your ${kind}?` };
    if (i % 10 === 9 && radio) question.when = radio;
    // One that is itself not always there would make a chain, and a click would then show more than one.
    else if (kind === "radio") radio = question.name;
    made.push(question);
  }
  return made;
}

export const choiceLabel = (choice) => `Choice ${choice.toUpperCase()}`;

/** An answer to each kind, good enough for everybody's rules. */
export const ANSWERS = {
  text: "Sam", email: "sam@example.org", integer: 7, date: "1990-05-03", radio: "a", checkboxes: ["a", "c"], boolean: true,
};

/** What is measured: a text in the middle, and a radio in the middle with the question that it shows. */
export function marks(made) {
  const from = Math.floor(made.length / 2);
  const after = (fits) => made.slice(from).find(fits) ?? made.findLast(fits);
  const dependent = after((question) => question.when);
  return { text: after((question) => question.kind === "text" && !question.when).name, radio: dependent.when, dependent: dependent.name };
}
