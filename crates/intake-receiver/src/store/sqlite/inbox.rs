//! The lines of the inbox's list, in the order in which staff read them: urgent ones that nobody
//! has opened, then the newest.

use super::Store;
use super::amendment::{COLUMNS, JOINS, amended};
use super::select::{form, submission};
use super::work::{EntryChange, Work};
use crate::store::error::StoreError;
use crate::store::inbox_row::{Beside, EntryRow, Filter, Summary};
use crate::store::row::{FormRow, SubmissionRow, Window};
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{QueryBuilder, Row};

impl Store {
    /// A window of the list.
    pub async fn entries(&self, filter: &Filter, window: Window) -> Result<Vec<EntryRow>, StoreError> {
        self.read(async |connection| {
            let mut query = page("", filter, window);
            query.build().fetch_all(connection).await?.iter().map(entry).collect()
        })
        .await
    }

    /// How many lines the whole list has.
    pub async fn count_entries(&self, filter: &Filter) -> Result<u32, StoreError> {
        self.read(async |connection| {
            let mut query = QueryBuilder::new("SELECT COUNT(*) FROM inbox_entry e");
            narrow(&mut query, filter);
            let count: i64 = query.build_query_scalar().fetch_one(connection).await?;
            Ok(u32::try_from(count).unwrap_or(u32::MAX))
        })
        .await
    }

    /// How the database goes about a page of the list, for a test of its speed.
    pub async fn plan_of_entries(&self, filter: &Filter, window: Window) -> Result<Vec<String>, StoreError> {
        self.read(async |connection| {
            let mut query = page("EXPLAIN QUERY PLAN ", filter, window);
            let rows = query.build().fetch_all(connection).await?;
            rows.iter().map(|row| row.try_get("detail")).collect()
        })
        .await
    }

    /// The same of what is scanned.
    pub async fn plan_of_scan(&self, filter: &Filter) -> Result<Vec<String>, StoreError> {
        self.read(async |connection| {
            let mut query = scanned("EXPLAIN QUERY PLAN ", filter, (0, i64::MAX), 8);
            let rows = query.build().fetch_all(connection).await?;
            rows.iter().map(|row| row.try_get("detail")).collect()
        })
        .await
    }

    pub async fn is_opened(&self, submission_id: &str) -> Result<bool, StoreError> {
        self.read(async |connection| {
            let query = sqlx::query_scalar(
                "SELECT opened_at IS NOT NULL FROM inbox_entry WHERE submission_id = $1
                 UNION ALL SELECT opened_at IS NOT NULL FROM encrypted WHERE submission_id = $1",
            );
            let opened: Option<bool> = query.bind(submission_id).fetch_optional(connection).await?;
            Ok(opened.unwrap_or(true))
        })
        .await
    }

    /// Notes that somebody looked at a submission; with none, that nobody did.
    pub async fn open_entry(&self, submission_id: &str, at: Option<String>) -> Result<(), StoreError> {
        let change = EntryChange::Open { submission_id: submission_id.to_owned(), at };
        self.queue.submit(Work::Entry(change)).await.map(drop)
    }

    /// Submissions from before there was a list, a few at a time.
    pub async fn unsummarised(&self) -> Result<Vec<SubmissionRow>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT s.*, l.record, l.previous, l.seal
                 FROM (SELECT submission_id FROM inbox_entry WHERE NOT summarised ORDER BY submission_id LIMIT 32) e
                 JOIN submission s ON s.submission_id = e.submission_id LEFT JOIN link l ON l.position = s.position",
            );
            rows.fetch_all(connection).await?.iter().map(submission).collect()
        })
        .await
    }

    pub async fn summarise(&self, summaries: Vec<(String, Summary)>) -> Result<(), StoreError> {
        self.queue.submit(Work::Entry(EntryChange::Summarise(summaries))).await.map(drop)
    }

    /// The names of the forms that somebody has answered.
    pub async fn answered_forms(&self) -> Result<Vec<String>, StoreError> {
        self.read(async |connection| {
            // Each step is one look into the index, however many submissions there are.
            let names = sqlx::query_scalar(
                "WITH RECURSIVE found (form) AS (
                     SELECT MIN(form) FROM inbox_entry
                     UNION ALL
                     SELECT (SELECT MIN(form) FROM inbox_entry e WHERE e.form > found.form) FROM found
                     WHERE found.form IS NOT NULL
                 ) SELECT form FROM found WHERE form IS NOT NULL",
            );
            names.fetch_all(connection).await
        })
        .await
    }

    /// The versions of a form that somebody has answered, or else the last that was published; the
    /// newest first.
    pub async fn versions(&self, name: &str) -> Result<Vec<FormRow>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT digest, name, version, definition,
                     digest IN (SELECT DISTINCT form_digest FROM inbox_entry WHERE form = $1) AS answered
                 FROM form WHERE name = $1 ORDER BY published_at DESC, digest",
            );
            let rows = rows.bind(name).fetch_all(connection).await?;
            let of = |rows: Vec<&SqliteRow>| rows.into_iter().map(form).collect();
            let answered: Vec<&SqliteRow> =
                rows.iter().filter(|row| row.try_get("answered").unwrap_or(false)).collect();
            if answered.is_empty() { of(rows.iter().take(1).collect()) } else { of(answered) }
        })
        .await
    }

    /// The next submissions after a position in the order in which they came, whole, each with what is
    /// known besides.
    pub async fn scan(
        &self,
        filter: &Filter,
        (after, until): (i64, i64),
        limit: u32,
    ) -> Result<Vec<(SubmissionRow, Beside)>, StoreError> {
        self.read(async |connection| {
            let mut query = scanned("", filter, (after, until), limit);
            let both = |found: &SqliteRow| {
                let beside = Beside { opened_at: found.try_get("opened_at")?, amended: amended(found)? };
                Ok((submission(found)?, beside))
            };
            query.build().fetch_all(connection).await?.iter().map(both).collect()
        })
        .await
    }

    /// The position of the last submission, 0 without any.
    pub async fn last_position(&self) -> Result<i64, StoreError> {
        self.read(async |connection| {
            sqlx::query_scalar("SELECT COALESCE(MAX(position), 0) FROM submission")
                .fetch_one(connection)
                .await
        })
        .await
    }
}

/// `before`: what stands before the query.
fn scanned(
    before: &'static str,
    filter: &Filter,
    (after, until): (i64, i64),
    limit: u32,
) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(before);
    query.push("SELECT s.*, l.record, l.previous, l.seal, e.opened_at").push(COLUMNS);
    // CROSS: in the order of their positions, one after another. By an index of the list all that is left would be put into
    // that order for each few.
    query.push(
        " FROM submission s CROSS JOIN inbox_entry e ON e.submission_id = s.submission_id
         LEFT JOIN link l ON l.position = s.position",
    );
    query.push(JOINS);
    narrow(&mut query, filter);
    query.push(" AND s.position > ").push_bind(after);
    query.push(" AND s.position <= ").push_bind(until);
    query.push(" ORDER BY s.position LIMIT ").push_bind(i64::from(limit));
    query
}

/// `before`: what stands before the query.
fn page(before: &'static str, filter: &Filter, window: Window) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(before);
    // Lines that are passed over are not joined with anything.
    query.push(
        "SELECT s.submission_id, s.digest, s.reference, s.received_at, s.receipt_signature, s.form_digest,
             s.language, s.mode, s.outcome, s.outcome_agrees, s.clock_skew, '' AS envelope,
             e.name, e.contact, e.urgent, e.search, e.opened_at",
    );
    query.push(COLUMNS).push(" FROM (SELECT e.* FROM inbox_entry e");
    narrow(&mut query, filter);
    query.push(" ORDER BY e.stands_first DESC, e.position DESC LIMIT ").push_bind(i64::from(window.limit));
    query.push(" OFFSET ").push_bind(i64::from(window.offset));
    query.push(") e JOIN submission s ON s.submission_id = e.submission_id");
    query.push(JOINS).push(" ORDER BY e.stands_first DESC, e.position DESC");
    query
}

/// The conditions of a filter on `inbox_entry e`.
fn narrow(query: &mut QueryBuilder<Sqlite>, filter: &Filter) {
    query.push(" WHERE 1 = 1");
    if let Some(form) = &filter.form {
        query.push(" AND e.form = ").push_bind(form.clone());
    }
    if let Some(language) = &filter.language {
        query.push(" AND e.language = ").push_bind(language.clone());
    }
    if let Some(from) = &filter.from {
        query.push(" AND e.received_at >= ").push_bind(from.clone());
    }
    if let Some(before) = &filter.before {
        query.push(" AND e.received_at < ").push_bind(before.clone());
    }
    match filter.opened {
        Some(true) => query.push(" AND e.opened_at IS NOT NULL"),
        Some(false) => query.push(" AND e.opened_at IS NULL"),
        None => query,
    };
    match filter.urgent {
        Some(true) => query.push(" AND e.urgent"),
        Some(false) => query.push(" AND NOT e.urgent"),
        None => query,
    };
    for word in filter.search.iter().flat_map(|search| search.split_whitespace()) {
        query.push(" AND instr(e.search, ").push_bind(word.to_lowercase()).push(") > 0");
    }
}

fn entry(found: &SqliteRow) -> Result<EntryRow, sqlx::Error> {
    let summary = Summary {
        name: found.try_get("name")?,
        contact: found.try_get("contact")?,
        urgent: found.try_get("urgent")?,
        words: found.try_get("search")?,
    };
    Ok(EntryRow {
        submission: submission(found)?,
        summary,
        opened_at: found.try_get("opened_at")?,
        amended: amended(found)?,
    })
}
