// What is said when something could not be loaded. It cannot be in a file of its own.

import { spoken } from "./language.js";

const SORRY = {
  en: ["This form could not be loaded. Check your internet connection, then try again.", "Try again", "Fill in the plain version", "This form is still loading. Please wait a moment."],
  sv: ["Formuläret kunde inte hämtas. Kontrollera din internetanslutning och försök igen.", "Försök igen", "Fyll i den enkla versionen", "Formuläret håller på att hämtas. Vänta en stund."],
  pl: ["Nie udało się wczytać formularza. Sprawdź połączenie z internetem i spróbuj ponownie.", "Spróbuj ponownie", "Wypełnij prostą wersję", "Formularz jeszcze się wczytuje. Poczekaj chwilę."],
  es: ["No se pudo cargar el formulario. Revise su conexión a internet e inténtelo otra vez.", "Intentarlo otra vez", "Llenar la versión sencilla", "El formulario todavía se está cargando. Espere un momento."],
  ar: ["تعذّر تحميل هذا النموذج. يُرجى التحقق من الاتصال بالإنترنت ثم المحاولة مرة أخرى.", "المحاولة مرة أخرى", "تعبئة النسخة البسيطة", "ما زال هذا النموذج قيد التحميل. يُرجى الانتظار قليلًا."],
  uk: ["Не вдалося завантажити форму. Перевірте з’єднання з інтернетом і спробуйте ще раз.", "Спробувати ще раз", "Заповнити просту версію", "Форма ще завантажується. Зачекайте трохи."],
};

/** That the form could not be loaded, or that it `loads`, for a language tag. */
export const sorry = (language, loads) => SORRY[spoken(language)][loads ? 3 : 0];

/** Says a sentence in `root`, the shadow root of the element; with `plain-href`, also the way to the plain pages. */
export function say(root, language, sentence) {
  const alert = document.createElement("div");
  alert.setAttribute("role", "alert");
  alert.lang = spoken(language);
  alert.dir = "auto";
  alert.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  // The form as pages without a script, where there are such and the page has no link to them.
  const { plainHref } = root.host;
  const has = [...root.host.querySelectorAll("a")].some(({ href }) => href.startsWith(plainHref));
  if (/^https?:/.test(plainHref) && !has) {
    const href = new URL(plainHref);
    href.searchParams.set("lang", language);
    alert.append(Object.assign(document.createElement("a"), { href, textContent: SORRY[alert.lang][2] }));
  }
  root.prepend(alert);
  return alert;
}

/** Says it in `root` until the person wants it tried again: the button, and a promise of that. */
export function ask(root, language) {
  const [sentence, again] = SORRY[spoken(language)];
  const alert = say(root, language, sentence);
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: again });
  alert.append(button);
  const asked = new Promise((resolve) => button.addEventListener("click", resolve));
  return [button, asked.then(() => alert.remove())];
}
