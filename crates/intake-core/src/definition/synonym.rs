//! What other form builders call things (XLSForm, SurveyJS, Form.io, Google Forms, HTML, JSON
//! Schema), and how it is said here.

/// A word without what people write between its parts.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn has(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|own| own == word)
}

/// What to write for a type that there is not.
pub(super) fn type_advice(written: &str, types: &[&str]) -> Option<String> {
    let whole = plain(written);
    if let Some(own) = types.iter().find(|own| **own == whole) {
        return Some(format!("Write \"{own}\"."));
    }
    // XLSForm names the list behind the type: `select_one counties`.
    let (first, list) = written.trim().split_once(char::is_whitespace).unwrap_or((written, ""));
    let of_list = |kind: &str| match list.trim() {
        "" => format!("Write \"{kind}\"."),
        list => format!("Write \"type\": \"{kind}\" and \"choices\": \"{list}\"."),
    };
    match plain(first).as_str() {
        "selectone" | "selectonefromfile" => return Some(of_list("choice")),
        "selectmultiple" | "selectmultiplefromfile" => return Some(of_list("choices")),
        _ => {}
    }
    let row = TYPES.iter().find(|(words, _)| has(words, &whole));
    row.map(|(_, advice)| match advice.split_once(' ') {
        None => format!("Write \"{advice}\"."),
        Some(_) => (*advice).to_owned(),
    })
}

/// Words for types; one word of advice is the type to write.
const TYPES: &[(&str, &str)] = &[
    (
        "radio radiogroup radiobutton radiobuttons radios select select1 dropdown dropdownlist combobox picklist \
      pulldown lookup enum menu singlechoice singleselect selectsingle imagepicker buttongroup option options \
      autocomplete gender sex nationality",
        "choice",
    ),
    (
        "multiplechoice multichoice",
        "Write \"choice\" where people give one answer, \"choices\" where they may give several.",
    ),
    (
        "selectmultiple checkboxes checkboxgroup selectboxes multiselect multipleselect selectmany tagbox tags \
      checklist ranking rank",
        "choices",
    ),
    (
        "checkbox tickbox check",
        "Write \"boolean\" for a question with Yes and No, \"choices\" for boxes to tick, \
      \"consent\" for something to agree to.",
    ),
    ("bool yesno yesnounknown truefalse toggle switch", "boolean"),
    ("int whole wholenumber count counter spinner", "integer"),
    (
        "number numeric num range slider stepper",
        "Write \"integer\" for a whole number, \"decimal\" for others, \"money\" \
      for an amount, \"scale\" for steps from 1 to 5.",
    ),
    ("float double real decimalnumber percent percentage", "decimal"),
    ("currency amount price sum cash salary", "Write \"money\", with \"currency\": \"EUR\" or another code."),
    (
        "string str char varchar input textfield textbox textinput shorttext shortanswer singlelinetext singleline \
      line password barcode",
        "text",
    ),
    (
        "textarea longtext longanswer multiline multilinetext memo comment essay freetext richtext wysiwyg story",
        "paragraph",
    ),
    (
        "name fullname firstname lastname givenname familyname surname",
        "Write \"text\", with \"autocomplete\": \"name\".",
    ),
    (
        "ssn id idnumber personnummer pesel nationalid passport zip zipcode postcode postalcode",
        "Write \"text\", with a \"pattern\" for how it is written.",
    ),
    ("tel telephone phonenumber telephonenumber mobile mobilephone cellphone", "phone"),
    ("mail emailaddress", "email"),
    ("link uri website web homepage", "url"),
    ("day birthdate birthday dateofbirth dob calendar datepicker", "date"),
    (
        "datetime datetimelocal dateandtime timestamp",
        "Ask for a \"date\" and, in a question of its own, for a \"time\".",
    ),
    ("year", "Write \"integer\"."),
    ("yearmonth monthyear monthpicker", "month"),
    (
        "photo image picture video audio upload fileupload attachment attachments document documents files camera scan",
        "Write \"file\"; for photos with \"accept\": [\"image/*\"].",
    ),
    (
        "likert rating stars nps opinionscale linearscale smiley emoji satisfaction",
        "Write \"scale\": a number from \"min\" \
      to \"max\".",
    ),
    (
        "table grid matrix matrixdynamic matrixdropdown datagrid editgrid paneldynamic dynamicpanel subform roster list \
      array repeatgroup beginrepeat rows",
        "Write \"repeat\" for entries that people add. For one scale under several \
      statements, write a \"scale\" for each.",
    ),
    ("section panel fieldset container columns well accordion tabs begingroup object flowpanel", "group"),
    (
        "location geo gps map place geopoint geotrace geoshape coordinates street",
        "Write \"address\": a form asks for no \
      place on a map.",
    ),
    ("sign signaturepad initials", "signature"),
    ("contactmethod contactpreference safecontact preferredcontact reach", "contact"),
];

/// Words for types that are something else here.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "page step wizard screen pagebreak",
        "A page stands in \"pages\", beside the others; questions on one page can stand \
      in a \"group\".",
    ),
    (
        "html content heading header title static statictext label description info message markdown text_ display \
      expressionfield image_ instructions",
        "Write \"note\", with the words in \"text\".",
    ),
    (
        "calculate calculated calculation computed expression formula hidden variable score",
        "A value that is computed \
      stands in the form's \"variables\": {\"name\": …, \"calculation\": …}.",
    ),
    (
        "agreement terms gdpr accept privacy privacypolicy optin acknowledge acknowledgement trigger",
        "Write \"consent\", with \
      what people agree to in \"statement\".",
    ),
    (
        "submit button reset captcha recaptcha divider spacer",
        "Leave it out: the form has the buttons that it needs.",
    ),
    (
        "start end today deviceid username simserial audit uuid meta phonemeta",
        "Leave it out: a submission says itself when \
      and with which form it was made.",
    ),
    ("endgroup endrepeat", "Leave it out: the questions of a group or repeat stand in its \"items\"."),
];

/// What to write for a type that is none at all here.
pub(super) fn no_type(written: &str) -> Option<&'static str> {
    let whole = plain(written);
    ELSEWHERE.iter().find(|(words, _)| has(words, &whole)).map(|(_, advice)| *advice)
}

/// What to write for a property that does not stand where `known` stand.
pub(super) fn property_advice(written: &str, known: &[&str]) -> Option<String> {
    let word = plain(written);
    if let Some(own) = known.iter().find(|own| plain(own) == word) {
        return Some(format!("Write \"{own}\"."));
    }
    if word.is_empty() {
        return Some("Write remarks in a member whose name starts with x-, such as \"x-note\".".into());
    }
    let stands = |name: &str| name.is_empty() || known.contains(&name);
    let way = WAYS_ROUND.iter().find(|(words, at, _)| has(words, &word) && at.split(' ').all(stands));
    if let Some((_, _, advice)) = way {
        return Some((*advice).to_owned());
    }
    let rows = PROPERTIES.iter().filter(|(words, _)| has(words, &word));
    if let Some(own) = rows.flat_map(|(_, targets)| targets.split(' ')).find(|own| known.contains(own)) {
        return Some(format!("Write \"{own}\"."));
    }
    let place = PLACES.iter().find(|(names, _)| has(names, written));
    place.map(|(_, place)| format!("\"{written}\" stands {place}."))
}

/// Words for properties, and the properties that they may be, the likeliest first.
const PROPERTIES: &[(&str, &str)] = &[
    (
        "title question questiontext questiontitle caption prompt labeltext displayname legend text",
        "label title text name",
    ),
    ("label heading header caption", "title label"),
    (
        "help helptext hinttext description tooltip info instructions guidance guidancehint guidetext subtitle explanation",
        "hint description summary reason text",
    ),
    ("hint help intro introduction", "description hint summary"),
    (
        "visibleif visible showif show condition conditional conditions conditionals relevance displayif enableif when if iff \
      dependson depends showwhen enablewhen branching logic customconditional vif skiplogic",
        "relevant test constraint",
    ),
    ("isrequired mandatory requiredif require must", "required"),
    (
        "validation validations validator validators validate rule rules check assert",
        "constraint constraints criteria test",
    ),
    (
        "constraintmsg errormessage error message errortext validationmessage invalidmessage jrconstraintmsg requirederrortext",
        "constraintMessage message",
    ),
    ("defaultvalue initial initialvalue value preset prefill selected", "default name calculation"),
    ("disabled locked readonlyif editable", "readOnly"),
    (
        "options values enum items answers answeroptions data list listname oneof anyof choicelist choice",
        "choices choiceLists items",
    ),
    (
        "questions elements fields components children controls panels rows columns templateelements elementsjson content properties inputs body",
        "items pages",
    ),
    ("sections steps items screens survey groups page", "pages items"),
    ("filter choicesvisibleif cascade choicefilterif", "choiceFilter"),
    ("hasother showotheritem orother allowother otheroption", "other"),
    ("none hasnone shownoneitem noneofthese", "exclusive"),
    ("minimum minvalue from lowest exclusiveminimum", "min"),
    ("maximum maxvalue to highest exclusivemaximum", "max"),
    ("maxchars maxlen length size characterlimit", "maxLength"),
    ("regex regexp mask inputmask format validationpattern", "pattern"),
    ("precision step decimalplaces digits multipleof fractiondigits", "decimals"),
    ("unit symbol currencycode prefix suffix", "currency"),
    ("maxsize maxfilesize filesize sizelimit", "maxBytes"),
    (
        "filetypes acceptedtypes allowedtypes mimetypes mimetype filepattern extensions allowedextensions",
        "accept",
    ),
    ("minitems minchoices minselectedchoices mincheckedcount minpanelcount minrows", "minSelected minCount"),
    (
        "maxitems maxchoices maxselectedchoices maxcheckedcount maxpanelcount maxrows repeatcount jrcount panelcount count",
        "maxSelected maxCount maxFiles",
    ),
    ("addbutton addtext addanother addanothertext paneladdtext addrowtext", "addLabel"),
    ("templatetitle entrylabel rowlabel itemtitle", "itemLabel"),
    ("text body terms agreement html content markdown value", "statement text"),
    ("minratedescription minlabeltext lowlabel labelmin leftlabel", "minLabel"),
    ("maxratedescription maxlabeltext highlabel labelmax rightlabel", "maxLabel"),
    ("widget display renderas renderer", "appearance"),
    ("autofill autocompletetoken", "autocomplete"),
    ("private secret pii confidential personal protected", "sensitive"),
    ("why justification legalbasis", "purpose reason"),
    ("save store keep persist always", "record"),
    ("allowunknown dontknow unknown refuse donotknow", "absent"),
    ("id key code field fieldname valuename variable slug ref identifier", "name"),
    ("inputtype fieldtype kind questiontype datatype", "type"),
    ("expression formula calculate computed calculationexpression compute", "calculation test constraint"),
    ("exit exiturl quickexit escapeurl leaveurl emergencyexit safetyurl", "exitUrl"),
    ("submit submittext submitbutton completetext submitbuttonlabel", "submitLabel"),
    (
        "thankyou confirmation confirmationmessage completedhtml thankyoupage successmessage endmessage",
        "afterSending",
    ),
    ("locales locale langs language translations", "languages defaultLanguage"),
    ("constants lookups parameters limits thresholds", "tables"),
    ("calculations computedvalues calculatedvalues computed", "variables"),
    ("tests examples testcases", "scenarios"),
    ("outcomes benefits results", "programs"),
    ("services resources places providers agencies", "referrals"),
    ("eligibility requirements conditions tests", "criteria"),
    ("nextstep howtoapply instructions steps", "nextSteps"),
    ("phone telephone tel", "phones number"),
    ("website link homepage web", "url"),
    ("mail emailaddress", "email"),
    ("openinghours hours schedule opening", "schedules"),
    ("opens open from opening", "opens_at"),
    ("closes close until to closing", "closes_at"),
    ("days day weekday weekdays", "byday"),
    ("validfrom startdate begins", "valid_from"),
    ("validto enddate ends validuntil", "valid_to"),
    ("tz zone timezone", "timezone timeZone"),
    ("priority emergency immediate now", "urgent"),
    ("street address line1 address1", "address_1 addresses"),
    ("zip zipcode postcode postalcode", "postal_code"),
    ("town locality", "city"),
    ("state province county", "state_province"),
    ("proofs requireddocuments docs", "documents required_documents"),
    ("organization organisation provider place agency", "service"),
];

/// What is done in another way: words, properties that stand where they were written, advice.
const WAYS_ROUND: &[(&str, &str, &str)] = &[
    (
        "calculation calculate calculatedvalue calculatevalue formula expression setvalueexpression compute computed",
        "type label",
        "An item does not compute. Write a value that is computed into the form's \"variables\": {\"name\": …, \"calculation\": …}.",
    ),
    (
        "defaultvalueexpression defaultexpression",
        "type label",
        "A default is a fixed answer. What is computed stands in the form's \"variables\".",
    ),
    (
        "hidden hide hideif hiddenif invisible skipif skip",
        "relevant",
        "Write \"relevant\", with the condition for showing it: \"relevant\": \"!(…)\" for one for hiding it.",
    ),
    (
        "placeholder inputplaceholder placeholdertext example",
        "type label",
        "A placeholder is gone as soon as somebody types. Write an example into \"hint\".",
    ),
    (
        "unit units suffix postfix prefix symbol",
        "type label max",
        "Say the unit in the label or the hint, such as \"Weight in kilos\"; an amount is of type \"money\", with a \"currency\".",
    ),
    (
        "unit units suffix postfix prefix symbol",
        "type label",
        "Say the unit in the label or the hint, such as \"Weight in kilos\".",
    ),
    (
        "optional nullable",
        "required",
        "Leave it out: a question may be left empty unless it has \"required\": true.",
    ),
    (
        "requiredmessage requirederrortext requiredmsg jrrequiredmsg",
        "required",
        "Leave it out: the form has its own words for a question that is left empty, in every language.",
    ),
    (
        "multiple multiselect allowmultiple ismultiple",
        "choices",
        "Write \"type\": \"choices\" where people may give several answers.",
    ),
    ("multiple allowmultiple", "maxFiles", "Write \"maxFiles\": how many files may be added."),
    (
        "class classname css style cssclass cssclasses width columns cols colcount size theme color colour layout inline rows",
        "type label",
        "Leave it out: how a form looks is decided by the page on which it stands.",
    ),
    (
        "image photo picture icon media video",
        "type label",
        "A form shows no pictures. Describe in words what people should see, or link to it in the hint.",
    ),
    (
        "score weight points scores",
        "label",
        "Answers have no points. Compute in the form's \"variables\", with conditions over the answers.",
    ),
    (
        "order randomize random shuffle choicesorder sort",
        "choices",
        "Leave it out: choices stand in the order in which they are written.",
    ),
    (
        "comment comments note notes todo remark remarks source",
        "",
        "Write remarks in a member whose name starts with x-, such as \"x-note\".",
    ),
    (
        "validators validations validation validate rules",
        "constraint",
        "Write \"constraint\": a condition over the answer, called self, such as \"self >= 18\"; and \"constraintMessage\".",
    ),
    (
        "labels translations i18n lang",
        "label",
        "Write the languages into the text itself: \"label\": {\"en\": \"…\", \"sv\": \"…\"}.",
    ),
    (
        "choicesbyurl choicesfromurl dataurl url src datasource file",
        "choices",
        "A form reaches no other server. Write the choices into the form's \"choiceLists\".",
    ),
    (
        "url action endpoint webhook submiturl redirect redirecturl navigatetourl",
        "pages",
        "Where answers are sent says the attribute \"action\" of <intake-form>, not the form.",
    ),
    (
        "password required login auth",
        "pages",
        "Leave it out: a form is open to everyone who has its address.",
    ),
    (
        "triggers trigger navigation goto next jumpto",
        "relevant",
        "Nothing jumps. Give a page or a question a \"relevant\": what is not relevant is skipped.",
    ),
    (
        "expires closes closedate startdate enddate opendate publish",
        "pages",
        "Leave it out: take the form off the page when it ends.",
    ),
];

/// Where a property of this language stands that was written elsewhere.
const PLACES: &[(&str, &str)] = &[
    (
        "formLanguage defaultLanguage languages choiceLists tables variables constraints programs referrals scenarios settings pages",
        "at the top of the file",
    ),
    (
        "reviewPage askOnlyWhatMatters exitUrl submitLabel afterSending timeZone drafts draftDays",
        "in \"settings\"",
    ),
    ("criteria estimate cash documents nextSteps", "in a program"),
    ("service reason", "in a referral"),
    ("calculation", "in the form's \"variables\""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_table_is_there_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (words, _) in TYPES.iter().chain(ELSEWHERE) {
            for word in words.split_whitespace() {
                assert!(seen.insert(word), "{word}");
                assert!(plain(word) == word || word.contains('_'), "{word} is never found");
            }
        }
        let words =
            PROPERTIES.iter().map(|(words, _)| words).chain(WAYS_ROUND.iter().map(|(words, ..)| words));
        for word in words.flat_map(|words| words.split_whitespace()) {
            assert_eq!(plain(word), word, "{word} is never found");
        }
    }
}
