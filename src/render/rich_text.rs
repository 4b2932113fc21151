//! A definition's text as nodes, never as HTML.

use crate::dom::node::{Kid, el, list};
use intake_core::text::{Block, Inline};
use yew::Html;

pub fn block(block: Block) -> Html {
    let items = |items: Vec<Vec<Inline>>| -> Vec<Html> {
        items.into_iter().map(|line| el!("li" [] inlines(line)).into()).collect()
    };
    match block {
        Block::Paragraph(line) => el!("p" [] inlines(line)),
        Block::List { ordered: true, items: all } => el!("ol" [] items(all)),
        Block::List { items: all, .. } => el!("ul" [] items(all)),
    }
    .into()
}

fn inlines(line: Vec<Inline>) -> Vec<Html> {
    line.into_iter().map(inline).collect()
}

pub fn inline(part: Inline) -> Html {
    match part {
        Inline::Text(text) => text.kid(),
        Inline::Strong(parts) => el!("strong" [] inlines(parts)).into(),
        Inline::Emphasis(parts) => el!("em" [] inlines(parts)).into(),
        Inline::Link { href, label } => link(&href, list(inlines(label))),
    }
}

/// A link that a definition gave: https, mailto and tel only, whatever it says.
pub fn link(href: &str, label: Html) -> Html {
    if !["https:", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)) {
        return label;
    }
    // By itself, or a telephone number among Arabic words would stand back to front.
    el!("a" ["href": href.to_string(), "rel": "noopener", "dir": "auto", "part": "link"] label).into()
}
