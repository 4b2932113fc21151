// Files, pictures and the pen: what is shorter in JavaScript than by way of Rust. Fetched
// when a form first shows such a question.

// `files` is a form's own: the bytes of what is among its answers, each a `File`, by its digest.

const PICTURE = /^image\/(jpeg|png|webp)$/;

/** SHA-256 as the answers write it. */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const text = btoa(String.fromCharCode(...hash)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return `sha-256:${text}`;
}

/** Reads a file, a photo that is too large made smaller, and puts its bytes into `files`. */
export async function take(files, file, most) {
  let name = file.name;
  let blob = file;
  if (file.size > most) {
    if (!PICTURE.test(file.type)) throw new Error("large");
    blob = await shrink(file, most);
    name = `${name.replace(/\.\w+$/, "")}.jpg`;
  }
  // A copy: what was chosen may be changed or gone by the time that it is sent.
  const bytes = await blob.arrayBuffer();
  const own = await digest(bytes);
  const type = blob.type || "application/octet-stream";
  files.set(own, new File([bytes], name, { type }));
  return { fileName: name, mediaType: type, size: bytes.byteLength, digest: own };
}

async function shrink(file, most) {
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  let scale = Math.min(1, 3000 / Math.max(bitmap.width, bitmap.height));
  for (let tries = 0; tries < 8; tries += 1, scale *= 0.7) {
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    if (blob && blob.size <= most) return blob;
  }
  throw new Error("large");
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
      // Points closer than this nobody sees; a signature stays some kilobytes.
      if (Math.hypot(x - stroke.at(-2), y - stroke.at(-1)) >= 6 && stroke.length < 1500) stroke.push(x, y);
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
