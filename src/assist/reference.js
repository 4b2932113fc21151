// The number of a submission, as a person reads it out on the telephone: `7K3-M2Q-9XD`. It follows from the random end of
// the submission's id, by the rule by which receivers make it (docs/envelope.md), and so is there before any network is.

/** Without 0, I, L, O, U: a prime number of signs, so that the check sign finds every wrong or swapped one. */
const SIGNS = "123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function reference(id) {
  // 48 bits are exact in a number.
  let number = parseInt(id.slice(-12), 16);
  let signs = "";
  let sum = 0;
  for (let place = 1; place <= 8; place += 1) {
    const value = number % SIGNS.length;
    number = Math.floor(number / SIGNS.length);
    signs += SIGNS[value];
    sum += place * value;
  }
  return `${signs}${SIGNS[sum % SIGNS.length]}`.replace(/...(?=.)/g, "$&-");
}
