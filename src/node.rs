//! Elements, made by one function each time.
//!
//! `html!` writes the making of every element out where it stands, which here came to
//! 25 KB of a first visit. `el!` is a call, and its arguments are data:
//!
//! ```ignore
//! el!("p" ["class": "hint", "id": id] words, link)
//! ```
//!
//! It makes the same nodes of Yew. There is no way from here to raw HTML.

use std::rc::Rc;
use web_sys::Event;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, ListenerKind, Listeners, VList, VTag};
use yew::{AttrValue, Html, NodeRef};

/// An element: its attributes by name, then what is inside it.
macro_rules! el {
    ($tag:literal [$($name:literal: $value:expr),* $(,)?] $($kid:expr),* $(,)?) => {
        $crate::node::element(
            $tag,
            &[$($name),*],
            Box::new([$($crate::node::Value::value($value)),*]),
            vec![$($crate::node::Kid::kid($kid)),*],
        )
    };
}
pub(crate) use el;

/// An element while it is put together.
pub(crate) struct El(VTag);

type Values = Box<[Option<AttributeOrProperty>]>;

pub(crate) fn element(
    tag: &'static str,
    keys: &'static [&'static str],
    values: Values,
    mut kids: Vec<Html>,
) -> El {
    let attributes = Attributes::Dynamic { keys, values };
    let mut node = match tag {
        "input" | "textarea" => VTag::new(tag),
        _ => {
            let inside = if kids.len() > 1 { list(kids) } else { kids.pop().unwrap_or_default() };
            let (refer, listeners) = (NodeRef::default(), Listeners::None);
            return El(VTag::__new_other(AttrValue::Static(tag), refer, None, attributes, listeners, inside));
        }
    };
    node.set_attributes(attributes);
    El(node)
}

/// Nodes in a row.
pub(crate) fn list(nodes: Vec<Html>) -> Html {
    Html::from(VList::with_children(nodes, None))
}

impl El {
    /// Calls `hear` on an event here or inside.
    pub(crate) fn on(mut self, kind: ListenerKind, hear: impl Fn(Event) + 'static) -> Self {
        self.0.add_listener(Rc::new(Ear { kind, hear: Box::new(hear) }));
        self
    }

    /// Notes the DOM element in `refer`.
    pub(crate) fn at(mut self, refer: &NodeRef) -> Self {
        self.0.node_ref = refer.clone();
        self
    }

    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// What an input holds now.
    pub(crate) fn holding(mut self, value: String) -> Self {
        self.0.set_value(AttrValue::from(value));
        self
    }

    /// Whether a radio or checkbox is on now.
    pub(crate) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }
}

impl From<El> for Html {
    fn from(el: El) -> Self {
        Html::from(el.0)
    }
}

struct Ear {
    kind: ListenerKind,
    hear: Box<dyn Fn(Event)>,
}

impl Listener for Ear {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        (self.hear)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What can be an attribute's value; `None` and `false` leave the attribute out.
pub(crate) trait Value {
    fn value(self) -> Option<AttributeOrProperty>;
}

impl Value for &'static str {
    fn value(self) -> Option<AttributeOrProperty> {
        Some(AttributeOrProperty::Static(self))
    }
}

impl Value for String {
    fn value(self) -> Option<AttributeOrProperty> {
        Some(AttributeOrProperty::Attribute(AttrValue::from(self)))
    }
}

impl Value for bool {
    fn value(self) -> Option<AttributeOrProperty> {
        self.then_some(AttributeOrProperty::Static(""))
    }
}

impl<T: Value> Value for Option<T> {
    fn value(self) -> Option<AttributeOrProperty> {
        self.and_then(Value::value)
    }
}

/// What can stand inside an element.
pub(crate) trait Kid {
    fn kid(self) -> Html;
}

impl Kid for Html {
    fn kid(self) -> Html {
        self
    }
}

impl Kid for El {
    fn kid(self) -> Html {
        self.into()
    }
}

impl Kid for String {
    fn kid(self) -> Html {
        Html::from(yew::virtual_dom::VText::new(self))
    }
}

impl Kid for &str {
    fn kid(self) -> Html {
        self.to_string().kid()
    }
}

impl<T: Kid> Kid for Option<T> {
    fn kid(self) -> Html {
        self.map(Kid::kid).unwrap_or_default()
    }
}

impl Kid for Vec<Html> {
    fn kid(self) -> Html {
        list(self)
    }
}
