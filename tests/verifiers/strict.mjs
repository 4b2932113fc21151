// JSON as every reader understands it alike (docs/envelope.md, step 1), read straight into its canonical text (RFC 8785).
// `JSON.parse` keeps the last of two equal names and rounds long numbers without a word.

const TOKEN = /[ \t\n\r]*([\][{},:]|true|false|null|"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|$)/y;

const refuse = () => { throw new Error("json"); };

/** The members of the object in `bytes`, each value as its canonical text; `undefined` when it is none. Throws `json`. */
export function read(bytes, size = 1_048_576, depth = 32) {
  if (bytes.length > size) refuse();
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    refuse();
  }
  let at = 0;
  const token = () => {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text) ?? refuse();
    at = TOKEN.lastIndex;
    return found[1];
  };
  const list = (end, item) => {
    for (let one = token(); one !== end;) {
      item(one);
      one = token();
      if (one === ",") (one = token()) === end && refuse();
      else if (one !== end) refuse();
    }
  };
  const members = (level) => {
    const found = new Map();
    list("}", (one) => {
      const name = one[0] === '"' ? string(one) : refuse();
      if (found.has(name) || token() !== ":") refuse();
      found.set(name, value(token(), level + 1));
    });
    return found;
  };
  const value = (one, level) => {
    if ("{[".includes(one[0]) && level > depth) refuse();
    if (one === "{") return canonical(members(level));
    if (one === "[") {
      const items = [];
      list("]", (item) => items.push(value(item, level + 1)));
      return `[${items.join()}]`;
    }
    if (one[0] === '"') return JSON.stringify(string(one));
    if (/^[tfn]/.test(one)) return one;
    return /^[-\d]/.test(one) ? number(one) : refuse();
  };
  const first = token();
  const found = first === "{" ? members(1) : void value(first, 1);
  if (token() !== "" || at !== text.length) refuse();
  return found;
}

/** An object of canonical texts; JavaScript's order of strings is that of their UTF-16 units. */
export function canonical(members) {
  return `{${[...members.keys()].sort().map((name) => `${JSON.stringify(name)}:${members.get(name)}`).join()}}`;
}

function string(token) {
  const text = JSON.parse(token);
  return text.isWellFormed() && !text.includes("\0") ? text : refuse();
}

function number(token) {
  const [, whole, fraction = "", power = "0"] = /^-?(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(token);
  const digits = (whole + fraction).replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  if (short === "") return "0";
  const point = digits.length - fraction.length + Number(power);
  const integer = point === short.length && BigInt(short) < 2n ** 53n;
  if ((short.length > 15 && !integer) || point < -290 || point > 307) refuse();
  return String(Number(token));
}
