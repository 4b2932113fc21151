//! Protobuf's text format, as much as the conformance files use.

#[derive(Debug, Default)]
pub(crate) struct Message(Vec<(String, Field)>);

#[derive(Debug)]
pub(crate) enum Field {
    /// The bytes of a string, or a bare word or number.
    Scalar(Vec<u8>),
    Message(Message),
}

impl Message {
    pub(crate) fn messages<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Message> {
        self.0.iter().filter_map(move |(field, value)| match value {
            Field::Message(message) if field == name => Some(message),
            _ => None,
        })
    }

    pub(crate) fn message<'a>(&'a self, name: &'a str) -> Option<&'a Message> {
        self.messages(name).next()
    }

    /// A scalar; empty when it is absent.
    pub(crate) fn text(&self, name: &str) -> String {
        self.bytes(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    pub(crate) fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.0.iter().find_map(|(field, value)| match value {
            Field::Scalar(bytes) if field == name => Some(bytes.clone()),
            _ => None,
        })
    }

    /// The first field.
    pub(crate) fn first(&self) -> Option<&(String, Field)> {
        self.0.first()
    }
}

pub(crate) fn parse(source: &str) -> Message {
    let mut reader = Reader { source: source.as_bytes(), at: 0 };
    let message = reader.message();
    assert_eq!(reader.at, source.len(), "the whole file is read");
    message
}

struct Reader<'a> {
    source: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.source.get(self.at).copied().unwrap_or(0)
    }

    fn blank(&mut self) {
        loop {
            match self.peek() {
                b' ' | b'\n' | b'\r' | b'\t' | b',' | b';' => self.at += 1,
                b'#' => {
                    while !matches!(self.peek(), b'\n' | 0) {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    fn message(&mut self) -> Message {
        let mut fields = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                0 => break,
                b'}' => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            let name = self.word();
            self.blank();
            if self.peek() == b':' {
                self.at += 1;
                self.blank();
            }
            match self.peek() {
                b'[' => {
                    self.at += 1;
                    loop {
                        self.blank();
                        if self.peek() == b']' {
                            self.at += 1;
                            break;
                        }
                        let value = self.value();
                        fields.push((name.clone(), value));
                    }
                }
                _ => {
                    let value = self.value();
                    fields.push((name, value));
                }
            }
        }
        Message(fields)
    }

    fn value(&mut self) -> Field {
        match self.peek() {
            b'{' => {
                self.at += 1;
                Field::Message(self.message())
            }
            b'"' | b'\'' => {
                let mut bytes = Vec::new();
                while matches!(self.peek(), b'"' | b'\'') {
                    self.string(&mut bytes);
                    self.blank();
                }
                Field::Scalar(bytes)
            }
            _ => Field::Scalar(self.word().into_bytes()),
        }
    }

    fn word(&mut self) -> String {
        let start = self.at;
        if self.peek() == b'[' {
            while self.peek() != b']' {
                self.at += 1;
            }
            self.at += 1;
        }
        while matches!(self.peek(), b'_' | b'-' | b'+' | b'.' | b'/') || self.peek().is_ascii_alphanumeric() {
            self.at += 1;
        }
        assert!(self.at > start, "a word at byte {start}");
        String::from_utf8_lossy(&self.source[start..self.at]).into_owned()
    }

    fn string(&mut self, out: &mut Vec<u8>) {
        let quote = self.peek();
        self.at += 1;
        while self.peek() != quote {
            let byte = self.peek();
            self.at += 1;
            if byte != b'\\' {
                out.push(byte);
                continue;
            }
            let escape = self.peek();
            self.at += 1;
            match escape {
                b'a' => out.push(7),
                b'b' => out.push(8),
                b'f' => out.push(12),
                b'n' => out.push(10),
                b'r' => out.push(13),
                b't' => out.push(9),
                b'v' => out.push(11),
                b'x' | b'X' => out.push(self.code(2, 16) as u8),
                b'u' => self.scalar(4, out),
                b'U' => self.scalar(8, out),
                b'0'..=b'7' => {
                    self.at -= 1;
                    out.push(self.code(3, 8) as u8);
                }
                same => out.push(same),
            }
        }
        self.at += 1;
    }

    fn scalar(&mut self, length: usize, out: &mut Vec<u8>) {
        let scalar = char::from_u32(self.code(length, 16)).expect("a scalar value");
        out.extend(scalar.to_string().as_bytes());
    }

    fn code(&mut self, most: usize, radix: u32) -> u32 {
        let mut code = 0;
        for _ in 0..most {
            let Some(digit) = char::from(self.peek()).to_digit(radix) else { break };
            code = code * radix + digit;
            self.at += 1;
        }
        code
    }
}
