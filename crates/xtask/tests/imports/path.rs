//! The paths that stand in a file.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::slice::Iter;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

type Path = Vec<String>;

#[derive(Default)]
pub struct Paths {
    /// What is imported, and the name that it has here.
    pub uses: Vec<(Path, String)>,
    /// Paths of two names or more in code.
    pub others: BTreeSet<Path>,
    /// Modules that only tests have.
    pub test_modules: BTreeSet<String>,
}

impl Paths {
    pub fn read(file: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().map_err(|error| format!("{file}: {error}")).unwrap();
        let mut paths = Self::default();
        paths.scan(stream);
        paths
    }

    fn scan(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut tokens = tokens.iter().peekable();
        let mut path = Path::new();
        // Whether the next name goes on with a path, after `::`.
        let mut goes_on = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(name) if name == "use" => {
                    self.end(&mut path);
                    self.tree(&[], &mut tokens);
                }
                // `pub(in crate::form)` imports nothing.
                TokenTree::Ident(name) if name == "pub" => {
                    self.end(&mut path);
                    tokens.next_if(|next| is_visibility(next));
                }
                TokenTree::Ident(name) => {
                    if !goes_on {
                        self.end(&mut path);
                    }
                    // A path that began before the generics of `Vec::<T>::new` is no module's.
                    if !goes_on || !path.is_empty() {
                        path.push(name.to_string());
                    }
                    goes_on = false;
                }
                TokenTree::Punct(point) if point.as_char() == ':' && point.spacing() == Spacing::Joint => {
                    tokens.next();
                    goes_on = true;
                }
                TokenTree::Punct(point) if point.as_char() == '#' && is_for_tests(tokens.peek()) => {
                    self.end(&mut path);
                    self.skip_item(&mut tokens);
                }
                TokenTree::Group(group) => {
                    self.end(&mut path);
                    goes_on = false;
                    self.scan(group.stream());
                }
                _ => {
                    self.end(&mut path);
                    goes_on = false;
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Path) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.others.insert(path);
        }
    }

    /// A tree of imports after `use`, or after `prefix::{` one or several, to the end.
    fn tree(&mut self, prefix: &[String], tokens: &mut Peekable<Iter<'_, TokenTree>>) {
        let mut path = prefix.to_vec();
        let mut alias = None;
        let mut named = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(point) if matches!(point.as_char(), ';' | ',') => {
                    self.import(std::mem::replace(&mut path, prefix.to_vec()), alias.take(), named);
                    named = false;
                    if point.as_char() == ';' {
                        return;
                    }
                }
                TokenTree::Ident(name) if name == "as" => {
                    alias = tokens.next().map(ToString::to_string);
                }
                TokenTree::Ident(name) => {
                    path.push(name.to_string());
                    named = true;
                }
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.tree(&path, &mut inner.iter().peekable());
                    named = false;
                }
                TokenTree::Punct(point) if point.as_char() == '*' => {
                    path.push("*".to_owned());
                    named = true;
                }
                _ => {}
            }
        }
        self.import(path, alias, named);
    }

    fn import(&mut self, mut path: Path, alias: Option<String>, named: bool) {
        if !named {
            return;
        }
        if path.len() > 1 && path.last().is_some_and(|name| name == "self") {
            path.pop();
        }
        let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
        self.uses.push((path, name));
    }

    /// Everything up to the end of an item that only tests have.
    fn skip_item(&mut self, tokens: &mut Peekable<Iter<'_, TokenTree>>) {
        let mut after_mod = false;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if after_mod => {
                    self.test_modules.insert(name.to_string());
                    after_mod = false;
                }
                TokenTree::Ident(name) => after_mod = name == "mod",
                TokenTree::Punct(point) if point.as_char() == ';' => return,
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
                _ => {}
            }
        }
    }
}

fn is_visibility(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let first = group.stream().into_iter().next().map(|token| token.to_string());
    group.delimiter() == Delimiter::Parenthesis
        && first.is_some_and(|first| matches!(first.as_str(), "in" | "crate" | "super" | "self"))
}

/// Whether an attribute is `cfg(test)`, or `cfg(all(test, …))`.
fn is_for_tests(attribute: Option<&&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = attribute else { return false };
    let text: String = group.stream().to_string().split_whitespace().collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}
