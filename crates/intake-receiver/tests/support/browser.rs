//! A browser without scripts: cookies, redirects, and forms as HTML has them.

use super::Receiver;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::collections::BTreeMap;

pub struct Browser<'a> {
    receiver: &'a Receiver,
    cookies: BTreeMap<String, String>,
    /// What every request says besides.
    pub headers: Vec<(&'static str, &'static str)>,
    /// Everything that stood in its address line.
    pub addresses: Vec<String>,
    last: Option<Page>,
}

#[derive(Clone)]
pub struct Page {
    pub status: StatusCode,
    /// Without the query.
    pub path: String,
    pub text: String,
    action: String,
    fields: Vec<Field>,
    files: Vec<(String, String, Vec<u8>)>,
}

#[derive(Clone)]
struct Field {
    name: String,
    kind: String,
    value: String,
    /// Whether it is sent.
    on: bool,
}

impl<'a> Browser<'a> {
    pub fn new(receiver: &'a Receiver) -> Self {
        Self { receiver, cookies: BTreeMap::new(), headers: Vec::new(), addresses: Vec::new(), last: None }
    }

    pub fn page(&self) -> Page {
        self.last.clone().unwrap()
    }

    pub async fn open(&mut self, address: &str) -> Page {
        self.ask(address, None).await
    }

    /// Presses a button with this value, or one like it.
    pub async fn press(&mut self, page: Page, button: &str) -> Page {
        assert!(page.text.contains(&format!("value=\"{button}\"")), "no button {button}: {}", page.text);
        let sent = page.fields.iter().filter(|field| field.on).map(|field| (&*field.name, &*field.value));
        let sent: Vec<(&str, &str)> = sent.chain([("do", button)]).collect();
        let body = if page.text.contains("multipart/form-data") {
            multipart(&sent, &page.files)
        } else {
            let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&sent).finish();
            ("application/x-www-form-urlencoded".into(), text.into_bytes())
        };
        self.ask(&page.action.clone(), Some(body)).await
    }

    /// Presses a button of a form that has nothing else.
    pub async fn send(&mut self, place: &str, button: &str) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).append_pair("do", button).finish();
        self.ask(place, Some(("application/x-www-form-urlencoded".into(), body.into_bytes()))).await
    }

    async fn ask(&mut self, address: &str, mut body: Option<(String, Vec<u8>)>) -> Page {
        let mut address = address.to_owned();
        for _ in 0..10 {
            self.addresses.push(address.clone());
            let mut request = Request::get(&address);
            if body.is_some() {
                request = Request::post(&address);
            }
            for (name, value) in &self.headers {
                request = request.header(*name, *value);
            }
            for (name, value) in &self.cookies {
                request = request.header(header::COOKIE, format!("{name}={value}"));
            }
            let request = match body.take() {
                Some((kind, bytes)) => request.header(header::CONTENT_TYPE, kind).body(Body::from(bytes)),
                None => request.body(Body::empty()),
            };
            let reply = self.receiver.send(request.unwrap()).await;
            for cookie in reply.response.headers().get_all(header::SET_COOKIE) {
                let cookie = cookie.to_str().unwrap();
                assert!(
                    cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax")
                        && cookie.contains("Path=/fill/")
                );
                let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
                match value.is_empty() {
                    true => drop(self.cookies.remove(name)),
                    false => drop(self.cookies.insert(name.into(), value.into())),
                }
            }
            if reply.status == StatusCode::SEE_OTHER {
                address = reply.header("location").split('#').next().unwrap().to_owned();
                continue;
            }
            let page = Page::read(reply.status, &address, reply.text);
            self.last = Some(page.clone());
            return page;
        }
        panic!("{address} leads round and round")
    }
}

impl Page {
    fn read(status: StatusCode, address: &str, text: String) -> Self {
        let mut page = Self {
            status,
            path: address.split('?').next().unwrap().into(),
            action: address.into(),
            fields: Vec::new(),
            files: Vec::new(),
            text: String::new(),
        };
        let mut select = None;
        for tag in text.split('<').skip(1) {
            let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
            let get = |name: &str| attribute(inside, name);
            let has = |name: &str| inside.split(' ').any(|word| word == name);
            match inside.split(' ').next().unwrap() {
                "form" => page.action = get("action").unwrap(),
                "input" => {
                    let kind = get("type").unwrap();
                    let Some(name) = get("name") else { continue };
                    let on = match kind.as_str() {
                        "radio" | "checkbox" => has("checked"),
                        "file" => false,
                        _ => true,
                    };
                    page.fields.push(Field { name, kind, value: get("value").unwrap_or_default(), on });
                }
                "textarea" => {
                    let value = unescape(after);
                    page.fields.push(Field {
                        name: get("name").unwrap(),
                        kind: "textarea".into(),
                        value,
                        on: true,
                    });
                }
                "select" => select = get("name"),
                "option" => {
                    let name = select.clone().unwrap();
                    let value = get("value").unwrap();
                    let first = !page.fields.iter().any(|field| field.name == name);
                    if has("selected") {
                        page.fields
                            .iter_mut()
                            .filter(|field| field.name == name)
                            .for_each(|field| field.on = false);
                    }
                    page.fields.push(Field {
                        name,
                        kind: "option".into(),
                        value,
                        on: first || has("selected"),
                    });
                }
                _ => {}
            }
        }
        page.text = text;
        page
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    pub fn has_field_below(&self, path: &str) -> bool {
        self.fields.iter().any(|field| field.name.starts_with(path))
            || self.has("seen") && self.value("seen").split(' ').any(|seen| seen.starts_with(path))
    }

    pub fn value(&self, name: &str) -> String {
        let field = self.fields.iter().find(|field| field.name == name && field.on);
        field.map(|field| field.value.clone()).unwrap_or_default()
    }

    /// Types into a field.
    pub fn set(&mut self, name: &str, value: &str) {
        let field = self.fields.iter_mut().find(|field| field.name == name);
        field.unwrap_or_else(|| panic!("no field {name}")).value = value.into();
    }

    /// Ticks a box, or chooses a radio.
    pub fn tick(&mut self, name: &str, value: &str) {
        self.turn(name, value, "radio");
    }

    pub fn untick(&mut self, name: &str) {
        self.fields.iter_mut().filter(|field| field.name == name).for_each(|field| field.on = false);
    }

    /// Chooses a radio or an option.
    pub fn choose(&mut self, name: &str, value: &str) {
        let kind = self.fields.iter().find(|field| field.name == name).unwrap().kind.clone();
        self.turn(name, value, &kind);
    }

    fn turn(&mut self, name: &str, value: &str, one_of: &str) {
        let mut found = false;
        for field in self.fields.iter_mut().filter(|field| field.name == name) {
            if field.value == value {
                (field.on, found) = (true, true);
            } else if field.kind == one_of {
                field.on = false;
            }
        }
        assert!(found, "no {value} of {name}");
    }

    pub fn upload(&mut self, name: &str, file: &str, bytes: &[u8]) {
        assert!(
            self.fields.iter().any(|field| field.name == name && field.kind == "file"),
            "no file field {name}"
        );
        self.files.push((name.into(), file.into(), bytes.into()));
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescape(after.split('"').next()?))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn multipart(fields: &[(&str, &str)], files: &[(String, String, Vec<u8>)]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, file, bytes) in files {
        body.extend(format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    // A file field in which nothing was chosen.
    body.extend(b"--xyz\r\nContent-Disposition: form-data; name=\"unused\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--xyz--\r\n");
    ("multipart/form-data; boundary=xyz".into(), body)
}
