//! The processors that the program is shipped for, and what a C compiler needs to build SQLite for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{Tools, read, run};
use crate::workspace::Workspace;

pub(crate) struct Platform {
    /// As Rust calls it.
    pub(crate) target: &'static str,
    /// As Debian and containers call it.
    pub(crate) architecture: &'static str,
    /// The C compiler, and Debian's package of it.
    compiler: (&'static str, &'static str),
    prepare: fn(&Workspace, &Tools, &mut Command) -> Result<Vec<String>>,
}

pub(crate) static PLATFORMS: [Platform; 2] = [
    Platform {
        target: "x86_64-unknown-linux-musl",
        architecture: "amd64",
        compiler: ("musl-gcc", "musl-tools"),
        prepare: amd64,
    },
    Platform {
        target: "aarch64-unknown-linux-musl",
        architecture: "arm64",
        compiler: ("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"),
        prepare: arm64,
    },
];

/// The one that is named, or all.
pub(super) fn choose(architecture: Option<&str>) -> Vec<&'static Platform> {
    let is_meant = |platform: &&Platform| architecture.is_none_or(|wanted| platform.architecture == wanted);
    PLATFORMS.iter().filter(is_meant).collect()
}

impl Platform {
    /// The program's name among what is shipped.
    pub(crate) fn program(&self) -> String {
        format!("intake-linux-{}", self.architecture)
    }

    fn processor(&self) -> &str {
        self.target.split('-').next().unwrap_or_default()
    }

    /// Whether its programs run here.
    pub(crate) fn is_native(&self) -> bool {
        self.processor() == std::env::consts::ARCH
    }

    /// What can act as its processor.
    pub(crate) fn actors(&self) -> [String; 2] {
        [format!("qemu-{}", self.processor()), format!("qemu-{}-static", self.processor())]
    }

    /// Why the program cannot be built for this platform here, and what to do about it.
    pub(crate) fn lacks(&self, tools: &Tools) -> Option<String> {
        let (program, package) = self.compiler;
        tools
            .find(program)
            .is_none()
            .then(|| format!("{program} is not installed. Install it: sudo apt-get install {package}"))
    }

    /// Tells cargo's command how C is compiled; answers with the C compiler's flags.
    pub(crate) fn prepare(
        &self,
        workspace: &Workspace,
        tools: &Tools,
        command: &mut Command,
    ) -> Result<Vec<String>> {
        let installed = read(tools.command("rustc").args(["--print", "sysroot"]))?;
        if !Path::new(installed.trim()).join("lib/rustlib").join(self.target).is_dir() {
            run(tools.command("rustup").args(["target", "add", self.target]))?;
        }
        (self.prepare)(workspace, tools, command)
    }
}

fn amd64(_: &Workspace, _: &Tools, command: &mut Command) -> Result<Vec<String>> {
    command.env("CC_x86_64_unknown_linux_musl", "musl-gcc");
    Ok(Vec::new())
}

/// Debian has a C compiler for arm64 with glibc. With musl's headers in place of glibc's it compiles for musl,
/// and Rust links with the musl that it brings along.
fn arm64(workspace: &Workspace, tools: &Tools, command: &mut Command) -> Result<Vec<String>> {
    let compiler = "aarch64-linux-gnu-gcc";
    let own = read(tools.command(compiler).arg("-print-file-name=include"))?;
    let musl = musl_headers(workspace, tools)?;
    command.env("CC_aarch64_unknown_linux_musl", compiler);
    command.env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_LINKER", "rust-lld");
    let mut flags = vec!["-nostdinc".to_owned()];
    for folder in [musl, PathBuf::from(own.trim())] {
        flags.extend(["-isystem".to_owned(), folder.display().to_string()]);
    }
    // Otherwise it wants functions of libgcc, which Rust does not link.
    flags.push("-mno-outline-atomics".to_owned());
    Ok(flags)
}

/// Debian's musl-dev of arm64, unpacked in a folder of ours: the machine itself stays of one architecture.
fn musl_headers(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    let folder = workspace.target.join("tools/musl-arm64");
    let headers = folder.join("usr/include/aarch64-linux-musl");
    if headers.join("stdio.h").is_file() {
        return Ok(headers);
    }
    println!("Fetching musl's headers for arm64 with apt-get");
    let lists = folder.join("lists");
    fs::create_dir_all(lists.join("partial"))?;
    let apt = |words: &[&str]| {
        let mut command = tools.command("apt-get");
        command.current_dir(&folder).args(["--quiet", "-o", "APT::Architectures::=arm64"]);
        command.arg("-o").arg(format!("Dir::State::Lists={}", lists.display()));
        // Without these two it writes where only root may.
        command.args(["-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache="]);
        run(command.args(words))
    };
    apt(&["-o", "APT::Sandbox::User=root", "update"])?;
    apt(&["-o", "APT::Sandbox::User=root", "download", "musl-dev:arm64"])?;
    let package = fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .context("apt-get has downloaded no package")?;
    run(tools.command("dpkg-deb").arg("--extract").arg(package).arg(&folder))?;
    fs::remove_dir_all(lists)?;
    Ok(headers)
}
