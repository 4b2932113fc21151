// What crosses between a page and the form, by name. The build puts the element itself below, out of
// custom-elements.json, and the two together are intake-form.d.ts.

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Answers by the items' names. `intake types` gives one form's own type. */
export type Answers = { [item: string]: Json };

/** What a person may qualify for. */
export interface Outcome {
  programs: {
    name: string;
    status: "eligible" | "ineligible" | "undetermined";
    criteria: { name: string; status: "met" | "unmet" | "undetermined" }[];
    /** An amount a month. */
    estimate?: number;
  }[];
  /** The names of the services that fit. */
  referrals: string[];
}

/** A signed submission, version 1. */
export interface Submission {
  format: "intake-submission/1";
  submissionId: string;
  audience: string;
  form: { name: string; version: string; digest: string; language: string };
  signedAt: string;
  evaluatedOn: string;
  respondent: { mode: "self" } | { mode: "assisted"; worker: string; note?: string };
  /** Only on an amendment: the digest of the submission that it replaces. */
  supersedes?: string;
  answers: Answers;
  absent: Answers;
  outcome: Outcome;
  attachments: { item: string; fileName: string; mediaType: string; size: number; digest: string }[];
  signature: string;
}

/** A receiver's word that a submission is stored; ours says all of it. */
export interface Receipt {
  submissionId: string;
  digest?: string;
  receivedAt?: string;
  reference?: string;
  signature?: string;
}

/** How far sending is. */
export interface Status {
  /**
   * `incomplete`: something is missing, and the person sees what. `canceled`: a listener canceled `intake-send`, or
   * the form of the page around sends. `sending`, then `sent`; `taken`: the page canceled `intake-submit`;
   * `waiting`: no connection, it goes later; `refused`: the receiver won't have it; `unsigned`: this page can't sign.
   * "": the form isn't there yet or any more, or was reset. A promise has `sending` when the element has left the page
   * meanwhile: the answers go on their way all the same.
   */
  status: "" | "incomplete" | "canceled" | "sending" | "sent" | "taken" | "waiting" | "refused" | "unsigned";
  /** What is missing or wrong, with `incomplete`. */
  errors?: Finding[];
  submissionId?: string | null;
  /** The number that the person is told to keep, with `sent`. */
  reference?: string | null;
}

/** A mistake and its place, as a JSON Pointer. */
export interface Finding {
  code: string;
  pointer: string;
}

/**
 * `load`: a file can't be had. `insecure`, `webassembly`, `wasm-policy`, `connect-policy`, `browser`: it can't run on this
 * page or in this browser. `definition`: the form has mistakes, at `errors`. `answers`: of what was set, `errors`
 * could not be taken or break a rule. `exit-url`: the address is not https. `unsigned`: this page can't sign, it needs
 * https. `recipient-key`: it can't be encrypted to what the page names. `receipt`: what answered is not the receiver that
 * `receiver-key` names. Any other: the receiver's reason for refusing.
 */
export interface Fault {
  code: string;
  errors?: Finding[];
}

/** What a template of a framework may set: attributes, and the properties that they don't have. */
export type IntakeFormProps = {
  [Name in keyof IntakeFormAttributes]?: IntakeFormAttributes[Name] | null | undefined;
} & {
  definition?: IntakeFormElement["definition"] | null;
  answers?: IntakeFormElement["answers"] | undefined;
  exitUrl?: string | null | undefined;
  /** A number is its minutes. */
  shared?: boolean | number | string | null | undefined;
  draftDays?: string | number | null | undefined;
  recipientKey?: string | null | undefined;
  receiverKey?: string | null | undefined;
};
