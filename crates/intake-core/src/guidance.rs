//! An outcome as guidance for a person: what stands first, which place stands in which program, what is left to ask.
//!
//! Views draw it; they decide nothing about it.

use crate::decimal::Decimal;
use crate::definition::Program;
use crate::form::Form;
use crate::outcome::{Outcome, ProgramOutcome, Status};
use crate::session::{Session, Slot};

/// So many rows are read at once by somebody who is tired.
const FIRST: usize = 3;
/// So many offices are named to whom nothing was found for.
const ASK: usize = 3;

/// What is shown, in its order.
pub struct Guidance {
    /// The catalogue's key for the heading.
    pub title: &'static str,
    /// What can't wait: at most three.
    pub first: Vec<First>,
    /// Programs that a person may qualify for, in the form's order.
    pub eligible: Vec<Card>,
    /// Programs of which it is not known yet; their places can find out.
    pub undetermined: Vec<Card>,
    /// Programs that a person probably does not qualify for, without places.
    pub ineligible: Vec<Card>,
    /// The questions whose answers would settle the undetermined ones, each once.
    pub questions: Vec<Slot>,
    /// Places that stand in no program, as positions in the form's referrals.
    pub places: Vec<usize>,
    /// Where to ask, where nothing was found: the same.
    pub ask: Vec<usize>,
}

/// Something that can't wait: a program, a place, or a program at a place.
pub struct First {
    /// The position in the form's programs.
    pub program: Option<usize>,
    /// The position in the form's referrals.
    pub place: Option<usize>,
}

/// A program with its places.
pub struct Card {
    /// The position in the form's programs, which is that in the outcome's.
    pub program: usize,
    /// Those that apply, in the program's order.
    pub places: Vec<Place>,
}

/// A place within a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The position in the form's referrals.
    pub referral: usize,
    /// Whether it stands with all that is known of it in a program before.
    pub again: bool,
}

impl Guidance {
    /// What to show of the outcome of a session.
    pub fn of(session: &Session, outcome: &Outcome) -> Self {
        let form = session.form();
        let mut shown = vec![false; form.referrals.len()];
        let mut cards = |status: Status| cards(form, outcome, status, &mut shown);
        let (eligible, undetermined) = (cards(Status::Eligible), cards(Status::Undetermined));
        let ineligible = outcome.programs.iter().filter(|found| found.status == Status::Ineligible);
        let ineligible = ineligible.map(|found| Card { program: found.program, places: Vec::new() });
        let ineligible: Vec<Card> = ineligible.collect();
        let is_new = |place: &&usize| shown.get(**place) == Some(&false);
        let places: Vec<usize> = outcome.referrals.iter().filter(is_new).copied().collect();
        let first = first(form, outcome);
        let nothing = eligible.is_empty() && undetermined.is_empty() && !ineligible.is_empty();
        let title = match (form.programs.is_empty(), places.is_empty() && first.is_empty()) {
            (false, _) if !eligible.is_empty() => "outcome",
            (_, false) if !first.is_empty() => "referrals",
            (false, _) if !undetermined.is_empty() => "outcome-open",
            (false, _) if nothing => "outcome-none",
            (false, _) => "outcome",
            (true, false) => "referrals",
            (true, true) => "ready",
        };
        let ask = if nothing && places.is_empty() { asked(form, &ineligible) } else { Vec::new() };
        Self { title, first, questions: questions(outcome), eligible, undetermined, ineligible, places, ask }
    }
}

/// The programs of a status, each with its places: those of an undetermined one can find out.
fn cards(form: &Form, outcome: &Outcome, status: Status, shown: &mut [bool]) -> Vec<Card> {
    let mut cards = Vec::new();
    for found in outcome.programs.iter().filter(|found| found.status == status) {
        let Some(program) = form.programs.get(found.program) else { continue };
        let mut places = Vec::new();
        for referral in places_of(form, outcome, found, program) {
            if let Some(seen) = shown.get_mut(referral) {
                places.push(Place { referral, again: std::mem::replace(seen, true) });
            }
        }
        cards.push(Card { program: found.program, places });
    }
    cards
}

/// A program's places that apply: those with a condition of their own only where it holds.
fn places_of(form: &Form, outcome: &Outcome, found: &ProgramOutcome, program: &Program) -> Vec<usize> {
    let open = found.status == Status::Undetermined;
    let applies = |place: &&usize| {
        let follows = form.referrals.get(**place).is_some_and(|referral| referral.relevant.is_none());
        outcome.referrals.contains(*place) || (open && follows)
    };
    program.referrals.iter().filter(applies).copied().collect()
}

/// What can't wait, in the order in which the author gave the places: each program or place once, and only then a
/// program's further places.
fn first(form: &Form, outcome: &Outcome) -> Vec<First> {
    let urgent = outcome.programs.iter().filter(|found| found.urgent);
    let programs: Vec<(usize, Vec<usize>)> = urgent
        .filter_map(|found| {
            let program = form.programs.get(found.program)?;
            Some((found.program, places_of(form, outcome, found, program)))
        })
        .collect();
    let (mut rows, mut further): (Vec<First>, Vec<First>) = Default::default();
    for place in 0..form.referrals.len() {
        let of_place = programs.iter().filter(|(_, places)| places.contains(&place));
        let of_place: Vec<usize> = of_place.map(|(program, _)| *program).collect();
        for program in &of_place {
            let row = First { program: Some(*program), place: Some(place) };
            let is_shown = rows.iter().any(|row| row.program == Some(*program));
            if is_shown { &mut further } else { &mut rows }.push(row);
        }
        if of_place.is_empty() && outcome.urgent.contains(&place) {
            rows.push(First { program: None, place: Some(place) });
        }
    }
    let nowhere = programs.iter().filter(|(_, places)| places.is_empty());
    rows.extend(nowhere.map(|(program, _)| First { program: Some(*program), place: None }));
    // A place that stands there already says nothing new.
    for row in further {
        if !rows.iter().any(|own| own.place == row.place) {
            rows.push(row);
        }
    }
    rows.truncate(FIRST);
    rows
}

fn questions(outcome: &Outcome) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let open = outcome.programs.iter().filter(|found| found.status == Status::Undetermined);
    for slot in open.flat_map(|found| &found.criteria).flat_map(|criterion| &criterion.waits) {
        if !slots.contains(slot) {
            slots.push(*slot);
        }
    }
    slots
}

/// The offices of the programs that a person does not qualify for.
fn asked(form: &Form, cards: &[Card]) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    for card in cards {
        let Some(program) = form.programs.get(card.program) else { continue };
        for place in &program.referrals {
            if !places.contains(place) {
                places.push(*place);
            }
        }
    }
    places.truncate(ASK);
    places
}

/// An amount as people say it: 292 is about 290. `None` where nothing is left of it.
pub fn rounded(amount: Decimal) -> Option<Decimal> {
    let value = amount.to_f64();
    let step = match value {
        ..20.0 => 1.0,
        ..100.0 => 5.0,
        ..1_000.0 => 10.0,
        ..10_000.0 => 50.0,
        ..100_000.0 => 500.0,
        _ => 5_000.0,
    };
    let rounded = (value / step).round() * step;
    (rounded >= 1.0).then(|| Decimal::from_i64(rounded as i64)).flatten()
}
