// Where something is in a frame, for a mouse that knows only the page around.

/** In the frame: the middle of an element, once the frame, and nothing around it, is scrolled to it. */
export function placeWithin(element) {
  const box = () => element.getBoundingClientRect();
  scrollBy({ top: box().top + box().height / 2 - innerHeight / 2, behavior: "instant" });
  return [Math.round(box().left + box().width / 2), Math.round(box().top + box().height / 2)];
}

/** In the page: where a frame's own corner is, once the page is scrolled to what lies `y` below it. */
export function placeOfFrame(frame, y) {
  scrollBy({ top: frame.getBoundingClientRect().top + y - innerHeight / 2, behavior: "instant" });
  const { left, top } = frame.getBoundingClientRect();
  return [left + frame.clientLeft, top + frame.clientTop];
}
