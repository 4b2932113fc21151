//! Forms to begin with, and their mutations: parts multiplied, taken from elsewhere, put into
//! repeats, and expressions written anew.

use intake_core::json::Json;

use super::formula::{Names, formula};
use super::{Case, LARGEST, Style};
use crate::random::Random;

fn parse(text: &str) -> Json {
    Json::parse(text).unwrap_or_else(|_| unreachable!("{text}"))
}

/// A form of these items; `more` has members such as `variables`.
fn whole(items: &str, more: &str) -> Case {
    let form = parse(&format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "pages": [{{"name": "p", "items": [{items}]}}]}}"#
    ));
    let (Json::Object(mut members), Json::Object(more)) = (form, parse(&format!("{{{more}}}"))) else {
        unreachable!()
    };
    members.extend(more);
    // Lists that are empty can still be added to.
    for list in ["variables", "constraints", "programs"] {
        if !members.iter().any(|(name, _)| name == list) {
            members.push((list.into(), Json::Array(Vec::new())));
        }
    }
    Case { form: Json::Object(members), style: Style::default() }
}

/// One of each kind of work, small: the search makes them large, and mixes them.
pub fn seeds() -> Vec<Case> {
    let number = |name: &str| format!(r#"{{"name":"{name}","type":"integer","label":"N"}}"#);
    let program = |test: &str| {
        format!(
            r#""programs": [{{"name":"g","label":"G","summary":"G","criteria":[{{"name":"c","label":"C","test":"{test}"}}]}}]"#
        )
    };
    let homes = r#"{"name":"homes","type":"repeat","label":"H","maxCount":10,"items":[
        {"name":"people","type":"repeat","label":"P","maxCount":10,"items":[
        {"name":"age","type":"integer","label":"A","constraint":"people.all(p, p.age >= self)"}]}]}"#;
    vec![
        whole(&number("n"), &program("n > 1")),
        whole(homes, &program("homes.exists(h, size(h.people) > 3)")),
        whole(
            homes,
            &[
                r#""variables": [{"name":"v","calculation":"homes.all(h, h.people.all(p, p.age > 3))"}],"#,
                &program("v"),
            ]
            .concat(),
        ),
        whole(r#"{"name":"t","type":"paragraph","label":"T","pattern":"(a|b)*a?a*"}"#, ""),
        whole(
            r#"{"name":"t","type":"paragraph","label":"T"}"#,
            &program(r"t.matches('^(a?)*$') || t.contains(t) || t.lowerAscii() == t.trim()"),
        ),
        whole(
            r#"{"name":"t","type":"choices","label":"T","choices":[{"name":"a","label":"A","exclusive":true},{"name":"b","label":"B"}],"choiceFilter":"choice in t"}"#,
            &program("'b' in t"),
        ),
        whole(
            &[number("n"), number("m")].join(","),
            r#""constraints": [{"name":"k","constraint":"n < m","message":"N","items":["n","m"]}]"#,
        ),
        whole(
            r#"{"name":"x","type":"decimal","label":"X"},{"name":"y","type":"money","currency":"EUR","label":"Y"}"#,
            &program("x * y / 3.0 > x / 7.0 && string(x * x) != ''"),
        ),
        whole(
            r#"{"name":"g","type":"group","label":"G","items":[{"name":"b","type":"boolean","label":"B"},
               {"name":"n","type":"integer","label":"N","relevant":"b","required":"b"}]}"#,
            r#""settings": {"askOnlyWhatMatters": true}"#,
        ),
        whole(
            r#"{"name":"f","type":"repeat","label":"F","items":[{"name":"d","type":"file","label":"D"},{"name":"born","type":"date","label":"B","max":"today"}]}"#,
            &program("f.exists(e, age(e.born) > 3)"),
        ),
        many_waits(),
        long_rule(900),
    ]
}

/// Many criteria that wait for the same long list of questions, none of which is answered.
pub fn many_waits() -> Case {
    let criteria: Vec<String> =
        (0..1000).map(|i| format!(r#"{{"name":"c{i}","label":"C","test":"open"}}"#)).collect();
    let criteria = criteria.join(",");
    let program = |name| format!(r#"{{"name":"{name}","label":"G","summary":"G","criteria":[{criteria}]}}"#);
    let mut case = whole(
        r#"{"name":"homes","type":"repeat","label":"H","maxCount":200,"items":[
        {"name":"people","type":"repeat","label":"P","maxCount":50,"items":[{"name":"age","type":"integer","label":"A"}]}]}"#,
        &format!(
            r#""variables":[{{"name":"open","calculation":"homes.all(h, h.people.all(p, p.age > 3))"}}],
            "programs":[{},{},{}]"#,
            program("f"),
            program("g"),
            program("h")
        ),
    );
    case.style = Style { entries: 50, unanswered: true, ..Style::default() };
    case
}

/// A broken rule that is about so many questions.
pub fn long_rule(questions: usize) -> Case {
    let items: Vec<String> =
        (0..questions).map(|i| format!(r#"{{"name":"n{i}","type":"integer","label":"N"}}"#)).collect();
    let names: Vec<String> = (0..questions).map(|i| format!(r#""n{i}""#)).collect();
    let rule = format!(
        r#""constraints":[{{"name":"k","constraint":"n0 > 500","message":"M","items":[{}]}}]"#,
        names.join(",")
    );
    whole(&items.join(","), &rule)
}

/// Members that hold an expression.
const EXPRESSIONS: [&str; 8] =
    ["relevant", "required", "constraint", "calculation", "test", "choiceFilter", "max", "estimate"];

pub fn mutate(form: &mut Json, random: &mut Random) {
    let names = Names::of(form);
    match random.below(9) {
        0..3 => multiply(form, random),
        3 | 4 => rewrite(form, &names, random),
        5 => add(form, &names, random),
        6 => about_all(form, &names, random),
        7 => wrap(form, random),
        _ => tune(form, random),
    }
}

/// The arrays of a form that hold objects with names.
fn lists<'a>(json: &'a mut Json, found: &mut Vec<&'a mut Vec<Json>>) {
    match json {
        Json::Object(members) => members.iter_mut().for_each(|(_, json)| lists(json, found)),
        Json::Array(items) => {
            if items.iter().any(|item| item.get("name").is_some()) {
                return found.push(items);
            }
            items.iter_mut().for_each(|json| lists(json, found));
        }
        _ => {}
    }
}

/// A list anywhere, the deeper ones too.
fn some_list<'a>(form: &'a mut Json, random: &mut Random) -> Option<&'a mut Vec<Json>> {
    let mut found = Vec::new();
    lists(form, &mut found);
    let at = random.below(found.len());
    let list = found.into_iter().nth(at)?;
    let deeper = |item: &Json| item.get("items").or(item.get("criteria")).or(item.get("choices")).is_some();
    if random.one_in(2) || !list.iter().any(deeper) {
        return Some(list);
    }
    let inner = list.iter_mut().find(|item| deeper(item))?;
    some_list(inner, random)
}

/// One part of the form many times, or fewer.
fn multiply(form: &mut Json, random: &mut Random) {
    let tag = random.below(1_000_000);
    let Some(list) = some_list(form, random) else { return };
    if random.one_in(5) && list.len() > 1 {
        return list.truncate(1 + random.below(list.len()));
    }
    let Some(part) = random.pick(list).cloned() else { return };
    let times = (1 << random.below(13)).min(LARGEST / 2 / part.to_string().len());
    for i in 0..times {
        let mut copy = part.clone();
        rename(&mut copy, &format!("_{tag}_{i}"));
        list.push(copy);
    }
}

/// Names must differ in a form.
fn rename(json: &mut Json, tag: &str) {
    match json {
        Json::Object(members) => {
            for (name, json) in members {
                match json {
                    Json::String(own) if name == "name" => {
                        let start: String = own.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
                        *own = if own.contains('-') { own.clone() } else { [&start, tag].concat() };
                    }
                    _ => rename(json, tag),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|json| rename(json, tag)),
        _ => {}
    }
}

/// Every place that holds an expression, or could.
fn expressions<'a>(json: &'a mut Json, found: &mut Vec<(String, &'a mut Json)>) {
    match json {
        Json::Object(members) => {
            for (name, json) in members {
                if EXPRESSIONS.contains(&name.as_str()) && json.as_str().is_some() {
                    found.push((name.clone(), json));
                } else {
                    expressions(json, found);
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|json| expressions(json, found)),
        _ => {}
    }
}

fn rewrite(form: &mut Json, names: &Names, random: &mut Random) {
    let mut found = Vec::new();
    expressions(form, &mut found);
    let at = random.below(found.len());
    let Some((name, place)) = found.into_iter().nth(at) else { return };
    *place = Json::string(formula(&name, names, random));
}

/// A new item, variable, criterion or rule.
fn add(form: &mut Json, names: &Names, random: &mut Random) {
    let tag = random.below(1_000_000);
    let own = |member: &str, random: &mut Random| {
        let text = Json::string(formula(member, names, random)).to_string();
        format!(r#""{member}":{text}"#)
    };
    let item = match random.below(9) {
        0 => r#""type":"text","pattern":"(a*)*b?""#.into(),
        1 => r#""type":"decimal""#.into(),
        2 => r#""type":"boolean""#.into(),
        3 => [r#""type":"integer","#, &own("relevant", random)].concat(),
        4 => [r#""type":"integer","#, &own("constraint", random)].concat(),
        5 => [r#""type":"integer","#, &own("required", random)].concat(),
        6 => [
            r#""type":"choices","choices":[{"name":"a","label":"A"},{"name":"b","label":"B"}],"#,
            &own("choiceFilter", random),
        ]
        .concat(),
        7 => r#""type":"choice","choices":[{"name":"a","label":"A"},{"name":"b","label":"B"}],"other":true"#
            .into(),
        _ => {
            r#""type":"repeat","maxCount":20,"items":[{"name":"inner","type":"integer","label":"I"}]"#.into()
        }
    };
    let (list, part) = match random.below(5) {
        0 => ("variables", format!(r#"{{"name":"v_{tag}",{}}}"#, own("calculation", random))),
        1 => (
            "programs",
            format!(
                r#"{{"name":"g{tag}","label":"G","summary":"S","criteria":[{{"name":"c{tag}","label":"C",{}}}]}}"#,
                own("test", random)
            ),
        ),
        2 => (
            "constraints",
            format!(r#"{{"name":"k{tag}","message":"M","items":["n"],{}}}"#, own("constraint", random)),
        ),
        _ => ("items", format!(r#"{{"name":"i_{tag}","label":"I","record":true,{item}}}"#)),
    };
    let mut part = parse(&part);
    if list == "items" {
        if let Json::Object(members) = &mut part {
            members.iter_mut().for_each(|(_, json)| rename(json, &format!("_{tag}")));
        }
        let mut found = Vec::new();
        lists(form, &mut found);
        let items = found.into_iter().flat_map(|list| list.iter_mut()).find_map(|json| array(json, "items"));
        return items.into_iter().for_each(|items| items.push(part.clone()));
    }
    array(form, list).into_iter().for_each(|list| list.push(part.clone()));
}

fn array<'a>(json: &'a mut Json, name: &str) -> Option<&'a mut Vec<Json>> {
    let Json::Object(members) = json else { return None };
    let (_, json) = members.iter_mut().find(|(own, _)| own == name)?;
    match json {
        Json::Array(items) => Some(items),
        _ => None,
    }
}

/// A rule between questions is about all of them.
fn about_all(form: &mut Json, names: &Names, random: &mut Random) {
    let Some(rules) = array(form, "constraints") else { return };
    let at = random.below(rules.len());
    if let Some(about) = rules.get_mut(at).and_then(|rule| array(rule, "items")) {
        *about = names.top.iter().map(|name| Json::string(name.as_str())).collect();
    }
}

/// Some items in a repeat or a group of their own.
fn wrap(form: &mut Json, random: &mut Random) {
    let tag = random.below(1_000_000);
    let Some(items) = some_list(form, random).filter(|items| items.iter().all(|it| it.get("type").is_some()))
    else {
        return;
    };
    let inside = Json::Array(std::mem::take(items));
    let most = 1 << random.below(8);
    let kind = if random.one_in(3) {
        r#""type":"group""#.into()
    } else {
        format!(r#""type":"repeat","maxCount":{most}"#)
    };
    let mut around = parse(&format!(r#"{{"name":"w_{tag}",{kind},"label":"W"}}"#));
    if let Json::Object(members) = &mut around {
        members.push(("items".into(), inside));
    }
    items.push(around);
}

/// Other numbers, patterns and settings.
fn tune(form: &mut Json, random: &mut Random) {
    let choices = |json: &mut Json, random: &mut Random| {
        let Json::Object(members) = json else { return };
        for (name, json) in members {
            match name.as_str() {
                "maxCount" if random.one_in(2) => *json = parse(&(1 << random.below(8)).to_string()),
                "pattern" if random.one_in(2) => *json = Json::string(super::formula::pattern(random)),
                "askOnlyWhatMatters" => *json = Json::Bool(random.one_in(2)),
                _ => {}
            }
        }
    };
    fn each(json: &mut Json, random: &mut Random, does: &dyn Fn(&mut Json, &mut Random)) {
        does(json, random);
        match json {
            Json::Object(members) => members.iter_mut().for_each(|(_, json)| each(json, random, does)),
            Json::Array(items) => items.iter_mut().for_each(|json| each(json, random, does)),
            _ => {}
        }
    }
    each(form, random, &choices);
}
