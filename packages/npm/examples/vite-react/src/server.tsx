// The page as a server writes it: there the element is only its tag.

import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { App } from "./App";

export const page = () => renderToString(<StrictMode><App /></StrictMode>);
