//! Walking through pages, review and outcome.

use super::action::Step;
use super::pending::Pending;
use super::relevance::Relevance;
use super::sitting::Session;
use super::slot::Slot;
use crate::definition::Kind;

impl Session {
    /// The step that is shown.
    pub fn step(&self) -> Step {
        self.step
    }

    /// The pages that have something to show, in order.
    pub fn shown_pages(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.pages.shown()
    }

    /// Which of the shown pages this is, from 1, and how many there are.
    ///
    /// A page counts too that may still come, by what is answered here or later. So the number falls while a person
    /// answers: who was told of three pages is not told of seven on the second.
    pub fn progress(&self) -> (usize, usize) {
        let Step::Page(page) = self.step else {
            let total = self.shown_pages().count();
            return (total, total);
        };
        let at = self.shown_pages().take_while(|p| *p <= page).count();
        let later = page + 1..self.form.pages.len();
        (at, at + later.filter(|later| self.pages.is_shown(*later) || self.may_come(*later, page)).count())
    }

    /// Whether a page that is not shown waits for an answer of the page `from`, or of a later one.
    fn may_come(&self, page: usize, from: usize) -> bool {
        let is_open = |slot: &u32| {
            let slot = Slot(*slot);
            let is_open = self.state(slot).is_some_and(|state| state.absent.is_none());
            is_open && self.item(slot).is_some_and(|item| item.page >= from)
        };
        self.form.items.iter().enumerate().any(|(number, item)| {
            let asks = item.page == page && item.scope.is_none() && !matches!(item.kind, Kind::Note { .. });
            let waits = asks.then(|| self.relevance(Slot(number as u32)));
            matches!(waits, Some(Relevance::Unknown(waits)) if waits.0.iter().any(is_open))
        })
    }

    /// Whether there is a step before the one that is shown.
    pub fn can_go_back(&self) -> bool {
        self.before().is_some()
    }

    fn before(&self) -> Option<Step> {
        match self.step {
            Step::Page(page) => self.shown_pages().rfind(|p| *p < page).map(Step::Page),
            Step::Outcome if self.form.settings.review_page => Some(Step::Review),
            _ => self.shown_pages().next_back().map(Step::Page),
        }
    }

    /// Shows problems if there are any, else goes to the next step.
    pub(super) fn go_on(&mut self, pending: &mut Pending) {
        match self.step {
            Step::Page(page) => {
                let problems = self.page_problems(page);
                if !problems.is_empty() {
                    return self.refuse(problems, pending);
                }
                self.pages.visit(page);
                let next = self.after(page);
                self.show(next, pending);
            }
            Step::Review => self.finish(pending),
            Step::Outcome => {}
        }
    }

    /// From the last page or the review on to the outcome, if every answer is in order.
    pub(super) fn finish(&mut self, pending: &mut Pending) {
        let first = self.validate().first().and_then(|(slot, _)| self.page_of(*slot));
        match first {
            None if !self.fits() => self.overload(pending),
            None => self.show(Step::Outcome, pending),
            Some(page) => self.stop_at(page, pending),
        }
    }

    /// All is answered, and it is more than a receiver takes: said where most can be taken away.
    fn overload(&mut self, pending: &mut Pending) {
        self.over = self.heaviest();
        self.work.exhaust();
        if let Some(page) = self.over.and_then(|slot| self.page_of(slot)) {
            self.stop_at(page, pending);
        }
    }

    fn after(&self, page: usize) -> Step {
        let mut following = self.shown_pages().filter(|p| *p != page && (self.returning || *p > page));
        // After a Change link the pages that are in order are not asked again.
        let open =
            |p: &usize| !self.returning || !self.pages.is_visited(*p) || !self.page_problems(*p).is_empty();
        match following.find(open) {
            Some(next) => Step::Page(next),
            None if self.form.settings.review_page => Step::Review,
            None => Step::Outcome,
        }
    }

    fn refuse(&mut self, problems: Vec<Slot>, pending: &mut Pending) {
        for slot in problems {
            self.try_slot(slot, pending);
        }
        pending.changes.refused = true;
    }

    pub(super) fn go_back(&mut self, pending: &mut Pending) {
        if let Some(step) = self.before() {
            self.show(step, pending);
        }
    }

    pub(super) fn go_to(&mut self, step: Step, pending: &mut Pending) {
        match step {
            Step::Outcome => return self.finish(pending),
            Step::Page(page) if !self.pages.is_shown(page) => return,
            Step::Review if !self.form.settings.review_page && self.shown_pages().next().is_some() => return,
            _ => {}
        }
        // On, only past pages that are in order; back, always.
        let before = |page: &usize| step > self.step && Step::Page(*page) < step;
        let wrong = |page: &usize| before(page) && !self.page_problems(*page).is_empty();
        let first = self.shown_pages().find(wrong);
        match first {
            Some(page) => self.stop_at(page, pending),
            None => self.show(step, pending),
        }
    }

    /// After a change from outside: nobody stands on a page that is gone, or at an outcome that
    /// does not hold.
    pub(super) fn stand(&mut self, pending: &mut Pending) {
        match self.step {
            Step::Page(page) if !self.pages.is_shown(page) => {
                let first = self.shown_pages().next();
                self.show(first.map_or(Step::Review, Step::Page), pending);
            }
            Step::Outcome => self.finish(pending),
            _ => {}
        }
    }

    /// Shows a page for what is wrong on it.
    fn stop_at(&mut self, page: usize, pending: &mut Pending) {
        self.show(Step::Page(page), pending);
        self.refuse(self.page_problems(page), pending);
    }

    fn show(&mut self, step: Step, pending: &mut Pending) {
        if matches!(step, Step::Page(_)) && !matches!(self.step, Step::Page(_)) {
            let all = self.shown_pages().all(|p| self.pages.is_visited(p));
            self.returning = all;
        }
        if !matches!(step, Step::Page(_)) {
            self.returning = false;
        }
        pending.changes.step |= self.step != step;
        self.step = step;
    }
}
