import { drive } from "../framework.mjs";

export const title = "Vue renders the element, and nothing of it is lost";

export const run = (stage) => drive(stage, `
  import { createApp, h, nextTick, shallowRef } from "vue";
  let app;
  const props = shallowRef({}), client = shallowRef(0);
  const hear = ({ type }) => window.heard?.push(type);
  window.app = {
    render(given) {
      props.value = given;
      if (app) return nextTick();
      app = createApp({ render: () => [
        h("intake-form", { ...props.value, key: client.value, onIntakeChange: hear }, [h("p", "Call us.")]),
        h("button", { type: "button", onClick() { client.value += 1; } }, "Next client"),
      ] });
      app.mount("#app");
    },
    unmount() {
      app.unmount();
      app = undefined;
    },
  };
`);
