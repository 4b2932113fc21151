// Keeps what goes wrong on a page for the test to read.
window.faults = [];
window.addEventListener("error", ({ message, filename, lineno }) => window.faults.push(`error: ${message} ${filename}:${lineno}`));
window.addEventListener("unhandledrejection", ({ reason }) => window.faults.push(`rejected: ${reason}`));
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => window.faults.push(`policy: ${violatedDirective} ${blockedURI} ${sample}`));
const error = console.error;
console.error = (...said) => {
  window.faults.push(`console: ${said.join(" ")}`);
  error.apply(console, said);
};
