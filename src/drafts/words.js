// What is said about drafts. Not in the catalogues: the first page does not wait for it.

const KEYS = [
  "region", "offer", "offerTill", "offerMore", "yes", "no",
  "pin", "pinMore", "pinShort", "keepNow", "kept", "keptTill",
  "found", "goOn", "goOnThere", "again", "delete", "deleteAsk", "deleteYes", "keepThem", "deleted",
  "pinAsk", "open", "pinWrong", "pinGone",
  "back", "private", "changed", "changedLost", "reworded",
  "full", "blocked", "evicted", "keepAgain", "elsewhere",
  "save", "load", "saveMore", "badFile",
  "fileTitle", "fileSaved", "fileGoOn", "fileWithout", "close", "cleared", "clearedNext",
  "filesLeft", "filesGone",
];

const WORDS = {
  en: [
    "Your answers on this device", "Keep my answers on this device until tomorrow?", "Keep my answers on this device until {when}?", "Then nothing is lost if this page closes. Very private answers are never kept.", "Yes, keep them", "No, this is not my device",
    "Choose a PIN of at least 4 digits", "You need it to go on later. Nobody can look it up for you.", "Use at least 4 digits", "Keep my answers", "Your answers are kept on this device until tomorrow.", "Your answers are kept on this device until {when}.",
    "There are answers on this device, from {time}.", "Go on at page {page}", "Go on where you were", "Start again", "Delete", "Delete the answers that are kept on this device?", "Yes, delete them", "Keep them", "The answers were deleted from this device.",
    "Your PIN", "Open", "That is not the PIN. Tries left before the answers are deleted: {n}", "The PIN was wrong too often. The answers were deleted.",
    "Your answers are back.", "These were not kept, because they are private. Answer them again: {list}", "The form has changed since then. All your answers were kept.", "The form has changed since then. Your answers were kept, except: {list}", "These questions are worded in another way now. Check your answers: {list}",
    "There is no room left on this device, so your answers are not kept. Save them as a file.", "This browser does not keep your answers. Save them as a file.", "The browser has removed the answers that were kept.", "Keep them again", "You have this form open in another tab. What you write here is not kept: go on in the other tab.",
    "Save what I have written", "Go on with a file that you saved", "Anybody who opens the file can read it.", "This file was not saved by this form.",
    "What I have written", "Saved {time}. Nothing has been sent.", "To go on, open the form and choose “{load}”.", "Not in this file, because it is private:", "Close", "All is cleared. You can leave this device now.", "All is cleared. The next person can begin.",
    "There is no room on this device for these files, so they are not kept: {list}. The rest is kept.", "These files were not kept. Add them again: {list}",
  ],
  sv: [
    "Dina svar på den här enheten", "Spara mina svar på den här enheten till i morgon?", "Spara mina svar på den här enheten till {when}?", "Då går inget förlorat om sidan stängs. Mycket privata svar sparas aldrig.", "Ja, spara dem", "Nej, det är inte min enhet",
    "Välj en pinkod med minst 4 siffror", "Du behöver den för att fortsätta senare. Ingen kan ta reda på den åt dig.", "Använd minst 4 siffror", "Spara mina svar", "Dina svar sparas på den här enheten till i morgon.", "Dina svar sparas på den här enheten till {when}.",
    "Det finns svar på den här enheten, från {time}.", "Fortsätt på sida {page}", "Fortsätt där du var", "Börja om", "Radera", "Radera svaren som är sparade på den här enheten?", "Ja, radera dem", "Behåll dem", "Svaren har raderats från den här enheten.",
    "Din pinkod", "Öppna", "Det är inte pinkoden. Försök kvar innan svaren raderas: {n}", "Pinkoden var fel för många gånger. Svaren har raderats.",
    "Dina svar är tillbaka.", "De här sparades inte, eftersom de är privata. Svara på dem igen: {list}", "Formuläret har ändrats sedan dess. Alla dina svar finns kvar.", "Formuläret har ändrats sedan dess. Dina svar finns kvar, utom: {list}", "De här frågorna är formulerade på ett annat sätt nu. Kontrollera dina svar: {list}",
    "Det finns ingen plats kvar på enheten, så dina svar sparas inte. Spara dem som en fil.", "Webbläsaren sparar inte dina svar. Spara dem som en fil.", "Webbläsaren har tagit bort svaren som var sparade.", "Spara dem igen", "Du har formuläret öppet i en annan flik. Det du skriver här sparas inte: fortsätt i den andra fliken.",
    "Spara det jag har skrivit", "Fortsätt med en fil som du har sparat", "Alla som öppnar filen kan läsa den.", "Filen kommer inte från det här formuläret.",
    "Det jag har skrivit", "Sparat {time}. Inget har skickats.", "För att fortsätta: öppna formuläret och välj ”{load}”.", "Inte med i filen, eftersom det är privat:", "Stäng", "Allt är rensat. Nu kan du lämna enheten.", "Allt är rensat. Nästa person kan börja.",
    "Det finns ingen plats på enheten för de här filerna, så de sparas inte: {list}. Resten sparas.", "De här filerna sparades inte. Lägg till dem igen: {list}",
  ],
  pl: [
    "Odpowiedzi na tym urządzeniu", "Zachować moje odpowiedzi na tym urządzeniu do jutra?", "Zachować moje odpowiedzi na tym urządzeniu do {when}?", "Wtedy nic nie przepadnie, gdy strona się zamknie. Bardzo prywatnych odpowiedzi nigdy nie zachowujemy.", "Tak, zachowaj", "Nie, to nie moje urządzenie",
    "Wybierz PIN, co najmniej 4 cyfry", "Będzie potrzebny, aby później kontynuować. Nikt nie odczyta go za ciebie.", "Użyj co najmniej 4 cyfr", "Zachowaj moje odpowiedzi", "Odpowiedzi są zachowane na tym urządzeniu do jutra.", "Odpowiedzi są zachowane na tym urządzeniu do {when}.",
    "Na tym urządzeniu są odpowiedzi z: {time}.", "Kontynuuj od strony {page}", "Kontynuuj od ostatniego miejsca", "Zacznij od nowa", "Usuń", "Usunąć odpowiedzi zachowane na tym urządzeniu?", "Tak, usuń", "Zachowaj", "Odpowiedzi usunięto z tego urządzenia.",
    "Twój PIN", "Otwórz", "To nie jest ten PIN. Pozostałe próby, zanim odpowiedzi zostaną usunięte: {n}", "Zbyt wiele razy podano zły PIN. Odpowiedzi usunięto.",
    "Odpowiedzi zostały przywrócone.", "Te odpowiedzi nie zostały zachowane, bo są prywatne. Podaj je jeszcze raz: {list}", "Formularz się od tego czasu zmienił. Wszystkie odpowiedzi zachowano.", "Formularz się od tego czasu zmienił. Odpowiedzi zachowano, oprócz: {list}", "Te pytania brzmią teraz inaczej. Sprawdź odpowiedzi: {list}",
    "Na tym urządzeniu nie ma już miejsca, więc odpowiedzi nie są zachowywane. Zapisz je w pliku.", "Ta przeglądarka nie zachowuje odpowiedzi. Zapisz je w pliku.", "Przeglądarka usunęła zachowane odpowiedzi.", "Zachowaj ponownie", "Ten formularz jest otwarty w innej karcie. To, co napiszesz tutaj, nie zostanie zachowane: kontynuuj w tamtej karcie.",
    "Zapisz to, co już wpisano", "Kontynuuj z zapisanego pliku", "Każdy, kto otworzy plik, może go przeczytać.", "Ten plik nie pochodzi z tego formularza.",
    "To, co już wpisano", "Zapisano: {time}. Nic nie zostało wysłane.", "Aby kontynuować, otwórz formularz i wybierz „{load}”.", "Nie ma w pliku, bo to prywatne:", "Zamknij", "Wszystko wyczyszczono. Możesz już odejść od tego urządzenia.", "Wszystko wyczyszczono. Następna osoba może zacząć.",
    "Na tym urządzeniu nie ma miejsca na te pliki, więc nie są zachowywane: {list}. Reszta jest zachowywana.", "Te pliki nie zostały zachowane. Dodaj je jeszcze raz: {list}",
  ],
  es: [
    "Sus respuestas en este dispositivo", "¿Guardar mis respuestas en este dispositivo hasta mañana?", "¿Guardar mis respuestas en este dispositivo hasta el {when}?", "Así no se pierde nada si se cierra esta página. Las respuestas muy privadas no se guardan nunca.", "Sí, guardarlas", "No, este dispositivo no es mío",
    "Elija un PIN de 4 dígitos o más", "Lo necesita para continuar más tarde. Nadie puede averiguarlo por usted.", "Use al menos 4 dígitos", "Guardar mis respuestas", "Sus respuestas están guardadas en este dispositivo hasta mañana.", "Sus respuestas están guardadas en este dispositivo hasta el {when}.",
    "Hay respuestas en este dispositivo, del {time}.", "Continuar en la página {page}", "Continuar donde estaba", "Empezar de nuevo", "Borrar", "¿Borrar las respuestas guardadas en este dispositivo?", "Sí, borrarlas", "Conservarlas", "Las respuestas se han borrado de este dispositivo.",
    "Su PIN", "Abrir", "Ese no es el PIN. Intentos que quedan antes de borrar las respuestas: {n}", "El PIN fue incorrecto demasiadas veces. Las respuestas se han borrado.",
    "Sus respuestas están de nuevo aquí.", "Estas no se guardaron porque son privadas. Respóndalas otra vez: {list}", "El formulario ha cambiado desde entonces. Se conservan todas sus respuestas.", "El formulario ha cambiado desde entonces. Se conservan sus respuestas, excepto: {list}", "Estas preguntas tienen ahora otras palabras. Revise sus respuestas: {list}",
    "No queda espacio en este dispositivo, así que sus respuestas no se guardan. Guárdelas en un archivo.", "Este navegador no guarda sus respuestas. Guárdelas en un archivo.", "El navegador ha eliminado las respuestas guardadas.", "Guardarlas otra vez", "Tiene este formulario abierto en otra pestaña. Lo que escriba aquí no se guarda: continúe en la otra pestaña.",
    "Guardar lo que he escrito", "Continuar con un archivo guardado", "Cualquiera que abra el archivo puede leerlo.", "Este archivo no es de este formulario.",
    "Lo que he escrito", "Guardado: {time}. No se ha enviado nada.", "Para continuar, abra el formulario y elija «{load}».", "No está en este archivo porque es privado:", "Cerrar", "Se ha borrado todo. Ya puede dejar este dispositivo.", "Se ha borrado todo. La siguiente persona puede empezar.",
    "No hay espacio en este dispositivo para estos archivos, así que no se guardan: {list}. Lo demás sí se guarda.", "Estos archivos no se guardaron. Añádalos otra vez: {list}",
  ],
  ar: [
    "إجاباتك على هذا الجهاز", "حفظ إجاباتي على هذا الجهاز حتى الغد؟", "حفظ إجاباتي على هذا الجهاز حتى {when}؟", "بذلك لا يضيع شيء إذا أُغلقت هذه الصفحة. الإجابات الخاصة جدًا لا تُحفظ أبدًا.", "نعم، حفظها", "لا، هذا ليس جهازي",
    "يُرجى اختيار رمز سري من 4 أرقام على الأقل", "ستحتاج إليه للمتابعة لاحقًا. لا يستطيع أحد معرفته نيابةً عنك.", "يُرجى استخدام 4 أرقام على الأقل", "حفظ إجاباتي", "إجاباتك محفوظة على هذا الجهاز حتى الغد.", "إجاباتك محفوظة على هذا الجهاز حتى {when}.",
    "توجد إجابات على هذا الجهاز، من {time}.", "المتابعة من الصفحة {page}", "المتابعة من حيث توقفت", "البدء من جديد", "حذف", "حذف الإجابات المحفوظة على هذا الجهاز؟", "نعم، حذفها", "الاحتفاظ بها", "حُذفت الإجابات من هذا الجهاز.",
    "رمزك السري", "فتح", "هذا ليس الرمز السري. المحاولات المتبقية قبل حذف الإجابات: {n}", "أُدخل رمز خاطئ مرات كثيرة. حُذفت الإجابات.",
    "عادت إجاباتك.", "لم تُحفظ هذه الإجابات لأنها خاصة. يُرجى تقديمها مرة أخرى: {list}", "تغيّر النموذج منذ ذلك الحين. بقيت كل إجاباتك.", "تغيّر النموذج منذ ذلك الحين. بقيت إجاباتك، ما عدا: {list}", "صيغت هذه الأسئلة الآن بطريقة أخرى. يُرجى مراجعة إجاباتك: {list}",
    "لم تبقَ مساحة على هذا الجهاز، لذلك لا تُحفظ إجاباتك. يمكنك حفظها في ملف.", "هذا المتصفح لا يحفظ إجاباتك. يمكنك حفظها في ملف.", "أزال المتصفح الإجابات التي كانت محفوظة.", "حفظها مرة أخرى", "هذا النموذج مفتوح في علامة تبويب أخرى. ما تكتبه هنا لا يُحفظ: يُرجى المتابعة في علامة التبويب الأخرى.",
    "حفظ ما كتبته", "المتابعة بملف حفظته", "يستطيع كل من يفتح الملف قراءته.", "هذا الملف ليس من هذا النموذج.",
    "ما كتبته", "حُفظ في {time}. لم يُرسل أي شيء.", "للمتابعة، يُرجى فتح النموذج واختيار «{load}».", "غير موجود في هذا الملف لأنه خاص:", "إغلاق", "مُسح كل شيء. يمكنك ترك هذا الجهاز الآن.", "مُسح كل شيء. يمكن للشخص التالي أن يبدأ.",
    "لا توجد مساحة على هذا الجهاز لهذه الملفات، لذلك لا تُحفظ: {list}. أما الباقي فيُحفظ.", "لم تُحفظ هذه الملفات. يُرجى إضافتها مرة أخرى: {list}",
  ],
  uk: [
    "Ваші відповіді на цьому пристрої", "Зберегти мої відповіді на цьому пристрої до завтра?", "Зберегти мої відповіді на цьому пристрої до {when}?", "Тоді нічого не пропаде, якщо сторінка закриється. Дуже особисті відповіді ніколи не зберігаються.", "Так, зберегти", "Ні, це не мій пристрій",
    "Виберіть PIN-код, щонайменше 4 цифри", "Він потрібен, щоб продовжити пізніше. Ніхто не зможе дізнатися його за вас.", "Введіть щонайменше 4 цифри", "Зберегти мої відповіді", "Ваші відповіді збережено на цьому пристрої до завтра.", "Ваші відповіді збережено на цьому пристрої до {when}.",
    "На цьому пристрої є відповіді від {time}.", "Продовжити зі сторінки {page}", "Продовжити з того самого місця", "Почати спочатку", "Видалити", "Видалити відповіді, збережені на цьому пристрої?", "Так, видалити", "Залишити", "Відповіді видалено з цього пристрою.",
    "Ваш PIN-код", "Відкрити", "Це не той PIN-код. Залишилося спроб до видалення відповідей: {n}", "PIN-код забагато разів введено неправильно. Відповіді видалено.",
    "Ваші відповіді повернулися.", "Ці відповіді не збережено, бо вони особисті. Дайте відповідь ще раз: {list}", "Відтоді форма змінилася. Усі ваші відповіді збережено.", "Відтоді форма змінилася. Ваші відповіді збережено, крім: {list}", "Ці запитання тепер сформульовано інакше. Перевірте відповіді: {list}",
    "На цьому пристрої не залишилося місця, тому ваші відповіді не зберігаються. Збережіть їх у файл.", "Цей браузер не зберігає ваші відповіді. Збережіть їх у файл.", "Браузер видалив збережені відповіді.", "Зберегти ще раз", "Цю форму відкрито в іншій вкладці. Те, що ви пишете тут, не зберігається: продовжуйте в іншій вкладці.",
    "Зберегти те, що вже написано", "Продовжити зі збереженого файлу", "Кожен, хто відкриє файл, зможе його прочитати.", "Цей файл не з цієї форми.",
    "Те, що вже написано", "Збережено: {time}. Нічого не надіслано.", "Щоб продовжити, відкрийте форму й виберіть «{load}».", "Немає в цьому файлі, бо це особисте:", "Закрити", "Усе стерто. Тепер можна відійти від цього пристрою.", "Усе стерто. Наступна людина може починати.",
    "На цьому пристрої немає місця для цих файлів, тому їх не збережено: {list}. Решту збережено.", "Ці файли не збережено. Додайте їх ще раз: {list}",
  ],
};

export const LANGUAGES = Object.keys(WORDS);

/** The words of a language: `say(key, values)`, and what `Intl` needs. */
export function words(tag) {
  const base = tag.toLowerCase().split("-")[0];
  const language = WORDS[base] ? base : "en";
  const list = WORDS[language];
  const region = language === base ? tag : language;
  return {
    language,
    dir: language === "ar" ? "rtl" : "ltr",
    say: (key, values = {}) => list[KEYS.indexOf(key)].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all),
    number: (n) => new Intl.NumberFormat(region).format(n),
    time: (ms) => new Intl.DateTimeFormat(region, { dateStyle: "long", timeStyle: "short" }).format(ms),
    day: (ms) => new Intl.DateTimeFormat(region, { dateStyle: "long" }).format(ms),
  };
}
