//! What is known of each page: whether there is something on it, and whether a person was there.

/// The pages of a form, by their numbers.
pub(super) struct Pages(Vec<Page>);

#[derive(Clone, Default)]
struct Page {
    /// How many of its items are shown.
    shown: u32,
    visited: bool,
}

impl Pages {
    pub fn new(count: usize) -> Self {
        Self(vec![Page::default(); count])
    }

    /// The pages that have something to show, in order.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter(|(_, page)| page.shown > 0).map(|(number, _)| number)
    }

    pub fn is_shown(&self, page: usize) -> bool {
        self.0.get(page).is_some_and(|page| page.shown > 0)
    }

    pub fn is_visited(&self, page: usize) -> bool {
        self.0.get(page).is_some_and(|page| page.visited)
    }

    pub fn visit(&mut self, page: usize) {
        if let Some(page) = self.0.get_mut(page) {
            page.visited = true;
        }
    }

    /// Nobody was anywhere yet.
    pub fn forget_visits(&mut self) {
        self.0.iter_mut().for_each(|page| page.visited = false);
    }

    /// One item more is shown on a page, or one less.
    pub fn count(&mut self, page: usize, is_shown: bool) {
        if let Some(page) = self.0.get_mut(page) {
            page.shown = if is_shown { page.shown + 1 } else { page.shown.saturating_sub(1) };
        }
    }

    /// Nothing is shown, until it is counted again.
    pub fn clear(&mut self) {
        self.0.iter_mut().for_each(|page| page.shown = 0);
    }
}
