//! Whether anything can be written.

use sqlx::sqlite::SqliteConnection;

/// As much as a submission without files: where this has no room, that has none.
pub(super) async fn write(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO probe (one, number, bytes) VALUES (1, 1, zeroblob(65536))
         ON CONFLICT (one) DO UPDATE SET number = number + 1, bytes = zeroblob(65536)",
    )
    .execute(connection)
    .await
    .map(drop)
}
