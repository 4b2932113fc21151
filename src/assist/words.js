// What is said to who helps. Not in the catalogues: only pages with `mode="assisted"` need it.

const KEYS = [
  "region", "helping", "waiting", "note", "noted", "two", "next",
  "who", "whoFirst", "name", "use", "close",
  "list", "none", "unnamed", "trying", "later", "open", "sent", "refused", "reference",
  "now", "save", "retry", "remove", "removeAsk", "removeYes", "keep",
  "noteLabel", "noteMore", "beside", "one", "sure", "sureYes", "sureNo", "number",
];

const WORDS = {
  en: [
    "With a worker", "Helping: {name}", "{n} waiting to send", "Note", "Note: written", "Two languages", "Next person",
    "Who is helping?", "First say who is helping. The name is signed with the answers.", "Name", "Use this name", "Close",
    "Waiting to be sent", "Nothing is waiting.", "No name", "Is being sent", "Waits for a network", "Waits. Do not close this page", "Sent", "Not accepted", "Reference number:",
    "Try to send now", "Save a copy", "Try again", "Remove", "Remove these answers for good?", "Yes, remove them", "Keep them",
    "Your note", "It is signed beside the person’s answers, as your words.", "Show beside it:", "One language only", "These answers are not sent. Clear them?", "Yes, clear them", "Go back", "Not sent yet. Write this number down for the person:",
  ],
  sv: [
    "Med en medarbetare", "Hjälper till: {name}", "{n} väntar på att skickas", "Anteckning", "Anteckning: finns", "Två språk", "Nästa person",
    "Vem hjälper till?", "Säg först vem som hjälper till. Namnet signeras tillsammans med svaren.", "Namn", "Använd det här namnet", "Stäng",
    "Väntar på att skickas", "Inget väntar.", "Inget namn", "Skickas", "Väntar på nätet", "Väntar. Stäng inte sidan", "Skickat", "Togs inte emot", "Referensnummer:",
    "Försök skicka nu", "Spara en kopia", "Försök igen", "Ta bort", "Ta bort de här svaren för gott?", "Ja, ta bort dem", "Behåll dem",
    "Din anteckning", "Den signeras vid sidan av personens svar, som dina ord.", "Visa bredvid:", "Bara ett språk", "De här svaren är inte skickade. Rensa dem?", "Ja, rensa dem", "Gå tillbaka", "Inte skickat än. Skriv upp numret åt personen:",
  ],
  pl: [
    "Z pomocą pracownika", "Pomaga: {name}", "Czeka na wysłanie: {n}", "Notatka", "Notatka: jest", "Dwa języki", "Następna osoba",
    "Kto pomaga?", "Najpierw podaj, kto pomaga. Imię będzie podpisane razem z odpowiedziami.", "Imię", "Użyj tego imienia", "Zamknij",
    "Czekają na wysłanie", "Nic nie czeka.", "Bez imienia", "Wysyłanie", "Czeka na sieć", "Czeka. Nie zamykaj tej strony", "Wysłane", "Nie przyjęto", "Numer zgłoszenia:",
    "Spróbuj wysłać teraz", "Zapisz kopię", "Spróbuj ponownie", "Usuń", "Usunąć te odpowiedzi na zawsze?", "Tak, usuń", "Zachowaj",
    "Twoja notatka", "Podpisujemy ją osobno, obok odpowiedzi tej osoby, jako twoje słowa.", "Pokaż obok:", "Tylko jeden język", "Te odpowiedzi nie zostały wysłane. Wyczyścić je?", "Tak, wyczyść", "Wróć", "Jeszcze nie wysłano. Zapisz ten numer dla tej osoby:",
  ],
  es: [
    "Con ayuda del personal", "Ayuda: {name}", "Por enviar: {n}", "Nota", "Nota: escrita", "Dos idiomas", "Siguiente persona",
    "¿Quién ayuda?", "Diga primero quién ayuda. El nombre se firma junto con las respuestas.", "Nombre", "Usar este nombre", "Cerrar",
    "Por enviar", "No hay nada por enviar.", "Sin nombre", "Se está enviando", "Espera a que haya red", "Espera. No cierre esta página", "Enviado", "No se aceptó", "Número de referencia:",
    "Intentar enviar ahora", "Guardar una copia", "Intentarlo otra vez", "Quitar", "¿Quitar estas respuestas para siempre?", "Sí, quitarlas", "Conservarlas",
    "Su nota", "Se firma al lado de las respuestas de la persona, como palabras de usted.", "Mostrar al lado:", "Un solo idioma", "Estas respuestas no se han enviado. ¿Borrarlas?", "Sí, borrarlas", "Volver", "Aún no se ha enviado. Anote este número para la persona:",
  ],
  ar: [
    "بمساعدة موظف", "المساعدة من: {name}", "بانتظار الإرسال: {n}", "ملاحظة", "ملاحظة: مكتوبة", "لغتان", "الشخص التالي",
    "من يقدّم المساعدة؟", "يُرجى أولًا تحديد من يقدّم المساعدة. يُوقَّع الاسم مع الإجابات.", "الاسم", "استخدام هذا الاسم", "إغلاق",
    "بانتظار الإرسال", "لا شيء بانتظار الإرسال.", "بلا اسم", "جارٍ الإرسال", "بانتظار الشبكة", "بانتظار الإرسال. يُرجى عدم إغلاق هذه الصفحة", "أُرسلت", "لم تُقبل", "الرقم المرجعي:",
    "محاولة الإرسال الآن", "حفظ نسخة", "المحاولة مرة أخرى", "حذف", "حذف هذه الإجابات نهائيًا؟", "نعم، حذف", "إبقاء",
    "ملاحظتك", "تُوقَّع إلى جانب إجابات الشخص على أنها كلماتك أنت.", "العرض إلى جانبها:", "لغة واحدة فقط", "لم تُرسل هذه الإجابات. هل يجب مسحها؟", "نعم، مسحها", "رجوع", "لم تُرسل بعد. يُرجى كتابة هذا الرقم للشخص:",
  ],
  uk: [
    "З допомогою працівника", "Допомагає: {name}", "Чекає на надсилання: {n}", "Нотатка", "Нотатка: є", "Дві мови", "Наступна людина",
    "Хто допомагає?", "Спершу вкажіть, хто допомагає. Ім’я буде підписано разом із відповідями.", "Ім’я", "Використати це ім’я", "Закрити",
    "Чекають на надсилання", "Нічого не чекає.", "Без імені", "Надсилається", "Чекає на мережу", "Чекає. Не закривайте цю сторінку", "Надіслано", "Не прийнято", "Номер звернення:",
    "Спробувати надіслати зараз", "Зберегти копію", "Спробувати ще раз", "Вилучити", "Вилучити ці відповіді назавжди?", "Так, вилучити", "Залишити",
    "Ваша нотатка", "Її буде підписано окремо від відповідей людини, як ваші слова.", "Показати поряд:", "Лише одна мова", "Ці відповіді не надіслано. Стерти їх?", "Так, стерти", "Назад", "Ще не надіслано. Запишіть цей номер для людини:",
  ],
};

/** The words for a language tag: `say(key, values)`, and how it writes numbers and times. */
export function words(tag) {
  const base = tag.toLowerCase().split("-")[0];
  const language = WORDS[base] ? base : "en";
  const region = language === base ? tag : language;
  return {
    language,
    dir: direction(language),
    say: (key, values = {}) => WORDS[language][KEYS.indexOf(key)].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all),
    number: (n) => new Intl.NumberFormat(region).format(n),
    time: (text) => new Intl.DateTimeFormat(region, { dateStyle: "long", timeStyle: "short" }).format(new Date(text)),
  };
}

const LEFTWARD = /^(ar|arc|ckb|dv|fa|he|ks|nqo|ps|sd|syr|ug|ur|yi)\b/;
export const direction = (language) => (LEFTWARD.test(language) ? "rtl" : "ltr");
