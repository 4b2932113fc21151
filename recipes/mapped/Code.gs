// Google Apps Script of the spreadsheet: adds a row for each submission, once. Deploy it as a web app that runs as you and is open to anyone.
// Its address is known to others sooner or later, so what comes must know the script property SECRET.
function doPost(event) {
  var come = JSON.parse(event.postData.contents);
  if (come.secret !== PropertiesService.getScriptProperties().getProperty('SECRET')) return answer({ error: 'secret' });
  var lock = LockService.getScriptLock();
  lock.waitLock(30000); // two at once would write one row twice
  try {
    var sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName('Submissions');
    var names = sheet.getLastColumn() ? sheet.getRange(1, 1, 1, sheet.getLastColumn()).getValues()[0] : [];
    Object.keys(come.row).forEach(function (name) { if (names.indexOf(name) < 0) names.push(name); });
    sheet.getRange(1, 1, 1, names.length).setValues([names]);
    var column = names.indexOf('Submission') + 1;
    var there = sheet.getLastRow() > 1 ? sheet.getRange(2, column, sheet.getLastRow() - 1, 1).getValues() : [];
    var isThere = there.some(function (row) { return row[0] === come.submissionId; });
    if (!isThere) sheet.appendRow(names.map(function (name) { return cell(come.row[name]); }));
    SpreadsheetApp.flush(); // written before it is answered
    return answer({ submissionId: come.submissionId });
  } finally { lock.releaseLock(); }
}

/** An answer is no formula, whatever it begins with. */
function cell(value) {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' && /^[=+\-@\t\r']/.test(value) ? "'" + value : value;
}

function answer(value) {
  return ContentService.createTextOutput(JSON.stringify(value)).setMimeType(ContentService.MimeType.JSON);
}
