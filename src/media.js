// Files, pictures and the pen: what is shorter in JavaScript than by way of Rust. Fetched
// when a form first shows such a question.

import { bare, withTurn } from "./photo.js";

// `files` is a form's own: the bytes of what is among its answers, each a `File`, by its digest.

/** SHA-256 as the answers write it. */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const text = btoa(String.fromCharCode(...hash)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return `sha-256:${text}`;
}

/** The first bytes of a file, which say what it is. */
export async function head(file, length) {
  return new Uint8Array(await file.slice(0, length).arrayBuffer());
}

/**
 * Reads a file of a type into `files`, under a name: a photo without what the camera wrote into it, upright, and made
 * smaller where it is too large. Answers what the answer says of it, and whether it may still tell where it was taken.
 */
export async function take(files, file, name, type, most) {
  const isPicture = type.startsWith("image/") && !/svg|gif|bmp/.test(type);
  if (file.size > most && !isPicture) throw new Error("large");
  // A copy: what was chosen may be changed or gone by the time that it is sent.
  let bytes = new Uint8Array(await file.arrayBuffer());
  const clean = isPicture && bare(bytes);
  let tells = type.startsWith("video/") || (isPicture && !clean);
  const { turn = 1 } = clean || {};
  let blob;
  if (clean) bytes = clean.bytes;
  if (bytes.length > most) blob = await shrink(file, most);
  else if (turn > 1 || (isPicture && !clean)) blob = await redraw(file, type).catch(() => {});
  if (blob) {
    bytes = new Uint8Array(await blob.arrayBuffer());
    if (blob.type !== type) name = `${name.replace(/\.\w+$/, "")}.jpg`;
    type = blob.type;
    tells = false;
  } else if (turn > 1 && type === "image/jpeg") bytes = withTurn(bytes, turn);
  const own = await digest(bytes);
  files.set(own, new File([bytes], name, { type }));
  return { file: { fileName: name, mediaType: type, size: bytes.length, digest: own }, tells };
}

/** So many pixels a telephone with little memory can draw; a picture of more stays as it is. */
const PIXELS = 17e6;

/** The picture alone, upright. */
async function redraw(file, type) {
  const bitmap = await createImageBitmap(file);
  if (bitmap.width * bitmap.height > PIXELS) return undefined;
  return draw(bitmap, 1, type === "image/png" ? type : "image/jpeg", 0.92);
}

async function shrink(file, most) {
  const bitmap = await createImageBitmap(file);
  let scale = Math.min(1, 3000 / Math.max(bitmap.width, bitmap.height));
  for (let tries = 0; tries < 8; tries += 1, scale *= 0.7) {
    const blob = await draw(bitmap, scale, "image/jpeg", 0.82);
    if (blob && blob.size <= most) return blob;
  }
  throw new Error("large");
}

async function draw(bitmap, scale, type, quality) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  const ground = [250, 251, 252];
  context.fillStyle = `rgb(${ground})`;
  context.fillRect(0, 0, 1, 1);
  // Browsers that keep people from being known by their canvas give out noise instead.
  const seen = context.getImageData(0, 0, 1, 1).data;
  if (ground.some((value, i) => Math.abs(value - seen[i]) > 4)) throw new Error("canvas");
  context.clearRect(0, 0, 1, 1);
  if (type === "image/jpeg") {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

/** Forgets the bytes of all but these. */
export function keep(files, digests) {
  for (const digest of files.keys()) if (!digests.includes(digest)) files.delete(digest);
}

/**
 * Draws the pictures that wait for it. On a canvas: an image would need `blob:` in the page's policy.
 * And the input says how many files there are, not that none is chosen: by files of these names, which hold nothing.
 */
export function show(files, field) {
  const named = new DataTransfer();
  for (const { textContent } of field.querySelectorAll(".files bdi")) named.items.add(new File([], textContent));
  field.querySelector("[type=file]").files = named.files;
  for (const canvas of field.querySelectorAll("canvas[data-digest]")) {
    const { digest } = canvas.dataset;
    const file = files.get(digest);
    if (!file || canvas.shown === digest) continue;
    canvas.shown = digest;
    createImageBitmap(file).then((bitmap) => {
      const scale = Math.min(1, 320 / Math.max(bitmap.width, bitmap.height));
      canvas.width = Math.max(1, bitmap.width * scale);
      canvas.height = Math.max(1, bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      canvas.hidden = false;
    }, () => {});
  }
}

/** One stroke, from the press of a pen, finger or mouse on. The box is 1000 wide; numbers are whole. */
export function pen(event) {
  const board = event.target.closest("svg");
  if (!board || !event.isPrimary || event.button) return;
  event.preventDefault();
  const input = board.parentNode.querySelector("input");
  const box = board.getBoundingClientRect();
  const whole = (length, most) => Math.round(Math.min(Math.max(length / box.width, 0), most) * 1000);
  const at = (e) => [whole(e.clientX - box.left, 1), whole(e.clientY - box.top, box.height / box.width)];
  const stroke = at(event);
  const path = board.appendChild(document.createElementNS(board.namespaceURI, "path"));
  const draw = () => path.setAttribute("d", `M${stroke.slice(0, 2)}L${stroke}`);
  const over = new AbortController();
  const move = (e) => {
    for (const one of e.getCoalescedEvents?.() ?? [e]) {
      const [x, y] = at(one);
      const [lastX, lastY] = stroke.slice(-2);
      // Points closer than this nobody sees; a signature stays some kilobytes.
      if (Math.hypot(x - lastX, y - lastY) >= 6 && stroke.length < 1500) stroke.push(x, y);
    }
    draw();
  };
  const end = async () => {
    over.abort();
    path.classList.add("dry");
    const { strokes = [] } = input.value ? JSON.parse(input.value) : {};
    const all = [...strokes, stroke].slice(-60);
    const now = (input.value = JSON.stringify({ strokes: all }));
    const own = await digest(new TextEncoder().encode(JSON.stringify(all)));
    // The next stroke was quicker: it takes this one along.
    if (input.value !== now) return;
    input.value = JSON.stringify({ strokes: all, digest: own });
    input.dispatchEvent(new Event("input", { bubbles: true }));
    for (const dry of board.querySelectorAll(".dry")) dry.remove();
  };
  draw();
  board.setPointerCapture(event.pointerId);
  const { signal } = over;
  board.addEventListener("pointermove", move, { signal });
  board.addEventListener("pointerup", end, { signal });
  board.addEventListener("pointercancel", end, { signal });
}
