//! From a fresh machine to a form and its inbox.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::argument::Arguments;
use crate::workspace::Workspace;
use crate::{bundle, setup};

const PORT: u16 = 8080;

pub(crate) fn demo(workspace: &Workspace, mut arguments: Arguments) -> Result<ExitCode> {
    let port = match arguments.option("--port")? {
        Some(text) => {
            text.parse().with_context(|| format!("--port {text}: a number from 1 to 65535 is needed"))?
        }
        None => PORT,
    };
    let database = match arguments.option("--database")? {
        Some(file) => std::path::absolute(file)?,
        None => default_database(workspace)?,
    };
    arguments.end()?;
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
