//! What only somebody else can read, as it came.

use super::delivery;
use crate::attachment::Attachment;
use crate::store::row::{EncryptedRow, Kept};
use crate::store::sqlite::select;
use sqlx::sqlite::SqliteConnection;

pub(in crate::store::sqlite) async fn add(
    connection: &mut SqliteConnection,
    row: &EncryptedRow,
    files: &[Attachment],
) -> Result<Kept, sqlx::Error> {
    let receipt = &row.receipt.receipt;
    if let Some(there) = select::receipt_by_id(connection, &receipt.submission_id).await? {
        return Ok(Kept::Already(there));
    }
    if select::is_reference_taken(connection, &receipt.reference).await? {
        return Ok(Kept::ReferenceTaken);
    }
    sqlx::query(
        "INSERT INTO encrypted (submission_id, digest, reference, received_at, receipt_signature, kids, document, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT COALESCE(MAX(position), 0) + 1 FROM encrypted))",
    )
    .bind(&receipt.submission_id)
    .bind(&receipt.digest)
    .bind(&receipt.reference)
    .bind(&receipt.received_at)
    .bind(&row.receipt.signature)
    .bind(row.kids.join(" "))
    .bind(&row.document)
    .execute(&mut *connection)
    .await?;
    delivery::tell_of_encrypted(connection, row).await?;
    for file in files {
        sqlx::query("INSERT INTO encrypted_file (submission_id, digest, bytes) VALUES ($1, $2, $3)")
            .bind(&receipt.submission_id)
            .bind(&file.upload.digest)
            .bind(file.upload.bytes().await.map_err(sqlx::Error::Io)?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(Kept::New)
}
