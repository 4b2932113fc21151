import "/intake-form/intake-form.min.js";

const form = document.querySelector("intake-form");
form.answers = { people: 2 };
form.addEventListener("intake-status", ({ detail }) => {
  if (detail.status === "sent") document.querySelector("[role=status]").textContent = "The page has heard it, too.";
});
