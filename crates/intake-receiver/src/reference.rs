//! The number that a person reads out on the telephone: `7K3-M2Q-9XD`.

use std::fmt;

/// Crockford's base32 without 0: no I, L, O, U. A prime number of signs, so that the check
/// sign finds every wrong sign and every swap of neighbours.
const ALPHABET: &[u8; 31] = b"123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight signs and a check sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference(String);

impl Reference {
    /// The one that follows from a `submissionId`, so that whoever made that can say it before a receiver was reached;
    /// where that is taken (`tries` > 0) a random one.
    pub fn draw(submission_id: &str, tries: usize) -> Result<Self, getrandom::Error> {
        // The last 48 bits of a UUIDv7 are random.
        let end = submission_id.get(24..).and_then(|end| u64::from_str_radix(end, 16).ok());
        match end.filter(|_| tries == 0) {
            Some(number) => Ok(Self::from_number(number)),
            None => {
                let mut bytes = [0; 8];
                getrandom::fill(&mut bytes)?;
                Ok(Self::from_number(u64::from_le_bytes(bytes)))
            }
        }
    }

    fn from_number(mut number: u64) -> Self {
        Self::from_values([0; 8].map(|_: u64| {
            let value = number % 31;
            number /= 31;
            value
        }))
    }

    fn from_values(values: [u64; 8]) -> Self {
        let check = (1..).zip(values).map(|(weight, value)| weight * value).sum::<u64>() % 31;
        let mut text = String::new();
        for (i, value) in values.into_iter().chain([check]).enumerate() {
            if i > 0 && i % 3 == 0 {
                text.push('-');
            }
            text.extend(ALPHABET.get(value as usize).map(|&b| char::from(b)));
        }
        Self(text)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str) -> bool {
        let signs: Vec<_> = text.bytes().filter(|b| *b != b'-').collect();
        let values = signs.iter().map(|s| ALPHABET.iter().position(|a| a == s).unwrap() as u64);
        let values: Vec<_> = values.collect();
        Reference::from_values(values[..8].try_into().unwrap()).0 == text
    }

    /// The same as in the widget (`src/assist/reference.js`) and in the plugin for WordPress.
    #[test]
    fn it_follows_from_the_id_until_that_is_taken() {
        let id = "019ac9c1-5c00-7000-8000-9f3c41d0b27e";
        assert_eq!(Reference::draw(id, 0).unwrap().to_string(), "VDB-69Q-N9C");
        assert_eq!(Reference::draw(id, 0), Reference::draw(id, 0));
        assert_ne!(Reference::draw(id, 0), Reference::draw(id, 1));
        assert_ne!(Reference::draw(id, 1), Reference::draw(id, 2));
    }

    #[test]
    fn a_wrong_sign_or_a_swap_is_found() {
        let text = Reference::draw("", 0).unwrap().to_string();
        assert_eq!(text.len(), 11);
        assert!(holds(&text));
        for at in (0..11).filter(|i| ![3, 7].contains(i)) {
            for sign in ALPHABET.iter().filter(|s| **s != text.as_bytes()[at]) {
                let mut wrong = text.clone().into_bytes();
                wrong[at] = *sign;
                assert!(!holds(std::str::from_utf8(&wrong).unwrap()));
            }
        }
        let mut plain: Vec<u8> = text.bytes().filter(|b| *b != b'-').collect();
        for at in 0..8 {
            if plain[at] != plain[at + 1] {
                plain.swap(at, at + 1);
                let swapped = plain.chunks(3).map(|c| std::str::from_utf8(c).unwrap()).collect::<Vec<_>>();
                assert!(!holds(&swapped.join("-")));
                plain.swap(at, at + 1);
            }
        }
    }
}
