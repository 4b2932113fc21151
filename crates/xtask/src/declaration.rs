//! `intake-form.d.ts`: what TypeScript is told of the element, out of its Custom Elements Manifest.
//!
//! The manifest says what members and events there are; `src/types.d.ts` what they carry.

use anyhow::{Context, Result};
use serde_json::Value;

/// The declarations, from the texts of the manifest and of the types.
pub(crate) fn write(manifest: &str, types: &str) -> Result<String> {
    let manifest: Value = serde_json::from_str(manifest).context("custom-elements.json")?;
    let element =
        manifest.pointer("/modules/0/declarations/0").context("custom-elements.json has no element")?;
    let name = text(element, "/name")?;
    let mut out = format!("{types}\n/** {} */\n", text(element, "/description")?);
    out += &format!("export interface {name} extends {} {{\n", text(element, "/superclass/name")?);
    for member in list(element, "members") {
        out += &self::member(member)?;
    }
    out += "}\n\n/** Its attributes, as markup has them. */\nexport interface IntakeFormAttributes {\n";
    out += &fields(list(element, "attributes"))?;
    out += "}\n\n/** Its events. They bubble out of every shadow root: the document and the window can listen, too. */\n";
    out += "export interface IntakeFormEventMap {\n";
    out += &fields(list(element, "events"))?;
    out += "}\n\ndeclare global {\n  interface HTMLElementTagNameMap {\n";
    out += &format!("    {:?}: {name};\n  }}\n", text(element, "/tagName")?);
    Ok(out + "  interface GlobalEventHandlersEventMap extends IntakeFormEventMap {}\n}\n")
}

fn fields(entries: &[Value]) -> Result<String> {
    let mut out = String::new();
    for entry in entries {
        out += &format!("  /** {} */\n", text(entry, "/description")?);
        out += &format!("  {:?}: {};\n", text(entry, "/name")?, text(entry, "/type/text")?);
    }
    Ok(out)
}

fn member(member: &Value) -> Result<String> {
    let (name, description) = (text(member, "/name")?, text(member, "/description")?);
    if text(member, "/kind")? == "method" {
        let mut parameters = Vec::new();
        for parameter in list(member, "parameters") {
            parameters.push(format!("{}: {}", text(parameter, "/name")?, text(parameter, "/type/text")?));
        }
        let (parameters, result) = (parameters.join(", "), text(member, "/return/type/text")?);
        let returns = member.pointer("/return/description").and_then(Value::as_str);
        let returns = returns.map(|returns| format!(" @returns {returns}")).unwrap_or_default();
        return Ok(format!("  /** {description}{returns} */\n  {name}({parameters}): {result};\n"));
    }
    let readonly = member.get("readonly").and_then(Value::as_bool).unwrap_or(false);
    let readonly = if readonly { "readonly " } else { "" };
    Ok(format!("  /** {description} */\n  {readonly}{name}: {};\n", text(member, "/type/text")?))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, pointer: &str) -> Result<&'a str> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.with_context(|| format!("custom-elements.json: no text at {pointer} of {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_events_become_declarations() {
        let manifest = r#"{ "modules": [ { "declarations": [ {
            "name": "Thing", "tagName": "a-thing", "description": "A thing.", "superclass": { "name": "HTMLElement" },
            "members": [
                { "kind": "field", "name": "size", "description": "Its size.", "type": { "text": "number" }, "readonly": true },
                { "kind": "method", "name": "go", "description": "Goes.", "parameters": [ { "name": "to", "type": { "text": "string" } } ],
                  "return": { "type": { "text": "boolean" } } } ],
            "attributes": [ { "name": "data-size", "description": "Its size.", "type": { "text": "number" } } ],
            "events": [ { "name": "a-thing-gone", "description": "It went.", "type": { "text": "CustomEvent<null>" } } ]
        } ] } ] }"#;
        let declarations = write(manifest, "// Types.\n").unwrap();
        for line in [
            "export interface Thing extends HTMLElement {",
            "  readonly size: number;",
            "  go(to: string): boolean;",
            "    \"a-thing\": Thing;",
            "  \"data-size\": number;",
            "  \"a-thing-gone\": CustomEvent<null>;",
        ] {
            assert!(declarations.lines().any(|own| own == line), "{line} is not in\n{declarations}");
        }
        assert!(write("{}", "").is_err());
    }
}
