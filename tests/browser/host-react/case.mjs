import { drive } from "../framework.mjs";

export const title = "React renders the element, in strict mode, and nothing of it is lost";

export const run = (stage) => drive(stage, `
  import { createElement, StrictMode } from "react";
  import { createRoot } from "react-dom/client";
  import { flushSync } from "react-dom";
  let root, last, client = 0;
  const hear = ({ type }) => window.heard?.push(type);
  const draw = () => flushSync(() => root.render(createElement(StrictMode, null,
    createElement("intake-form", { ...last, key: client, "onintake-change": hear, children: createElement("p", null, "Call us.") }),
    createElement("button", { type: "button", onClick() { client += 1; draw(); } }, "Next client"))));
  window.app = {
    render(props) {
      root ??= createRoot(document.querySelector("#app"));
      last = props;
      draw();
    },
    unmount() {
      root.unmount();
      root = undefined;
    },
  };
`);
