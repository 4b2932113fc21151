// Beside an <iframe> with a form from here: the frame has the form's height and title, the form this page's language.
(() => {
  const { origin } = new URL(document.currentScript.src);
  const known = new Set();
  const say = (frame, what, to = origin) => frame.contentWindow?.postMessage({ intakeForm: 1, ...what }, to);
  const frames = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(`${origin}/embed/`));
  const greet = (frame) => say(frame, { hello: 1, lang: frame.parentElement.closest("[lang]")?.lang });
  const look = () => known.forEach((frame) => say(frame, { view: Math.max(0, -frame.getBoundingClientRect().top) }));
  const html = document.documentElement;
  addEventListener("message", ({ data, origin: from, source }) => {
    const frame = from === origin && data?.intakeForm === 1 && frames().find((one) => one.contentWindow === source);
    if (!frame) return;
    const { ready, height, title, lang, show, blank, leave } = data;
    const { style } = frame;
    if (ready) {
      known.add(frame);
      greet(frame);
    }
    if (height > 0) {
      style.boxSizing = "content-box";
      style.height = `${Math.min(height, 30000)}px`;
      look();
    }
    if (title) frame.title = title;
    if (lang) frame.lang = lang;
    if (show) {
      const [top, bottom] = show.map((y) => y + frame.getBoundingClientRect().top);
      const above = parseFloat(getComputedStyle(html).scrollPaddingTop) || 0;
      if (top < above || bottom - top > innerHeight) scrollBy(0, top - above);
      else if (bottom > innerHeight) scrollBy(0, bottom - innerHeight);
    }
    // Somebody leaves quickly.
    if (blank) {
      html.style.setProperty("display", "none", "important");
      document.title = "…";
    }
    if (/^https:/.test(leave)) location.replace(leave);
  });
  addEventListener("scroll", look, { capture: true, passive: true });
  new MutationObserver(() => known.forEach(greet)).observe(html, { attributeFilter: ["lang"] });
  // One that was there before this script says again that it is. To whoever it is: there is nothing in it.
  frames().forEach((frame) => say(frame, {}, "*"));
})();
