//! Elements, made by calls instead of by `html!`.
//!
//! `html!` writes the making of every element out where it stands, which here came to
//! tens of kilobytes of a first visit. `el!` is a row of small calls:
//!
//! ```ignore
//! el!("p" ["class": "hint", "id": id] words, link)
//! ```
//!
//! It makes the same nodes of Yew. There is no way from here to raw HTML.
//!
//! No text node is Yew's own. Who has a page translated by the browser gets other nodes in place of each
//! text, of which Yew would know nothing: what it wrote into the old one nobody would see, and what it put
//! before it would have no place. So a text is set on the element that it stands in, whatever is in there
//! by then, and among other nodes it stands in a `span`.

use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Event;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VTag, VText};
use yew::{AttrValue, Html, NodeRef};

/// An element: its attributes by name, then what is inside it.
macro_rules! el {
    ($tag:literal [$($name:literal: $value:expr),* $(,)?] $($kid:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "some elements have neither attributes nor content")]
        let mut el = $crate::dom::node::El::new($tag, &[$($name,)* "textContent"]);
        $($crate::dom::node::Value::put($value, &mut el);)*
        $($crate::dom::node::Kid::put($kid, &mut el);)*
        el
    }};
}
pub(crate) use el;

/// An element while it is put together. Boxed, so that handing it on costs a pointer.
pub(crate) struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    kids: Vec<Html>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    refer: NodeRef,
    key: Option<Key>,
    holding: Option<AttrValue>,
    checked: Option<bool>,
}

/// Nodes in a row. A text alone stays one, for the element around.
pub(crate) fn list(mut nodes: Vec<Html>) -> Html {
    if let [Html::VText(text)] = &mut *nodes {
        return std::mem::replace(text, VText::new("")).into();
    }
    for node in &mut nodes {
        if let Html::VText(_) = node {
            *node = el!("span" [] std::mem::take(node)).into();
        }
    }
    Html::from(VList::with_children(nodes, None))
}

impl El {
    #[inline(never)]
    pub(crate) fn new(tag: &'static str, keys: &'static [&'static str]) -> Self {
        Self(Box::new(Parts {
            tag,
            keys,
            values: Vec::with_capacity(keys.len()),
            kids: Vec::new(),
            listeners: Vec::new(),
            refer: NodeRef::default(),
            key: None,
            holding: None,
            checked: None,
        }))
    }

    /// Calls `handle` on an event here or inside.
    pub(crate) fn on(mut self, kind: fn() -> ListenerKind, handle: impl Fn(Event) + 'static) -> Self {
        self.listen(kind, Box::new(handle));
        self
    }

    #[inline(never)]
    fn listen(&mut self, kind: fn() -> ListenerKind, handle: Box<dyn Fn(Event)>) {
        self.0.listeners.push(Some(Rc::new(EventListener { kind, handle })));
    }

    /// Notes the DOM element in `refer`.
    pub(crate) fn at(mut self, refer: &NodeRef) -> Self {
        self.0.refer = refer.clone();
        self
    }

    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// What an input holds now.
    pub(crate) fn holding(mut self, value: String) -> Self {
        self.0.holding = Some(AttrValue::from(value));
        self
    }

    /// Whether a radio or checkbox is on now.
    pub(crate) fn checked(mut self, checked: bool) -> Self {
        self.0.checked = Some(checked);
        self
    }

    #[inline(never)]
    fn attribute(&mut self, value: Option<AttributeOrProperty>) {
        self.0.values.push(value);
    }

    #[inline(never)]
    fn add(&mut self, kid: Html) {
        self.0.kids.push(kid);
    }
}

impl From<El> for Html {
    #[inline(never)]
    fn from(el: El) -> Self {
        let mut parts = *el.0;
        let one = parts.kids.len() < 2;
        let inside = if one { parts.kids.pop().unwrap_or_default() } else { list(parts.kids) };
        let (text, inside) = match inside {
            Html::VText(text) => {
                (Some(AttributeOrProperty::Property(JsValue::from_str(&text.text))), Html::default())
            }
            inside => (None, inside),
        };
        parts.values.push(text);
        let attributes = Attributes::Dynamic { keys: parts.keys, values: parts.values.into() };
        let mut tag = VTag::new(AttrValue::Static(parts.tag));
        tag.set_attributes(attributes);
        tag.node_ref = parts.refer;
        tag.key = parts.key;
        if !parts.listeners.is_empty() {
            tag.set_listeners(parts.listeners.into());
        }
        if parts.holding.is_some() {
            tag.set_value(parts.holding);
        }
        if let Some(checked) = parts.checked {
            tag.set_checked(checked);
        }
        if let Some(children) = tag.children_mut() {
            *children = inside;
        }
        tag.into()
    }
}

struct EventListener {
    kind: fn() -> ListenerKind,
    handle: Box<dyn Fn(Event)>,
}

impl Listener for EventListener {
    fn kind(&self) -> ListenerKind {
        (self.kind)()
    }

    fn handle(&self, event: Event) {
        (self.handle)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What can be an attribute's value; `None` and `false` leave the attribute out.
pub(crate) trait Value: Sized {
    fn put(self, el: &mut El);
}

impl Value for &'static str {
    #[inline(never)]
    fn put(self, el: &mut El) {
        el.attribute(Some(AttributeOrProperty::Static(self)));
    }
}

impl Value for String {
    #[inline(never)]
    fn put(self, el: &mut El) {
        el.attribute(Some(AttributeOrProperty::Attribute(AttrValue::from(self))));
    }
}

impl Value for bool {
    fn put(self, el: &mut El) {
        Value::put(self.then_some(""), el);
    }
}

impl<T: Value> Value for Option<T> {
    fn put(self, el: &mut El) {
        match self {
            Some(value) => Value::put(value, el),
            None => el.attribute(None),
        }
    }
}

/// What can stand inside an element.
pub(crate) trait Kid: Sized {
    fn kid(self) -> Html;

    fn put(self, el: &mut El) {
        el.add(self.kid());
    }
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

    #[inline(never)]
    fn put(self, el: &mut El) {
        el.add(self.kid());
    }
}

impl Kid for String {
    fn kid(self) -> Html {
        Html::from(VText::new(self))
    }

    #[inline(never)]
    fn put(self, el: &mut El) {
        el.add(self.kid());
    }
}

impl Kid for &str {
    fn kid(self) -> Html {
        self.to_string().kid()
    }

    #[inline(never)]
    fn put(self, el: &mut El) {
        el.add(self.kid());
    }
}

impl<T: Kid> Kid for Option<T> {
    fn kid(self) -> Html {
        self.map(Kid::kid).unwrap_or_default()
    }

    // An empty place is kept: what comes and goes there moves none of its neighbours.
    fn put(self, el: &mut El) {
        match self {
            Some(kid) => Kid::put(kid, el),
            None => el.add(Html::default()),
        }
    }
}

impl Kid for Vec<Html> {
    #[inline(never)]
    fn kid(self) -> Html {
        list(self)
    }
}
