//! What a page of the list is asked for: in its address, so that it can be kept and sent around.

use crate::http::error::HttpError;
use crate::moment::{Moment, Zone};
use crate::store::Filter;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use intake_core::date::Date;
use serde::Deserialize;
use url::form_urlencoded::Serializer;
use validator::Validate;

/// What a field of a form is when nothing is chosen there.
const ANY: &str = "";

#[derive(Deserialize, Validate, Clone)]
#[serde(default)]
pub(in crate::http::inbox) struct ListQuery {
    #[validate(range(min = 1, max = 1_000_000))]
    pub(in crate::http::inbox) page: u32,
    #[validate(range(min = 1, max = 200))]
    pub(in crate::http::inbox) size: u32,
    /// Part of a reference, a name or what a person can be reached by.
    #[validate(length(max = 200))]
    pub(in crate::http::inbox) q: String,
    /// A form's name.
    pub(in crate::http::inbox) form: String,
    pub(in crate::http::inbox) language: String,
    /// `unopened`, `opened`, `urgent`.
    #[validate(custom(function = "is_state"))]
    pub(in crate::http::inbox) state: String,
    /// Days, as `YYYY-MM-DD`; both are among those meant.
    #[validate(custom(function = "is_day"))]
    pub(in crate::http::inbox) from: String,
    #[validate(custom(function = "is_day"))]
    pub(in crate::http::inbox) until: String,
}

impl Default for ListQuery {
    fn default() -> Self {
        let none = || ANY.to_owned();
        let [q, form, language, state, from, until] = std::array::from_fn(|_| none());
        Self { page: 1, size: 50, q, form, language, state, from, until }
    }
}

pub(super) fn read(asked: Result<Query<ListQuery>, QueryRejection>) -> Result<ListQuery, HttpError> {
    let refused = |field: &str, code: &str| HttpError::Query(vec![(format!("/{field}"), code.to_owned())]);
    let Query(query) = asked.map_err(|_| refused("", "syntax"))?;
    query.check()?;
    Ok(query)
}

impl ListQuery {
    pub(in crate::http::inbox) fn check(&self) -> Result<(), HttpError> {
        self.validate().map_err(|errors| {
            let codes = errors.field_errors().into_iter();
            HttpError::Query(codes.map(|(field, _)| (format!("/{field}"), "range".to_owned())).collect())
        })
    }

    /// Which submissions are meant; days are those of a zone.
    pub(in crate::http::inbox) fn filter(&self, zone: &Zone) -> Filter {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let start = |day: Option<Date>| Moment::start_of(day?, zone).map(|start| start.to_string());
        Filter {
            form: given(&self.form),
            language: given(&self.language),
            from: start(Date::parse(&self.from)),
            before: start(Date::parse(&self.until).and_then(|day| Date::from_days(day.to_days() + 1))),
            opened: match self.state.as_str() {
                "unopened" => Some(false),
                "opened" => Some(true),
                _ => None,
            },
            urgent: (self.state == "urgent").then_some(true),
            search: given(&self.q),
        }
    }

    pub(in crate::http::inbox) fn is_narrowed(&self) -> bool {
        self.fields().iter().any(|(_, value)| !value.is_empty())
    }

    fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("q", &self.q),
            ("form", &self.form),
            ("language", &self.language),
            ("state", &self.state),
            ("from", &self.from),
            ("until", &self.until),
        ]
    }

    /// The same for another page, after the `?`.
    pub(in crate::http::inbox) fn at_page(&self, page: u32) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("page", &page.to_string());
        query.append_pair("size", &self.size.to_string());
        query.extend_pairs(self.fields().into_iter().filter(|(_, value)| !value.is_empty()));
        query.finish()
    }

    /// What is narrowed, for the page that exports.
    pub(in crate::http::inbox) fn narrowed(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.fields().into_iter().filter(|(_, value)| !value.is_empty()));
        query.finish()
    }
}

fn is_state(state: &str) -> Result<(), validator::ValidationError> {
    let known = [ANY, "unopened", "opened", "urgent"].contains(&state);
    if known { Ok(()) } else { Err(validator::ValidationError::new("state")) }
}

fn is_day(day: &str) -> Result<(), validator::ValidationError> {
    let right = day.is_empty() || Date::parse(day).is_some();
    if right { Ok(()) } else { Err(validator::ValidationError::new("day")) }
}
