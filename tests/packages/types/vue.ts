// The tag in templates, by what vue-tsc holds a template against.

import type { GlobalComponents } from "vue";
import "intake-form/vue";

type Props = InstanceType<GlobalComponents["intake-form"]>["$props"];

export const right: Props = {
  src: "/forms/pantry.json", action: "/submissions", lang: "sv", mode: "assisted", worker: "Robin", exitUrl: null, "exit-url": "https://weather.example/",
  class: "wide", answers: { people: 2 }, definition: undefined, disabled: false,
  onIntakeReady: () => {},
  onIntakePage: ({ detail }) => detail.page.toUpperCase(),
  onIntakeStatus: undefined,
};
// @ts-expect-error an address is text
export const address: Props = { src: 1 };
// @ts-expect-error one of two words
export const mode: Props = { mode: "helped" };
// @ts-expect-error nothing of that name is said of a page
export const page: Props = { onIntakePage: ({ detail }) => detail.status };
// @ts-expect-error no such event
export const event: Props = { onIntakeDone: () => {} };
