// `<intake-form>` in templates of Vue 3, with its properties and its events: `@intake-status="({ detail }) => …"`.

import type { HTMLAttributes, PublicProps } from "vue";
import type { IntakeFormElement, IntakeFormEventMap, IntakeFormProps } from "./intake-form.js";

export type * from "./intake-form.js";

type Pascal<Name extends string> = Name extends `${infer Head}-${infer Rest}` ? `${Capitalize<Head>}${Pascal<Rest>}` : Capitalize<Name>;

/** The listeners, by the names that Vue gives them in a render function. */
export type IntakeFormListeners = {
  [Name in keyof IntakeFormEventMap as `on${Pascal<Name>}`]?: ((event: IntakeFormEventMap[Name]) => void) | undefined;
};

/** All that `<intake-form>` takes in a template. */
export type IntakeFormTemplate = Omit<HTMLAttributes, keyof IntakeFormProps> & IntakeFormProps & IntakeFormListeners & PublicProps;

declare module "vue" {
  interface GlobalComponents {
    "intake-form": new () => IntakeFormElement & {
      /** @deprecated Only for checking templates; it is not there at run time. */
      $props: IntakeFormTemplate;
    };
  }
}
