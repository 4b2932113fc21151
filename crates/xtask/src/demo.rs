//! From a fresh machine to a form and its inbox.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::value_parser;

use crate::workspace::Workspace;
use crate::{bundle, setup};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long, value_name = "N", default_value_t = 8080, value_parser = value_parser!(u16).range(1..))]
    port: u16,
    /// Where submissions are kept; in the target folder otherwise
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
}

pub(crate) fn demo(workspace: &Workspace, Arguments { port, database }: Arguments) -> Result<ExitCode> {
    let database = match database {
        Some(file) => std::path::absolute(file)?,
        None => default_database(workspace)?,
    };
    free(port)?;

    let tools = setup::for_building(workspace)?;
    bundle::build(workspace, &tools)?;
    bundle::receiver(workspace, &tools)?;

    println!("\nThe demo site: http://127.0.0.1:{port}/   (Ctrl-C stops it)");
    let mut serve = tools.command(workspace.intake());
    serve.args([
        "serve",
        "--listen",
        &format!("127.0.0.1:{port}"),
        "--forms",
        "schemas",
        "--site",
        "dist/site",
    ]);
    // This process becomes the server: what stops the one stops the other, and nothing is left behind.
    let error = serve.arg("--database").arg(database).exec();
    Err(error).context("intake serve could not be started")
}

fn default_database(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("demo");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join("intake.sqlite"))
}

/// Told before minutes of building, not after them.
fn free(port: u16) -> Result<()> {
    if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
        bail!("Port {port} cannot be used ({error}). Choose another: cargo xtask demo --port {}", port ^ 1);
    }
    Ok(())
}
