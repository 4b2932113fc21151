//! Taking an envelope apart: steps 1 to 3 of the verifier, and the bytes for step 5.

use crate::base64url::decode_base64url;
use crate::canonical;
use crate::json::{Json, JsonError, JsonErrorKind, Limits};
use crate::sign::{TYP, signing_input};

/// An envelope whose form is right; nothing about it has been verified yet.
pub struct Opened {
    /// All members but `signature`.
    pub body: Json,
    /// The body's RFC 8785 text: from here on, what is read (step 6).
    pub canonical: String,
    /// The protected header as it came, base64url.
    pub protected: String,
    pub header: Header,
    /// `r‖s`, 64 bytes.
    pub signature: Vec<u8>,
    /// The bytes that the signature is over.
    pub signing_input: String,
}

/// The protected header.
pub struct Header {
    /// RFC 7638 thumbprint, as claimed.
    pub kid: String,
    /// P-256 coordinates, base64url of 32 bytes each.
    pub x: String,
    pub y: String,
    pub nonce: Option<String>,
}

/// Why a text is not an envelope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    Json(JsonError),
    NotAnObject,
    SignatureMissing,
    SignatureShape,
    HeaderShape,
    HeaderMember,
    Algorithm,
    Type,
    Key,
}

impl Refused {
    /// A stable code, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.kind.code(),
            Self::NotAnObject => "not-an-object",
            Self::SignatureMissing => "signature-missing",
            Self::SignatureShape => "signature-shape",
            Self::HeaderShape => "header-shape",
            Self::HeaderMember => "header-member",
            Self::Algorithm => "algorithm",
            Self::Type => "header-type",
            Self::Key => "key",
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Json(error) => match error.kind {
                JsonErrorKind::TooLarge => "The document is larger than 1 MiB.",
                JsonErrorKind::TooDeep => "The document is nested deeper than 32 levels.",
                JsonErrorKind::NotUtf8 => "The document is not UTF-8.",
                JsonErrorKind::Syntax => "The document is not JSON.",
                JsonErrorKind::DuplicateName => "An object has the same name twice.",
                JsonErrorKind::LoneSurrogate => "A string holds half a character (a lone surrogate).",
                JsonErrorKind::Nul => "A string holds the character U+0000.",
                JsonErrorKind::NumberRange => {
                    "A number has more than 15 significant digits or is beyond \u{b1}(2^53 \u{2212} 1)."
                }
            },
            Self::NotAnObject => "The document is not a JSON object.",
            Self::SignatureMissing => "The member \"signature\" is missing or not a string.",
            Self::SignatureShape => "The signature is not \"header..signature\" with 64 bytes of base64url.",
            Self::HeaderShape => "The protected header is not base64url of a JSON object.",
            Self::HeaderMember => {
                "The protected header must have exactly alg, typ, kid, jwk (kty, crv, x, y) and, if issued, nonce."
            }
            Self::Algorithm => "The algorithm must be ES256.",
            Self::Type => "The header's typ must be intake-submission+jws.",
            Self::Key => "The jwk must be a public P-256 key.",
        })
    }
}

/// Reads an envelope of at most 1 MiB and 32 levels.
pub fn open(bytes: &[u8]) -> Result<Opened, Refused> {
    let json = Json::parse_bytes(bytes, Limits::default()).map_err(Refused::Json)?;
    let Json::Object(mut members) = json else { return Err(Refused::NotAnObject) };
    let at = members.iter().position(|(name, _)| name == "signature").ok_or(Refused::SignatureMissing)?;
    let (_, Json::String(value)) = members.remove(at) else { return Err(Refused::SignatureMissing) };
    let (protected, signature) = value.split_once("..").ok_or(Refused::SignatureShape)?;
    let signature = decode_base64url(signature).filter(|s| s.len() == 64).ok_or(Refused::SignatureShape)?;
    let header = decode_base64url(protected).ok_or(Refused::HeaderShape)?;
    let header =
        Json::parse_bytes(&header, Limits { bytes: 4096, depth: 2 }).map_err(|_| Refused::HeaderShape)?;
    let header = read_header(&header)?;
    let body = Json::Object(members);
    let canonical = canonical::to_string(&body);
    let signing_input = signing_input(protected, &canonical);
    Ok(Opened { body, canonical, protected: protected.into(), header, signature, signing_input })
}

fn read_header(header: &Json) -> Result<Header, Refused> {
    let text = |json: &Json, name: &str| json.get(name).and_then(Json::as_str).map(str::to_owned);
    let only = |json: &Json, names: &[&str]| {
        json.as_object().is_some_and(|members| members.iter().all(|(name, _)| names.contains(&name.as_str())))
    };
    if header.as_object().is_none() {
        return Err(Refused::HeaderShape);
    }
    if text(header, "alg").as_deref() != Some("ES256") {
        return Err(Refused::Algorithm);
    }
    if text(header, "typ").as_deref() != Some(TYP) {
        return Err(Refused::Type);
    }
    // An unknown member may change what the signature means (crit, b64) or where the key
    // comes from (jku, x5u): none is accepted.
    let jwk = header.get("jwk").ok_or(Refused::HeaderMember)?;
    if !only(header, &["alg", "typ", "kid", "jwk", "nonce"]) || !only(jwk, &["kty", "crv", "x", "y"]) {
        return Err(Refused::HeaderMember);
    }
    let kid = text(header, "kid").ok_or(Refused::HeaderMember)?;
    let nonce = match header.get("nonce") {
        None => None,
        Some(_) => Some(text(header, "nonce").ok_or(Refused::HeaderMember)?),
    };
    if text(jwk, "kty").as_deref() != Some("EC") || text(jwk, "crv").as_deref() != Some("P-256") {
        return Err(Refused::Key);
    }
    let coordinate = |name| {
        text(jwk, name)
            .filter(|value| decode_base64url(value).is_some_and(|bytes| bytes.len() == 32))
            .ok_or(Refused::Key)
    };
    Ok(Header { kid, x: coordinate("x")?, y: coordinate("y")?, nonce })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{attach, base64url, protected};

    fn envelope(protected: &str) -> Json {
        attach(Json::parse(r#"{"b":[1.50,true],"a":"\u00e5"}"#).unwrap(), protected, &[7; 64])
    }

    fn genuine() -> String {
        let coordinate = base64url(&[1; 32]);
        protected("kid", &coordinate, &coordinate, None)
    }

    #[test]
    fn an_envelope_comes_apart_as_it_was_put_together() {
        let text = envelope(&genuine()).to_pretty();
        let opened = open(text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(opened.canonical, r#"{"a":"å","b":[1.5,true]}"#);
        assert_eq!(opened.signature, [7; 64]);
        assert_eq!(opened.header.kid, "kid");
        assert_eq!(opened.signing_input, format!("{}.{}", genuine(), base64url(opened.canonical.as_bytes())));
    }

    #[test]
    fn a_header_that_changes_what_is_signed_is_refused() {
        let c = base64url(&[1; 32]);
        let jwk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{c}","y":"{c}"}}"#);
        let head = |alg: &str, typ: &str, jwk: &str, more: &str| {
            base64url(format!(r#"{{"alg":"{alg}","typ":"{typ}","kid":"k","jwk":{jwk}{more}}}"#).as_bytes())
        };
        for (header, code) in [
            (head("none", TYP, &jwk, ""), "algorithm"),
            (head("HS256", TYP, &jwk, ""), "algorithm"),
            (head("ES256", "JWT", &jwk, ""), "header-type"),
            (head("ES256", TYP, &jwk, r#","crit":["b64"],"b64":false"#), "header-member"),
            (head("ES256", TYP, &jwk, r#","jku":"https://evil.example/k""#), "header-member"),
            (head("ES256", TYP, &jwk, r#","x5u":"https://evil.example/k""#), "header-member"),
            (head("ES256", TYP, &jwk, r#","nonce":1"#), "header-member"),
            (head("ES256", TYP, &jwk, r#","alg":"ES256""#), "header-shape"),
            (head("ES256", TYP, &jwk.replace("}", r#","d":"x"}"#), ""), "header-member"),
            (head("ES256", TYP, &jwk.replace("P-256", "P-384"), ""), "key"),
            (head("ES256", TYP, &jwk.replace(&c, "AQ"), ""), "key"),
            ("%%".into(), "header-shape"),
            (base64url(b"[]"), "header-shape"),
        ] {
            let refused = open(envelope(&header).to_string().as_bytes()).map(|_| ()).unwrap_err();
            assert_eq!(refused.code(), code);
            assert!(!refused.to_string().is_empty());
        }
    }

    #[test]
    fn a_signature_of_another_shape_is_refused() {
        for (text, code) in [
            ("{}".to_owned(), "signature-missing"),
            (r#"{"signature":1}"#.to_owned(), "signature-missing"),
            ("[]".to_owned(), "not-an-object"),
            (r#"{"signature":"a.b.c"}"#.to_owned(), "signature-shape"),
            (format!(r#"{{"signature":"{}..AQ"}}"#, genuine()), "signature-shape"),
            (r#"{"a":1,"a":1,"signature":".."}"#.to_owned(), "json-duplicate-name"),
        ] {
            assert_eq!(open(text.as_bytes()).map(|_| ()).unwrap_err().code(), code);
        }
    }
}
