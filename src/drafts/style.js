// A style sheet of a part that is fetched later.

/** A style sheet; nothing where a browser can't make one (Safari before 16.4): then it looks as the rest does. */
export function styled(text) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return "adoptedStyleSheets" in document ? sheet : undefined;
  } catch {
    return undefined;
  }
}
