// What TypeScript makes of the package in a page without a framework.

import type { Answers, IntakeFormElement, IntakeFormEventMap, Submission } from "intake-form";
import "intake-form";
import "intake-form/min";

const form: IntakeFormElement = document.createElement("intake-form");
form.answers = { people: 2, children: [{ age: 4 }] };
const answers: Answers | null = form.answers;
form.addEventListener("intake-status", ({ detail }) => detail.reference?.trim());
document.addEventListener("intake-submit", ({ detail }) => { const body: Submission = detail; void body; });
const names: (keyof IntakeFormEventMap)[] = ["intake-ready", "intake-error"];
void [answers, names];

// @ts-expect-error no such event
const wrong: keyof IntakeFormEventMap = "intake-done";
// @ts-expect-error a status is one of a few words
form.addEventListener("intake-status", ({ detail }) => detail.status === "done");
// @ts-expect-error what the form says can't be set
form.outcome = null;
// @ts-expect-error nothing of that name
form.sendAll();
// @ts-expect-error the package has types, and no class
import { IntakeForm } from "intake-form";
void [wrong, IntakeForm];
