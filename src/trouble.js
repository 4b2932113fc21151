// Why a form can't be shown, where trying again would not help: told at once, to the person and to the page's author. And
// what stopped a submission on its way to its receiver: told to the author.
// Fetched only when something is wrong. It is a script, which a page that blocks all else still loads.

const WORDS = {
  insecure: {
    en: "This form can’t be used here, because the connection to this page is not secure. Type https:// before the address of this page, or contact the organisation in another way.",
    sv: "Formuläret går inte att använda här, eftersom anslutningen till sidan inte är säker. Skriv https:// före sidans adress, eller kontakta organisationen på ett annat sätt.",
    pl: "Tego formularza nie można tu użyć, ponieważ połączenie z tą stroną nie jest bezpieczne. Wpisz https:// przed adresem strony albo skontaktuj się z organizacją w inny sposób.",
    es: "Este formulario no se puede usar aquí, porque la conexión con esta página no es segura. Escriba https:// delante de la dirección de la página, o póngase en contacto con la organización de otra manera.",
    ar: "لا يمكن استخدام هذا النموذج هنا لأن الاتصال بهذه الصفحة غير آمن. يُرجى كتابة \u2068https://\u2069 قبل عنوان الصفحة، أو التواصل مع المؤسسة بطريقة أخرى.",
    uk: "Цю форму не можна тут використати, бо з’єднання з цією сторінкою не захищене. Напишіть https:// перед адресою сторінки або зв’яжіться з організацією в інший спосіб.",
  },
  webassembly: {
    en: "Your browser’s settings don’t let this form run, as in Lockdown Mode. Switch that off for this site, or open this page in another browser.",
    sv: "Inställningarna i din webbläsare låter inte formuläret köras, till exempel i låsningsläge. Stäng av det för den här webbplatsen, eller öppna sidan i en annan webbläsare.",
    pl: "Ustawienia przeglądarki nie pozwalają uruchomić tego formularza, na przykład w trybie blokady. Wyłącz go dla tej witryny albo otwórz tę stronę w innej przeglądarce.",
    es: "La configuración de su navegador no permite que este formulario funcione, por ejemplo en el modo de aislamiento. Desactívelo para este sitio, o abra esta página en otro navegador.",
    ar: "إعدادات متصفحك لا تسمح بتشغيل هذا النموذج، كما في وضع التأمين. يمكنك إيقاف هذا الإعداد لهذا الموقع، أو فتح الصفحة في متصفح آخر.",
    uk: "Налаштування вашого браузера не дають цій формі працювати, наприклад у режимі блокування. Вимкніть його для цього сайту або відкрийте сторінку в іншому браузері.",
  },
  "wasm-policy": {
    en: "The settings of this site don’t let the form run. It is not your mistake. Please contact the organisation in another way.",
    sv: "Webbplatsens inställningar låter inte formuläret köras. Det är inte ditt fel. Kontakta organisationen på ett annat sätt.",
    pl: "Ustawienia tej witryny nie pozwalają uruchomić formularza. To nie twoja wina. Skontaktuj się z organizacją w inny sposób.",
    es: "La configuración de este sitio no permite que el formulario funcione. No es culpa suya. Póngase en contacto con la organización de otra manera.",
    ar: "إعدادات هذا الموقع لا تسمح بتشغيل النموذج. هذا ليس خطأك. يُرجى التواصل مع المؤسسة بطريقة أخرى.",
    uk: "Налаштування цього сайту не дають формі працювати. Це не ваша помилка. Зв’яжіться з організацією в інший спосіб.",
  },
  "connect-policy": {
    en: "The settings of this site don’t let the form fetch its questions. It is not your mistake. Please contact the organisation in another way.",
    sv: "Webbplatsens inställningar låter inte formuläret hämta sina frågor. Det är inte ditt fel. Kontakta organisationen på ett annat sätt.",
    pl: "Ustawienia tej witryny nie pozwalają formularzowi pobrać pytań. To nie twoja wina. Skontaktuj się z organizacją w inny sposób.",
    es: "La configuración de este sitio no permite que el formulario cargue sus preguntas. No es culpa suya. Póngase en contacto con la organización de otra manera.",
    ar: "إعدادات هذا الموقع لا تسمح للنموذج بتحميل أسئلته. هذا ليس خطأك. يُرجى التواصل مع المؤسسة بطريقة أخرى.",
    uk: "Налаштування цього сайту не дають формі завантажити запитання. Це не ваша помилка. Зв’яжіться з організацією в інший спосіб.",
  },
  browser: {
    en: "Your browser is too old for this form. Update it, or open this page in another browser.",
    sv: "Din webbläsare är för gammal för formuläret. Uppdatera den, eller öppna sidan i en annan webbläsare.",
    pl: "Twoja przeglądarka jest za stara dla tego formularza. Zaktualizuj ją albo otwórz tę stronę w innej przeglądarce.",
    es: "Su navegador es demasiado antiguo para este formulario. Actualícelo, o abra esta página en otro navegador.",
    ar: "متصفحك قديم جدًا لهذا النموذج. يُرجى تحديثه، أو فتح الصفحة في متصفح آخر.",
    uk: "Ваш браузер застарий для цієї форми. Оновіть його або відкрийте сторінку в іншому браузері.",
  },
};

/** For the page's author. */
const ADVICE = {
  insecure: "the page must come by https: browsers sign nothing on another",
  webassembly: "this browser has no WebAssembly",
  "wasm-policy": "the page's policy lacks script-src 'wasm-unsafe-eval'",
  "connect-policy": "the page's policy lacks connect-src for the widget's files or for src",
  browser: "this browser is older than those that docs/element.md names",
};

/** The reason, of `url` that could not be had or of what could not be run: `{ code, advice, sentence }`, or nothing. */
export async function explain(error, urls, language) {
  const code = await find(error, urls);
  return code && { code, advice: ADVICE[code], sentence: WORDS[code][language] ?? WORDS[code].en };
}

async function find(error, urls) {
  if (!globalThis.WebAssembly) return "webassembly";
  if (!globalThis.crypto?.subtle) return "insecure";
  // The shortest module there is.
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  if (await WebAssembly.compile(empty).then(() => false, () => true)) return "wasm-policy";
  for (const url of urls) if (await blocked(url)) return "connect-policy";
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) return "browser";
}

/** Whether the page's policy forbids to fetch an address. A network that is away is another matter. */
async function blocked(url) {
  let found = false;
  const hear = ({ effectiveDirective, violatedDirective }) => {
    found ||= /^(connect|default)-src/.test(effectiveDirective || violatedDirective);
  };
  document.addEventListener("securitypolicyviolation", hear);
  await fetch(url, { method: "HEAD" }).catch(() => {});
  // It is told in a task of its own.
  await new Promise((resolve) => setTimeout(resolve, 50));
  document.removeEventListener("securitypolicyviolation", hear);
  return found;
}

const GUARD = "a guard against forged requests (CSRF): take the form's address out of it, as no cookie comes along.";
/** What answers in a receiver's place, with its status and by its words; the first that fits. docs/receiving.md has the lines against each. */
const DEFAULTS = [
  [/^(403|400|422|419) .*(csrf|xsrf|forgery|authenticity ?token|invalid_nonce|origin (does not|doesn't) match)/is, GUARD],
  [/^419 /, `Laravel's ${GUARD.slice(2)}`],
  [/^422 .*the change you wanted was rejected/is, `Rails' ${GUARD.slice(2)}`],
  [/^403 .*(cloudflare|mod_?security|captcha|request blocked|incapsula|akamai|wordfence)/is, "a firewall in front of the site: let POST to this address through."],
  [/^401 /, "a password or a sign-in in front of this address: let POST through without."],
  [/^403 /, `${GUARD} Or a rule of the web server.`],
  [/^413 /, "a limit on bodies (nginx: client_max_body_size; PHP: post_max_size; Express: limit): raise it to what the form's files come to."],
  [/^411 /, "a server that takes no body without its length, as behind some proxies: let it take chunks."],
  [/^422 \s*\{\s*"status"\s*:\s*"?422"?\s*,\s*"error"\s*:\s*"Unprocessable/s, `Rails' ${GUARD.slice(2)}`],
  [/^422 .*"message"\s*:.*"errors"\s*:\s*[{[]/s, "Laravel's check of fields (validate): take the request's body as it comes."],
  [/^422 .*"detail"\s*:\s*\[/s, "FastAPI's check of a model: take the Request itself, and its bytes."],
  [/^400 (?!.*validation errors occurred).*"traceId"\s*:/s, "ASP.NET's own answer: a check of the body or of an antiforgery token, before the handler."],
  [/^400 .*(validation errors occurred|"statusCode"\s*:\s*400)/is, "a framework's check of a model: take the bytes as they come."],
  [/^404 /, "an address where nothing is: look at the form's action."],
  [/^405 /, "an address that takes no POST, as static sites are: look at the form's action."],
  [/^415 /, "a handler for another kind of body: look at the form's enctype."],
  [/^4\d\d \s*(<!doctype|<html|<head|<body|<h1|<center)/i, "a page of the web server or of a framework, for people and not for the form."],
  [/^4\d\d \s*\{.*"timestamp"\s*:.*"path"\s*:/s, "Spring's own answer to what went wrong before the handler."],
];
/** How receivers name their reasons; frameworks write theirs in capitals, in numbers, or with underscores. */
const OWN = /^[a-z][a-z0-9-]*$/;
/** Where a sign-in page has its address. */
const SIGN_IN = /[/_.?-](log-?in|sign-?in|sso|oauth2?|saml2?|auth)\b/i;

/**
 * What seems to have refused a submission in its receiver's place, for the page's author; nothing where it was the receiver itself,
 * which says a `code` of its own (RFC 9457), or a text.
 * @param {{ status: number, said: string, url: string, redirected: boolean }} answered
 * @param {any} answer the text as JSON
 */
export function suspect({ status, said, url, redirected }, answer) {
  if (redirected && SIGN_IN.test(url)) return "a sign-in page, to which the address redirects: let POST through without.";
  const { code } = Object(answer);
  if (typeof code === "string" && OWN.test(code)) return;
  const start = `${status} ${said.slice(0, 20_000)}`;
  return DEFAULTS.find(([words]) => words.test(start))?.[1];
}
