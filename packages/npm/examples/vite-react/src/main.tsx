import { StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { App } from "./App";

const root = document.querySelector("#root")!;
const app = <StrictMode><App /></StrictMode>;
// While you develop, no server has written the page.
if (root.firstElementChild) hydrateRoot(root, app);
else createRoot(root).render(app);
