// Puts the theme that the address names over the page: /themes.html?theme=meadow
const asked = new URLSearchParams(location.search).get("theme") ?? "house";
for (const link of document.querySelectorAll("nav a")) {
  const name = new URL(link.href).searchParams.get("theme");
  if (name !== asked) continue;
  link.setAttribute("aria-current", "true");
  if (name === "house") continue;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = `/themes/${name}.css`;
  document.head.append(sheet);
}
