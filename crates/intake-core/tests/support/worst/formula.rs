//! Expressions at random over the names of a form. Many have no type; the form is then rejected.

use intake_core::json::Json;

use crate::random::Random;

/// The names of a form by what they hold.
#[derive(Default)]
pub struct Names {
    /// Those that stand in no repeat.
    pub top: Vec<String>,
    numbers: Vec<String>,
    decimals: Vec<String>,
    bools: Vec<String>,
    texts: Vec<String>,
    /// Repeats, and the members of their entries.
    repeats: Vec<(String, Vec<(String, String)>)>,
    lists: Vec<String>,
    variables: Vec<String>,
}

impl Names {
    pub fn of(form: &Json) -> Self {
        let mut names = Self::default();
        for page in form.get("pages").and_then(Json::as_array).unwrap_or_default() {
            names.items(page, true);
        }
        for variable in form.get("variables").and_then(Json::as_array).unwrap_or_default() {
            names.variables.extend(variable.get("name").and_then(Json::as_str).map(str::to_owned));
        }
        names
    }

    fn items(&mut self, json: &Json, is_top: bool) {
        for item in json.get("items").and_then(Json::as_array).unwrap_or_default() {
            let member = |name: &str| item.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
            let (name, kind) = (member("name"), member("type"));
            if is_top {
                self.top.push(name.clone());
            }
            match kind.as_str() {
                "integer" => self.numbers.push(name),
                "decimal" | "money" => self.decimals.push(name),
                "boolean" => self.bools.push(name),
                "text" | "paragraph" | "choice" => self.texts.push(name),
                "choices" => self.lists.push(name),
                "group" => self.items(item, is_top),
                "repeat" => {
                    let inner = item.get("items").and_then(Json::as_array).unwrap_or_default();
                    let text = |item: &Json, name: &str| {
                        item.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
                    };
                    let members = inner.iter().map(|item| (text(item, "name"), text(item, "type"))).collect();
                    self.repeats.push((name, members));
                    self.items(item, false);
                }
                _ => {}
            }
        }
    }
}

/// An expression for a member such as `relevant`.
pub fn formula(member: &str, names: &Names, random: &mut Random) -> String {
    let mut writer = Writer { names, random, locals: Vec::new() };
    match member {
        "calculation" if writer.random.one_in(2) => writer.number(3),
        "estimate" => format!("double({})", writer.number(3)),
        "max" => "today".into(),
        "constraint" if writer.random.one_in(2) => {
            format!("self > {} || {}", writer.number(2), writer.bool(2))
        }
        _ => writer.bool(4),
    }
}

/// A pattern that goes many ways.
pub fn pattern(random: &mut Random) -> String {
    let piece =
        ["a*", "(a|b)*", "(a*)*", "a?", r"\w*", "[^b]*", ".*", "(?i:a+)?", r"\b", "[a-y]{0,9}", r"(\W|\w)*"];
    let one = random.pick(&piece).copied().unwrap_or("a*");
    let two = random.pick(&piece).copied().unwrap_or("a*");
    let text = [one, two].concat().repeat(1 << random.below(9));
    if random.one_in(3) { format!("({text})*b") } else { text }
}

struct Writer<'a, 'r> {
    names: &'a Names,
    random: &'r mut Random,
    /// The variables of the macros around: what they are called, and the members that they have.
    locals: Vec<(String, Vec<(String, String)>)>,
}

impl Writer<'_, '_> {
    fn name(&mut self, of: &[String], own: &str) -> String {
        self.random.pick(of).cloned().unwrap_or_else(|| own.into())
    }

    /// A member of a macro's variable that has such a type.
    fn member(&mut self, kinds: &[&str]) -> Option<String> {
        let (local, members) = self.random.pick(&self.locals).cloned()?;
        let fits: Vec<_> = members.iter().filter(|(_, kind)| kinds.contains(&kind.as_str())).collect();
        let (name, _) = self.random.pick(&fits).copied()?;
        Some(format!("{local}.{name}"))
    }

    fn bool(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.one_in(8) {
            let name = self.name(&self.names.bools, "true");
            return self.member(&["boolean"]).unwrap_or(name);
        }
        let deeper = depth - 1;
        match self.random.below(11) {
            0 => format!("({} && {})", self.bool(deeper), self.bool(deeper)),
            1 => format!("({} || {})", self.bool(deeper), self.bool(deeper)),
            2 => format!("!({})", self.bool(deeper)),
            3 | 4 => {
                let sign = self.random.pick(&["<", "==", ">=", "!="]).copied().unwrap_or("<");
                format!("{} {sign} {}", self.number(deeper), self.number(deeper))
            }
            5 => format!("{} == {}", self.text(deeper), self.text(deeper)),
            6 => {
                let function =
                    self.random.pick(&["contains", "startsWith", "endsWith"]).copied().unwrap_or("contains");
                format!("{}.{function}({})", self.text(deeper), self.text(deeper))
            }
            7 => format!(
                "{}.matches(r'{}')",
                self.text(0),
                pattern(self.random).chars().take(500).collect::<String>()
            ),
            8 => format!("{} in {}", self.text(deeper), self.list(deeper)),
            9 if !self.names.variables.is_empty() => self.name(&self.names.variables, "true"),
            _ => {
                let fold = self.random.pick(&["all", "exists", "exists_one"]).copied().unwrap_or("all");
                self.fold(fold, &mut |writer| writer.bool(deeper))
            }
        }
    }

    /// A macro over a repeat.
    fn fold(&mut self, fold: &str, step: &mut dyn FnMut(&mut Self) -> String) -> String {
        let inner = self.random.pick(&self.locals).cloned().and_then(|(local, members)| {
            let (name, _) = members.iter().find(|(_, kind)| kind == "repeat")?;
            Some((format!("{local}.{name}"), name.clone()))
        });
        let range = inner
            .or_else(|| self.random.pick(&self.names.repeats).map(|(name, _)| (name.clone(), name.clone())));
        let Some((range, name)) = range else { return "true".into() };
        let members =
            self.names.repeats.iter().find(|(own, _)| *own == name).map(|(_, members)| members.clone());
        let local = format!("l{}", self.locals.len());
        self.locals.push((local.clone(), members.unwrap_or_default()));
        let step = step(self);
        self.locals.pop();
        format!("{range}.{fold}({local}, {step})")
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.one_in(5) {
            let name = self.name(&self.names.numbers, "3");
            let name = self.member(&["integer"]).unwrap_or(name);
            return if self.random.one_in(4) { "7".into() } else { name };
        }
        let deeper = depth - 1;
        match self.random.below(7) {
            0 => format!("({} + {})", self.number(deeper), self.number(deeper)),
            1 => format!("{} * 3", self.number(deeper)),
            2 => format!("size({})", self.list(deeper)),
            3 => format!("size({})", self.text(deeper)),
            4 => {
                let (a, b) = (self.name(&self.names.decimals, "3.7"), self.name(&self.names.decimals, "0.3"));
                let sign = self.random.pick(&["*", "/", "+"]).copied().unwrap_or("/");
                format!("int({a} {sign} {b} {sign} 7.0)")
            }
            5 => {
                let function = self.random.pick(&["sum", "min", "max"]).copied().unwrap_or("sum");
                let list = self.fold("map", &mut |writer| writer.number(deeper));
                format!("{list}.{function}()")
            }
            _ => self.number(0),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.one_in(3) {
            let name = self.name(&self.names.texts, "'aab'");
            return self.member(&["text", "paragraph", "choice"]).unwrap_or(name);
        }
        let deeper = depth - 1;
        match self.random.below(5) {
            0 => format!("({} + {})", self.text(deeper), self.text(deeper)),
            1 => format!("{}.lowerAscii()", self.text(deeper)),
            2 => format!("{}.trim()", self.text(deeper)),
            3 => format!("string({} / 7.0)", self.name(&self.names.decimals, "1.0")),
            _ => format!("string({})", self.number(deeper)),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        let deeper = depth.saturating_sub(1);
        match self.random.below(5) {
            0 => self.fold("map", &mut |writer| writer.text(deeper)),
            1 => self.fold("filter", &mut |writer| writer.bool(deeper)),
            2 => format!(
                "({} + {})",
                self.name(&self.names.lists, "['a']"),
                self.name(&self.names.lists, "['b']")
            ),
            3 => format!("[{}, {}]", self.text(deeper), self.text(deeper)),
            _ => self.name(&self.names.lists, "['a', 'b']"),
        }
    }
}
