//! What a mail says.

/// A mail before it has an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Letter {
    /// So many have written since the last mail.
    Received(u32),
    /// So many that nobody has opened, for so many hours at least.
    Unopened(u32, u64),
}

impl Letter {
    pub fn subject(self) -> String {
        match self {
            Self::Received(1) => "Somebody wrote".into(),
            Self::Received(count) => format!("{count} people wrote"),
            Self::Unopened(1, _) => "Somebody still waits".into(),
            Self::Unopened(count, _) => format!("{count} people still wait"),
        }
    }

    /// `home`: the receiver's address without a slash at its end.
    pub fn body(self, home: &str) -> String {
        let (what, query) = match self {
            Self::Received(1) => ("Somebody has sent you a submission.".into(), ""),
            Self::Received(count) => (format!("{count} submissions have come since the last mail."), ""),
            Self::Unopened(1, hours) => (
                format!("A submission came {hours} hours ago or earlier, and nobody has opened it."),
                "?state=unopened",
            ),
            Self::Unopened(count, hours) => (
                format!("{count} submissions came {hours} hours ago or earlier, and nobody has opened them."),
                "?state=unopened",
            ),
        };
        format!("{what}\r\n\r\nRead in the inbox:\r\n{home}/inbox{query}\r\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_how_many_and_where_to_read() {
        let one = Letter::Received(1);
        assert_eq!(one.subject(), "Somebody wrote");
        assert!(one.body("https://forms.example.org").ends_with("\r\nhttps://forms.example.org/inbox\r\n"));
        let late = Letter::Unopened(2, 24);
        assert_eq!(late.subject(), "2 people still wait");
        assert!(
            late.body("https://f.example").contains("24 hours")
                && late.body("https://f.example").contains("?state=unopened")
        );
    }
}
