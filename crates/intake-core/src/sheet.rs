//! What a person takes along: one sheet with where to go and what to bring, in the person's own language and, where
//! that is another, in the form's own beside it, for whoever is met there; and the same as a text message.

use crate::definition::{Item, Kind, Referral};
use crate::form::Form;
use crate::guidance::{Card, Guidance};
use crate::hours::say_schedule;
use crate::json::Json;
use crate::outcome::Outcome;
use crate::session::{Session, Slot};
use crate::text::Text;
use crate::wording::Wording;

/// A text message of more than this comes in too many pieces, in characters.
const MESSAGE: usize = 320;

/// A line in the person's language, and in the form's own where that says something else.
pub type Line = (String, Option<String>);

/// The sheet, ready to be laid out.
pub struct Sheet {
    /// The heading, in the catalogue's words.
    pub title: Line,
    /// The form's title.
    pub form: Line,
    /// What the person wants to be called.
    pub name: String,
    /// The day of the session.
    pub date: Line,
    /// The word for it and the receiver's number; `None` until the receiver has the answers.
    pub reference: Option<(Line, String)>,
    /// Over the columns: help, where, telephone, hours, what to bring.
    pub heads: [Line; 5],
    /// The cells of each row, as lines.
    pub rows: Vec<[Vec<Line>; 5]>,
    /// Each question with its answer, and what stands over them.
    pub answers: (String, Vec<(String, String)>),
    /// That the answers are not sent, where they are not.
    pub unsent: Option<Line>,
    /// What a saved file says of itself.
    pub keep: String,
    /// What paper without room for all says of the rest; `{n}` is how many.
    pub rest: String,
}

/// A place, or none, and the programs that lead there.
struct Stop {
    place: Option<usize>,
    programs: Vec<(usize, bool)>,
}

/// Both languages at once.
struct Speaker<'a, W> {
    session: &'a Session,
    own: &'a W,
    local: Option<&'a W>,
}

impl<W: Wording> Speaker<'_, W> {
    fn both(&self, say: impl Fn(&W) -> String) -> Line {
        let own = say(self.own);
        let local = self.local.map(say).filter(|local| *local != own && !local.is_empty());
        (own, local)
    }

    fn word(&self, key: &str) -> Line {
        self.both(|words| words.say(key).to_string())
    }

    fn text(&self, text: &Text) -> Line {
        self.both(|words| self.session.say_plain(text, words))
    }
}

/// The sheet of a session. `local` is given where the form's own language is not the person's; `reference`, once the
/// receiver has the answers.
pub fn sheet<W: Wording>(session: &Session, own: &W, local: Option<&W>, reference: Option<&str>) -> Sheet {
    let speaker = Speaker { session, own, local };
    let outcome = session.outcome();
    let guidance = Guidance::of(session, &outcome);
    let rows = stops(&guidance).iter().map(|stop| row(&speaker, &outcome, stop)).collect();
    let heads = ["sheet-help", "sheet-where", "phone", "hours", "documents"].map(|key| speaker.word(key));
    Sheet {
        title: speaker.word("sheet"),
        form: speaker.text(&session.form().title),
        name: called(session, own),
        date: speaker.both(|words| words.date(session.today())),
        reference: reference.map(|number| (speaker.word("reference"), number.to_string())),
        heads,
        rows,
        answers: (own.say("sheet-answers").to_string(), answers(session, own)),
        unsent: reference.is_none().then(|| speaker.word("sheet-unsent")),
        keep: own.say("sheet-keep").to_string(),
        rest: own.say("sheet-rest").to_string(),
    }
}

/// Where to go, short enough for a text message; `None` where there is nowhere to go.
pub fn text_message(session: &Session, words: &impl Wording, reference: Option<&str>) -> Option<String> {
    let outcome = session.outcome();
    let form = session.form();
    let mut message = match reference {
        Some(number) => [words.say("reference"), ": ", number].concat(),
        None => String::new(),
    };
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut length = message.chars().count();
    for stop in stops(&Guidance::of(session, &outcome)) {
        let Some(place) = stop.place.and_then(|place| form.referrals.get(place)) else { continue };
        let program = stop.programs.first().and_then(|(program, _)| form.programs.get(*program));
        let mut parts: Vec<String> = vec![session.say_plain(&place.service.name, words)];
        parts.extend(place.service.addresses.first().map(|address| address.lines.join(", ")));
        parts.extend(place.service.voice().map(|phone| phone.number.to_string()));
        let mut line = parts.join(", ");
        if let Some(program) = program {
            line = [&session.say_plain(&program.label, words), ": ", &line].concat();
        }
        length += line.chars().count() + 1;
        if length > MESSAGE && !lines.is_empty() {
            break;
        }
        lines.push((line, hours_in_short(session, place, words)));
    }
    if lines.is_empty() {
        return None;
    }
    // Hours stand where there is room for them: to know all places comes first.
    for (line, hours) in lines {
        message.push_str(if message.is_empty() { "" } else { "\n" });
        message.push_str(&line);
        let more = hours.chars().count() + 2;
        if !hours.is_empty() && length + more <= MESSAGE {
            length += more;
            message.push_str(". ");
            message.push_str(&hours);
        }
    }
    Some(message)
}

/// All that the schedules of a place say, or nothing: half of it might leave out when it is closed.
fn hours_in_short(session: &Session, place: &Referral, words: &impl Wording) -> String {
    let today = session.today();
    let schedules = place.service.schedules.iter().filter(|schedule| !schedule.is_over(today));
    let said = schedules.flat_map(|schedule| {
        let text = schedule.description.as_ref().map(|text| session.say_plain(text, words));
        [say_schedule(schedule, today, words), text.unwrap_or_default()]
    });
    said.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Each place once, what can't wait first.
fn stops(guidance: &Guidance) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    let mut add = |place: Option<usize>, program: Option<(usize, bool)>| {
        let found = stops.iter_mut().find(|stop| match place {
            Some(_) => stop.place == place,
            None => stop.programs.iter().any(|(own, _)| program.is_some_and(|(program, _)| *own == program)),
        });
        match found {
            Some(stop) => {
                let new = program.filter(|(new, _)| !stop.programs.iter().any(|(own, _)| own == new));
                stop.programs.extend(new);
            }
            None => stops.push(Stop { place, programs: program.into_iter().collect() }),
        }
    };
    let is_open = |program: usize| guidance.undetermined.iter().any(|card| card.program == program);
    for first in &guidance.first {
        add(first.place, first.program.map(|program| (program, is_open(program))));
    }
    let mut all = |cards: &[Card], open: bool| {
        for card in cards {
            for place in &card.places {
                add(Some(place.referral), Some((card.program, open)));
            }
            if card.places.is_empty() && !open {
                add(None, Some((card.program, open)));
            }
        }
    };
    all(&guidance.eligible, false);
    all(&guidance.undetermined, true);
    for place in guidance.places.iter().chain(&guidance.ask) {
        add(Some(*place), None);
    }
    stops
}

fn row<W: Wording>(speaker: &Speaker<'_, W>, outcome: &Outcome, stop: &Stop) -> [Vec<Line>; 5] {
    let form = speaker.session.form();
    let (mut help, mut bring) = (Vec::new(), Vec::new());
    for (place, open) in &stop.programs {
        let Some((program, found)) = form.programs.get(*place).zip(outcome.programs.get(*place)) else {
            continue;
        };
        help.push(speaker.text(&program.label));
        if *open {
            help.push(speaker.word("find-out"));
        }
        let documents = found.documents.iter().filter_map(|document| program.documents.get(*document));
        bring.extend(documents.map(|document| speaker.text(&document.label)));
    }
    let Some(Referral { service, reason, .. }) = stop.place.and_then(|place| form.referrals.get(place))
    else {
        return [help, Vec::new(), Vec::new(), Vec::new(), bring];
    };
    if help.is_empty() {
        help.push(speaker.text(reason));
    }
    let mut at = vec![speaker.text(&service.name)];
    let lines = service.addresses.iter().flat_map(|address| &address.lines);
    at.extend(lines.map(|line| (line.to_string(), None)));
    let phones = service.phones.iter().map(|phone| (phone.number.to_string(), None)).collect();
    let mut hours = Vec::new();
    for schedule in service.schedules.iter().filter(|own| !own.is_over(speaker.session.today())) {
        let line = speaker.both(|words| say_schedule(schedule, speaker.session.today(), words));
        hours.extend((!line.0.is_empty()).then_some(line));
        hours.extend(schedule.description.as_ref().map(|text| speaker.text(text)));
    }
    bring.extend(service.required_documents.iter().map(|text| speaker.text(text)));
    let mut once: Vec<Line> = Vec::new();
    bring.into_iter().for_each(|line| {
        if !once.contains(&line) {
            once.push(line)
        }
    });
    [help, at, phones, hours, once]
}

/// What the person wants to be called, as far as the form asks.
fn called(session: &Session, words: &impl Wording) -> String {
    let named = |item: &Item| {
        let slot = session.slot(&item.name).filter(|slot| session.answer_of(*slot).is_some())?;
        session.answer_text(slot, words)
    };
    name_items(session.form()).find_map(named).unwrap_or_default()
}

/// The questions for what a person is called, whatever they are named: by what the browser fills in, the best first.
pub fn name_items(form: &Form) -> impl Iterator<Item = &Item> {
    let tokens = ["name", "given-name", "nickname", "family-name"];
    tokens.into_iter().filter_map(move |token| {
        form.items.iter().find(|item| item.scope.is_none() && item.autocomplete.as_deref() == Some(token))
    })
}

/// How the person wants to be contacted, in her words of the form; `None` where it does not ask.
pub fn contact_wish(session: &Session, words: &impl Wording) -> Option<String> {
    let items = session.form().items.iter();
    let wish = |item: &Item| {
        let slot = session.slot(&item.name).filter(|slot| session.answer_of(*slot).is_some())?;
        session.answer_text(slot, words)
    };
    items.filter(|item| matches!(item.kind, Kind::Contact { .. })).find_map(wish)
}

fn answers(session: &Session, words: &impl Wording) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for page in session.shown_pages() {
        for slot in session.page_slots(page) {
            collect(session, words, slot, "", &mut rows);
        }
    }
    rows
}

fn collect(
    session: &Session,
    words: &impl Wording,
    slot: Slot,
    entry: &str,
    rows: &mut Vec<(String, String)>,
) {
    let Some(item) = session.item(slot).filter(|_| session.field(slot).relevant) else { return };
    let label = || [entry, &session.say_label_plain(slot, words)].concat();
    match item.kind {
        Kind::Note { .. } => {}
        Kind::Group { .. } => {
            session.children(slot).into_iter().for_each(|child| collect(session, words, child, entry, rows));
        }
        Kind::Repeat(_) if !session.entries(slot).is_empty() => {
            for (index, slots) in session.entries(slot).into_iter().enumerate() {
                let name = session.entry_name(slot, index, words);
                let number = || [&*label(), " ", &words.whole(index as u32 + 1)].concat();
                let name = [&*name.unwrap_or_else(number), ": "].concat();
                slots.into_iter().for_each(|own| collect(session, words, own, &name, rows));
            }
        }
        _ => {
            let answer = session.answer_joined(slot, words, &|parts| parts.join("; "));
            rows.extend(answer.map(|answer| (label(), answer)));
        }
    }
}

impl Sheet {
    /// For whoever lays it out elsewhere: lines are pairs, the second empty where there is none. `about` goes along.
    pub fn to_json(&self, about: &[(&str, &str)]) -> Json {
        let line = |(own, local): &Line| {
            Json::Array(vec![Json::string(own), Json::string(local.as_deref().unwrap_or_default())])
        };
        let lines = |all: &Vec<Line>| Json::Array(all.iter().map(line).collect());
        let row = |cells: &[Vec<Line>; 5]| Json::Array(cells.iter().map(lines).collect());
        let answer =
            |(label, answer): &(String, String)| Json::Array(vec![Json::string(label), Json::string(answer)]);
        let (heading, answers) = &self.answers;
        let about = about.iter().map(|(name, value)| (*name, Json::string(*value)));
        Json::object(about.chain([
            ("title", line(&self.title)),
            ("form", line(&self.form)),
            ("name", Json::string(&self.name)),
            ("date", line(&self.date)),
            ("reference", self.reference.as_ref().map_or(Json::Null, |(label, _)| line(label))),
            ("number", Json::string(self.reference.as_ref().map_or("", |(_, number)| number))),
            ("heads", Json::Array(self.heads.iter().map(line).collect())),
            ("rows", Json::Array(self.rows.iter().map(row).collect())),
            ("heading", Json::string(heading)),
            ("answers", Json::Array(answers.iter().map(answer).collect())),
            ("unsent", self.unsent.as_ref().map_or(Json::Null, line)),
            ("keep", Json::string(&self.keep)),
            ("rest", Json::string(&self.rest)),
        ]))
    }
}
