// Says of each file whether it is to be taken:  node main.mjs AUDIENCE FORM-DIGEST,… FILE…
import { readFileSync } from "node:fs";
import { receive } from "./receive.mjs";
import { verify } from "./verify.mjs";

const [audience, forms, ...files] = process.argv.slice(2);
const kept = new Map();
for (const file of files) {
  try {
    const verified = await verify(readFileSync(file));
    receive(verified, audience, forms.split(","), kept);
    console.log(`${file}: verified ${verified.digest}`);
  } catch ({ message }) {
    console.log(`${file}: refused [${message}]`);
  }
}
