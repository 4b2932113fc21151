// The tag in components, by what svelte-check holds markup against.

import type { SvelteHTMLElements } from "svelte/elements";
import "intake-form/svelte";

type Props = SvelteHTMLElements["intake-form"];

export const right: Props = {
  src: "/forms/pantry.json", action: "/submissions", lang: "sv", mode: "assisted", worker: "Robin", "exit-url": "https://weather.example/",
  class: "wide", answers: { people: 2 }, definition: undefined, disabled: false,
  "onintake-ready": () => {},
  "onintake-page": ({ detail }) => detail.page.toUpperCase(),
  "onintake-status": undefined,
};
// @ts-expect-error an address is text
export const address: Props = { src: 1 };
// @ts-expect-error one of two words
export const mode: Props = { mode: "helped" };
// @ts-expect-error nothing of that name is said of a page
export const page: Props = { "onintake-page": ({ detail }) => detail.status };
// @ts-expect-error no such event
export const event: Props = { "onintake-done": () => {} };
