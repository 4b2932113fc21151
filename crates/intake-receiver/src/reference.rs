//! The number that a person reads out on the telephone: `7K3-M2Q-9XD`.

use std::fmt;

/// Crockford's base32 without 0: no I, L, O, U. A prime number of signs, so that the check
/// sign finds every wrong sign and every swap of neighbours.
const ALPHABET: &[u8; 31] = b"123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight random signs and a check sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference(String);

impl Reference {
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes)?;
        let mut number = u64::from_le_bytes(bytes);
        Ok(Self::from_values([0; 8].map(|_: u64| {
            let value = number % 31;
            number /= 31;
            value
        })))
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

    #[test]
    fn a_wrong_sign_or_a_swap_is_found() {
        let text = Reference::random().unwrap().to_string();
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
