// Shows the form that the address names: /try.html?form=/try/month.json&lang=sv
const query = new URLSearchParams(location.search);
const element = document.querySelector("intake-form");
document.documentElement.lang = query.get("lang") ?? "en";
if (document.documentElement.lang.startsWith("ar")) document.documentElement.dir = "rtl";
element.lang = document.documentElement.lang;
for (const name of ["action", "enctype", "mode", "worker", "workers", "keys", "recipient-key", "receiver-key", "supersedes"]) if (query.has(name)) element.setAttribute(name, query.get(name));
element.setAttribute("src", query.get("form"));
