//! What the commands run on that wait for a database or for requests.

use std::io;

pub(super) fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        // Verifying and judging run here: as many at a time as there is work for two cores.
        .max_blocking_threads(16)
        .enable_all()
        .build()
}
