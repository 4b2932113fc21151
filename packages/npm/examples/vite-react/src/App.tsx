import { useState, useSyncExternalStore } from "react";
import "intake-form/react";

// What the page knows already. Outside the component: another object at each drawing would go over what was typed.
const known = { people: 2 };

/** False while React takes over the markup of a server: then it gives an element neither properties nor listeners. */
const useAlive = () => useSyncExternalStore(() => () => {}, () => true, () => false);

export function App() {
  const [lang, setLang] = useState("en");
  const [status, setStatus] = useState("");
  const alive = useAlive();
  return (
    <main>
      <h1>Food for the week</h1>
      <button type="button" onClick={() => setLang(lang === "en" ? "sv" : "en")}>Svenska / English</button>
      <intake-form
        src="/forms/pantry.json"
        action="/submissions"
        lang={lang}
        answers={alive ? known : undefined}
        onintake-status={alive ? ({ detail }) => setStatus(detail.status) : undefined}
      >
        <p>The form doesn't appear? Call us: 08-465 004 00.</p>
      </intake-form>
      <p role="status">{status === "sent" ? "The page has heard it, too." : ""}</p>
    </main>
  );
}
