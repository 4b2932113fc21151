//! The words after `cargo xtask`.

use std::collections::VecDeque;

use anyhow::{Result, bail};

pub(crate) struct Arguments(VecDeque<String>);

impl Arguments {
    pub(crate) fn from_command_line() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// The next word, whatever it is.
    pub(crate) fn word(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Takes `--name VALUE` or `--name=VALUE` out of the words.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>> {
        for at in 0..self.0.len() {
            let Some(word) = self.0.get(at) else { break };
            if word == name {
                self.0.remove(at);
                let Some(value) = self.0.remove(at) else { bail!("{name} needs a value") };
                return Ok(Some(value));
            }
            if let Some(value) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
                let value = value.to_owned();
                self.0.remove(at);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Takes `--name` out of the words; whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// All that is left.
    pub(crate) fn rest(self) -> Vec<String> {
        self.0.into()
    }

    /// An error when a word is left that nobody asked for.
    pub(crate) fn end(self) -> Result<()> {
        match self.0.front() {
            Some(word) => bail!("`{word}` is not an argument of this command; see cargo xtask help"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn an_option_is_taken_out_in_both_spellings() {
        let mut words = arguments(&["--port", "9000", "--database=a b.sqlite"]);
        assert_eq!(words.option("--database").unwrap().as_deref(), Some("a b.sqlite"));
        assert_eq!(words.option("--port").unwrap().as_deref(), Some("9000"));
        assert_eq!(words.option("--port").unwrap(), None);
        assert!(words.end().is_ok());
    }

    #[test]
    fn a_flag_is_taken_out() {
        let mut words = arguments(&["binary", "--prove"]);
        assert!(words.flag("--prove") && !words.flag("--prove"));
        assert_eq!(words.rest(), ["binary"]);
    }

    #[test]
    fn an_option_without_its_value_is_an_error() {
        assert!(arguments(&["--port"]).option("--port").is_err());
    }

    #[test]
    fn a_word_too_many_is_an_error() {
        assert!(arguments(&["extra"]).end().is_err());
    }
}
