// `<intake-form>` in components of Svelte 5, with its properties and its events: `onintake-status={({ detail }) => …}`.

import type { HTMLAttributes } from "svelte/elements";
import type { IntakeFormElement, IntakeFormEventMap, IntakeFormProps } from "./intake-form.js";

export type * from "./intake-form.js";

/** The listeners, by the names that Svelte gives them. */
export type IntakeFormListeners = {
  [Name in keyof IntakeFormEventMap as `on${Name}`]?: ((event: IntakeFormEventMap[Name]) => void) | undefined;
};

/** All that `<intake-form>` takes in a component. */
export type IntakeFormMarkup = Omit<HTMLAttributes<IntakeFormElement>, keyof IntakeFormProps> & IntakeFormProps & IntakeFormListeners;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "intake-form": IntakeFormMarkup;
  }
}
