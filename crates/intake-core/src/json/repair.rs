//! What is wrong in a text that is not JSON, for people who write JSON by hand.
//!
//! The strict reader stops at its first error. [`repair`] reads on as a patient person
//! would: it names each mistake at its own place, says what to do, and takes what was meant.
//! Where that is clear, the mended text can be compiled, and shows what else is wrong.
//!
//! ```
//! # use intake_core::json::repair::repair;
//! let repair = repair("{\"a\": [1, 2,],\n 'b': 3}");
//! assert_eq!(repair.mistakes.len(), 2);
//! assert_eq!(repair.mended.unwrap().text(), "{\"a\":[1,2],\n\"b\":3}");
//! ```

mod array;
mod bracket;
mod cursor;
mod entries;
mod lexer;
mod members;
mod mended;
mod mistake;
mod object;
mod parser;
mod scanner;
mod string;
mod token;
mod unseen;
mod word;

pub use mended::Mended;
pub use mistake::Mistake;

use mistake::{MOST, Mistakes};

/// All that is wrong in a text.
#[derive(Debug)]
pub struct Repair {
    /// In the order of the text. Empty when it is JSON.
    pub mistakes: Vec<Mistake>,
    /// The text without its mistakes, where what was meant is clear.
    pub mended: Option<Mended>,
}

/// Reads a text, at most as large as a document may be, and finds all its mistakes.
pub fn repair(text: &str) -> Repair {
    let mut mistakes = Mistakes::default();
    let tokens = lexer::tokens(text, &mut mistakes);
    let mended = parser::parse(text, &tokens, &mut mistakes);
    let unclear = mistakes.unclear || mistakes.are_many();
    let Mistakes { mut all, .. } = mistakes;
    all.sort_by_key(|mistake| mistake.range.start);
    all.truncate(MOST);
    Repair { mended: mended.filter(|_| !unclear), mistakes: all }
}
