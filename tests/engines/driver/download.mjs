import { stat } from "node:fs/promises";

/** The path of a file that was saved, once all of it is there: browsers make an empty one first. */
export async function whole(path) {
  const found = await stat(path).catch(() => undefined);
  return found?.size > 0 ? path : undefined;
}
