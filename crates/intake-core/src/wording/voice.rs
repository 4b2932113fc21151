use super::catalogue::fill;
use crate::text::Speech;

/// What a mistake is said with: a language's formats, and the words of its catalogue.
pub trait Wording: Speech {
    /// The words for a key; "" for one that the catalogue does not have.
    fn say(&self, key: &str) -> &str;

    /// A counted phrase in the plural form that the language has for `n`, which names the thing by its label where it
    /// is only one.
    fn count_one(&self, key: &str, n: u32, label: &str) -> String;

    /// A count, as the language writes whole numbers.
    fn whole(&self, n: u32) -> String;

    /// The size of a file of so many bytes.
    fn bytes(&self, bytes: i64) -> String;

    /// A date, or without its day a month, in numbers, with spaces, in the language's order: for an example.
    fn date_example(&self, with_day: bool) -> String;

    /// A counted phrase that names nothing.
    fn count(&self, key: &str, n: u32) -> String {
        self.count_one(key, n, "")
    }

    /// The words for a key, its `{places}` filled.
    fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.say(key), places)
    }
}
