// How large what a finger has to hit is: WCAG 2.5.5 asks for 44 px, of everything but links within a sentence.

/** Each control of the form that is smaller than `least` pixels, with its size. */
export async function small(page, least = 44) {
  return page.evaluate((least) => {
    const found = [];
    for (const host of document.querySelectorAll("intake-form")) {
      const controls = host.shadowRoot.querySelectorAll(
        "a[href], button, input, select, textarea, summary, canvas, [role=button], [role=option], [role=combobox]");
      for (const control of controls) {
        if (!control.checkVisibility({ visibilityProperty: true }) || control.closest(".unseen")) continue;
        const style = getComputedStyle(control);
        if (control.matches("a") && style.display === "inline" && control.closest("p, li")) continue;
        const boxes = [control, ...(control.matches("[type=radio], [type=checkbox], [type=file]") ? control.labels : [])]
          .map((element) => element.getBoundingClientRect());
        const width = Math.max(...boxes.map((box) => box.width));
        const height = Math.max(...boxes.map((box) => box.height));
        if (Math.min(width, height) < least - 0.01) {
          found.push(`${control.localName} “${(control.textContent || control.id).trim()}” ${width.toFixed(1)}×${height.toFixed(1)}`);
        }
      }
    }
    return found;
  }, least);
}
