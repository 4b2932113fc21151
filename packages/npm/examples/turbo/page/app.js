import "/turbo.js";
import "/intake-form/intake-form.min.js";

// The events bubble: one listener for the forms of every page that Turbo shows.
addEventListener("intake-status", ({ detail }) => {
  if (detail.status === "sent") document.querySelector("[role=status]").textContent = "The page has heard it, too.";
});
