// `<intake-form>` in JSX, for React 19 or newer, with its properties and its events: `onintake-status={({ detail }) => …}`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { IntakeFormElement, IntakeFormEventMap, IntakeFormProps } from "./intake-form.js";

export type * from "./intake-form.js";

/** The listeners, by the names that React gives an element's own events. */
export type IntakeFormListeners = {
  [Name in keyof IntakeFormEventMap as `on${Name}`]?: ((event: IntakeFormEventMap[Name]) => void) | undefined;
};

/** All that `<intake-form>` takes in JSX. */
export type IntakeFormJsx = IntakeFormProps & IntakeFormListeners
  & DetailedHTMLProps<Omit<HTMLAttributes<IntakeFormElement>, keyof IntakeFormProps>, IntakeFormElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "intake-form": IntakeFormJsx;
    }
  }
}
