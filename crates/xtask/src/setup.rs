//! What building and testing need: found, or installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};

use crate::prerequisite;
use crate::process::{Tools, read, run};
use crate::stamp::Stamp;
use crate::workspace::Workspace;

/// The tools of a build.
pub(crate) fn for_building(workspace: &Workspace) -> Result<Tools> {
    install(workspace, &[], &[])
}

/// The tools of a build, and the browser with its driver.
pub(crate) fn for_testing(workspace: &Workspace) -> Result<Tools> {
    let machine = Tools::new(&workspace.root, &[])?;
    let mut packages = Vec::new();
    if machine.find("chromium").is_none() {
        // Without a font a page has no letters, and this system may have none.
        packages.extend(["chromium", "fonts-dejavu-core"]);
    }
    if machine.find("chromedriver").is_none() {
        packages.push("chromium-driver");
    }
    let tools = install(workspace, &packages, &["clippy", "rustfmt"])?;
    cargo_deny(workspace, &tools)?;
    Ok(tools)
}

/// Firefox, WebKit, a screen for them, and the bus that a screen reader listens to. Not every system has
/// them to give, so what fails here is told and no error: the step says what it had to leave out.
pub(crate) fn for_engines(tools: &Tools) {
    let programs = [
        ("firefox-esr", "firefox-esr"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
        ("xvfb-run", "xvfb"),
        ("xauth", "xauth"),
        ("dbus-run-session", "dbus-x11"),
        ("pdftotext", "poppler-utils"),
    ];
    let lacking = |(program, _): &&(&str, &str)| tools.find(program).is_none();
    let mut packages: Vec<&str> = programs.iter().filter(lacking).map(|(_, package)| *package).collect();
    if !Path::new("/usr/libexec/at-spi-bus-launcher").exists() {
        packages.push("at-spi2-core");
    }
    let mut python = tools.command("/usr/bin/python3");
    if read(python.args(["-c", "import pyatspi"]).stderr(Stdio::null())).is_err() {
        packages.push("python3-pyatspi");
    }
    if let Err(error) = apt_packages(tools, &packages) {
        println!("{error:#}");
    }
}

/// LibreOffice without windows, which opens the workbooks that the receiver exports.
pub(crate) fn for_native(tools: &Tools) -> Result<()> {
    let packages: &[&str] = if tools.find("soffice").is_none() { &["libreoffice-calc-nogui"] } else { &[] };
    apt_packages(tools, packages)
}

/// PHP, which one case of the browser's puts behind a form, and a browser without scripts. Without one of them its
/// case says that it was left out.
pub(crate) fn for_browser(tools: &Tools) {
    let programs = [("php", "php-cli"), ("lynx", "lynx")];
    let lacking = programs.iter().filter(|(program, _)| tools.find(program).is_none());
    let packages: Vec<&str> = lacking.map(|(_, package)| *package).collect();
    if !packages.is_empty()
        && let Err(error) = apt_packages(tools, &packages)
    {
        println!("{error:#}");
    }
}

/// What packs for Debian and WordPress, and looks into a zip.
pub(crate) fn for_packing(tools: &Tools) -> Result<()> {
    let programs = [("dpkg-deb", "dpkg"), ("msgfmt", "gettext"), ("unzip", "unzip")];
    let lacking = programs.iter().filter(|(program, _)| tools.find(program).is_none());
    apt_packages(tools, &lacking.map(|(_, package)| *package).collect::<Vec<_>>())
}

/// A WordPress, a database for it, and what looks at the plugin's code. Returns WordPress's folder.
///
/// Nothing of it becomes a service of this machine: MariaDB comes without one, and WordPress, which would bring Apache
/// along, is unpacked and not installed. Debian has no other WordPress than its release's.
pub(crate) fn for_wordpress(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    let places = [
        ("/usr/sbin/mariadbd", "mariadb-server-core"),
        ("/usr/bin/mariadb", "mariadb-client-core"),
        ("/usr/bin/msgfmt", "gettext"),
        ("/usr/bin/php", "php-cli"),
        ("/usr/bin/phpcs", "php-codesniffer"),
        ("/usr/bin/unzip", "unzip"),
        ("/etc/ssl/certs/ca-certificates.crt", "ca-certificates"),
    ];
    let mut packages: Vec<&str> =
        places.iter().filter(|(place, _)| !Path::new(place).exists()).map(|(_, package)| *package).collect();
    let loaded = read(tools.command("php").arg("-m").stderr(Stdio::null())).unwrap_or_default();
    for (extension, package) in [("mysqli", "php-mysql"), ("xml", "php-xml"), ("mbstring", "php-mbstring")] {
        if !loaded.lines().any(|line| line == extension) {
            packages.push(package);
        }
    }
    apt_packages(tools, &packages)?;
    let folder = workspace.work().join("wordpress-site");
    let wordpress = folder.join("usr/share/wordpress");
    if !wordpress.join("wp-content/themes/twentytwentythree").is_dir() {
        // What it has of others it finds by links.
        let names = [
            "wordpress",
            "php-getid3",
            "libjs-cropper",
            "libjs-underscore",
            "wordpress-theme-twentytwentythree",
        ];
        unpack(tools, &names, &folder)?;
    }
    Ok(wordpress)
}

/// Packages of Debian's, without what they depend on, into a folder and nowhere else.
fn unpack(tools: &Tools, packages: &[&str], folder: &Path) -> Result<()> {
    println!("Unpacking {}", packages.join(", "));
    fs::create_dir_all(folder)?;
    apt(tools, &["update", "--quiet"])?;
    run(tools.command("apt-get").args(["download", "--quiet"]).args(packages).current_dir(folder))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "deb") {
            run(tools.command("dpkg-deb").arg("--extract").arg(&path).arg(folder))?;
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// The languages of `tests/verifiers`, and a folder of their own for Python's packages. Returns its interpreter.
pub(crate) fn for_verifiers(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    let programs = [
        ("php", "php-cli"),
        ("ruby", "ruby"),
        ("go", "golang-go"),
        ("javac", "default-jdk-headless"),
        ("python3", "python3"),
    ];
    let mut packages: Vec<&str> = programs
        .iter()
        .filter(|(program, _)| tools.find(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if !Path::new("/usr/share/java/jackson-databind.jar").exists() {
        packages.push("libjackson2-databind-java");
    }
    if read(tools.command("python3").args(["-c", "import ensurepip"]).stderr(Stdio::null())).is_err() {
        packages.push("python3-venv");
    }
    apt_packages(tools, &packages)?;
    let (folder, needs) =
        (workspace.work().join("python"), workspace.root.join("tests/verifiers/python/requirements.txt"));
    let (stamp, written) = (Stamp::of(std::slice::from_ref(&needs), &[])?, folder.join(".installed"));
    let python = folder.join("bin/python");
    if !stamp.is_written(&written) {
        run(tools.command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        run(tools.command(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&needs))?;
        stamp.write(&written)?;
    }
    Ok(python)
}

/// The languages and databases of `recipes`. What they take from npm and PyPI, their own READMEs install, into the
/// target folder. No database becomes a service of this machine.
pub(crate) fn for_recipes(tools: &Tools) -> Result<()> {
    let programs =
        [("php", "php-cli"), ("ruby", "ruby"), ("go", "golang-go"), ("javac", "default-jdk-headless")];
    let places = [
        ("/usr/lib/postgresql", "postgresql"),
        ("/usr/sbin/mariadbd", "mariadb-server-core"),
        ("/usr/bin/mariadb", "mariadb-client-core"),
        ("/usr/bin/mariadb-install-db", "mariadb-server-core"),
        ("/usr/share/java/jackson-databind.jar", "libjackson2-databind-java"),
        ("/usr/share/java/mariadb-java-client.jar", "libmariadb-java"),
        ("/usr/share/gocode/src/github.com/lib/pq", "golang-github-lib-pq-dev"),
        ("/usr/share/doc/ruby-sinatra", "ruby-sinatra"),
        ("/usr/share/doc/ruby-sqlite3", "ruby-sqlite3"),
        ("/usr/share/doc/ruby-webrick", "ruby-webrick"),
    ];
    let mut packages: Vec<&str> = programs
        .iter()
        .filter(|(program, _)| tools.find(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    packages
        .extend(places.iter().filter(|(place, _)| !Path::new(place).exists()).map(|(_, package)| *package));
    let loaded = read(tools.command("php").arg("-m").stderr(Stdio::null())).unwrap_or_default();
    if !loaded.lines().any(|line| line == "pdo_mysql") {
        packages.push("php-mysql");
    }
    if read(tools.command("python3").args(["-c", "import ensurepip"]).stderr(Stdio::null())).is_err() {
        packages.push("python3-venv");
    }
    packages.sort_unstable();
    packages.dedup();
    // Debian's PostgreSQL starts a service when it is installed, unless it is told not to make a cluster.
    if packages.contains(&"postgresql") {
        apt_packages(tools, &["postgresql-common"])?;
        let quiet = "sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf";
        let mut command =
            if prerequisite::is_root(tools) { tools.command("env") } else { tools.command("sudo") };
        run(command.args(["sh", "-c", quiet]))?;
    }
    apt_packages(tools, &packages)
}

fn install(workspace: &Workspace, packages: &[&str], components: &[&str]) -> Result<Tools> {
    let bindgen = workspace.locked_version("wasm-bindgen")?.context("Cargo.lock names no wasm-bindgen")?;
    let own_bindgen = workspace.target.join(format!("tools/wasm-bindgen-{bindgen}"));
    let folders = [
        own_bindgen.join("bin"),
        deny_folder(workspace).join("bin"),
        workspace.node().join("node_modules/.bin"),
        cargo_home().join("bin"),
    ];
    let tools = Tools::new(&workspace.root, &folders)?;

    prerequisite::check(&tools, packages)?;
    apt_packages(&tools, packages)?;
    rust_target(&tools)?;
    rust_source(&tools)?;
    rust_components(&tools, components)?;
    npm_packages(&workspace.node(), &tools)?;
    wasm_bindgen(&tools, &bindgen, &own_bindgen)?;
    wasm_pack(&tools)?;
    Ok(tools)
}

pub(crate) fn cargo_home() -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default().join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

fn apt_packages(tools: &Tools, packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    println!("Installing {} with apt-get", packages.join(", "));
    apt(tools, &["update", "--quiet"])?;
    apt(tools, &[&["install", "--quiet", "--yes", "--no-install-recommends"], packages].concat())
}

fn apt(tools: &Tools, arguments: &[&str]) -> Result<()> {
    let mut command = if prerequisite::is_root(tools) { tools.command("env") } else { tools.command("sudo") };
    run(command.arg("DEBIAN_FRONTEND=noninteractive").arg("apt-get").args(arguments))
}

fn rust_target(tools: &Tools) -> Result<()> {
    if prerequisite::has_wasm_target(tools) {
        return Ok(());
    }
    run(tools.command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
}

/// The standard library's source: with it the widget's is built for size. It can do without.
fn rust_source(tools: &Tools) -> Result<()> {
    if tools.find("rustup").is_none() || prerequisite::has_std_source(tools) {
        return Ok(());
    }
    run(tools.command("rustup").args(["component", "add", "rust-src"]))
}

fn rust_components(tools: &Tools, components: &[&str]) -> Result<()> {
    for component in components {
        let program = if *component == "clippy" { "cargo-clippy" } else { component };
        // A rustup proxy is there without its component, so being found is not enough.
        if tools.version(program).is_none() {
            run(tools.command("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// `npm ci`, and only when the lock is not the one that was installed.
pub(crate) fn npm_packages(folder: &Path, tools: &Tools) -> Result<()> {
    let lock = [folder.join("package.json"), folder.join("package-lock.json")];
    let stamp = Stamp::of(&lock, &[])?;
    let written = folder.join("node_modules/.installed");
    if stamp.is_written(&written) {
        return Ok(());
    }
    println!("Installing the npm packages of {}", folder.join("package-lock.json").display());
    let mut command = tools.command("npm");
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    run(command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    stamp.write(&written)
}

/// The command line of wasm-bindgen must be of exactly the library's version.
/// The developer's own of another version stays; ours then lives in the target folder.
fn wasm_bindgen(tools: &Tools, version: &str, own: &Path) -> Result<()> {
    let found = tools.version("wasm-bindgen");
    if found.as_deref() == Some(version) && tools.find("wasm-bindgen-test-runner").is_some() {
        return Ok(());
    }
    println!("Installing wasm-bindgen-cli {version} (about two minutes, once)");
    let mut command = tools.command("cargo");
    command.args(["install", "wasm-bindgen-cli", "--version", version]);
    if found.is_some() {
        fs::create_dir_all(own)?;
        command.arg("--root").arg(own);
    }
    run(&mut command)
}

/// Unoptimised, which is quick enough for one look at the tree and takes a quarter of the time to build.
fn cargo_deny(workspace: &Workspace, tools: &Tools) -> Result<()> {
    if tools.find("cargo-deny").is_some() {
        return Ok(());
    }
    println!("Installing cargo-deny (about two minutes, once)");
    let mut command = tools.command("cargo");
    command.args(["install", "cargo-deny", "--locked", "--debug", "--root"]).arg(deny_folder(workspace));
    run(command.env_remove("CARGO_TARGET_DIR"))
}

fn deny_folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("tools/cargo-deny")
}

fn wasm_pack(tools: &Tools) -> Result<()> {
    if tools.find("wasm-pack").is_some() {
        return Ok(());
    }
    println!("Installing wasm-pack (about five minutes, once)");
    run(tools.command("cargo").args(["install", "wasm-pack", "--locked"]))
}
