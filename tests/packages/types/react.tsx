// The tag in JSX.

import { useRef } from "react";
import type { IntakeFormElement } from "intake-form/react";
import "intake-form/react";

export function Right() {
  const form = useRef<IntakeFormElement>(null);
  return (
    <intake-form
      ref={form}
      key="one"
      className="wide"
      id="form"
      style={{ maxWidth: "40rem" }}
      src="/forms/pantry.json"
      action="/submissions"
      enctype="multipart/form-data"
      lang="sv"
      mode="assisted"
      worker="Robin"
      exit-url="https://weather.example/"
      name="submission"
      disabled={false}
      definition={{ formLanguage: 1 }}
      answers={{ people: 2 }}
      onClick={(event) => event.currentTarget.reset()}
      onintake-ready={() => form.current?.goTo("review")}
      onintake-page={({ detail }) => detail.page.toUpperCase()}
      onintake-submit={(event) => { event.preventDefault(); void event.detail.signature; }}
      onintake-status={undefined}
    >
      <p>Call us.</p>
    </intake-form>
  );
}

export const wrong = [
  // @ts-expect-error an address is text
  <intake-form src={1} />,
  // @ts-expect-error one of two words
  <intake-form mode="helped" />,
  // @ts-expect-error answers are by names
  <intake-form answers="none" />,
  // @ts-expect-error a listener gets the event
  <intake-form onintake-page={(page: string) => page} />,
  // @ts-expect-error nothing of that name is said of a page
  <intake-form onintake-page={({ detail }) => detail.status} />,
  // @ts-expect-error no such attribute
  <intake-form source="/forms/pantry.json" />,
];
