//! A desktop session of its own: virtual display, session bus, Secret Service, fresh home.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use latchkey_testing::soon_blocking;
use tempfile::TempDir;
use url::Url;

use super::process::{Running, output_of, wait_for};

/// Whether the session has a store for secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretService {
    /// An unlocked gnome-keyring.
    Present,
    /// No Secret Service.
    Absent,
}

/// A desktop session; everything in it ends when it is dropped.
pub struct Session {
    variables: Vec<(&'static str, String)>,
    home: TempDir,
    is_pseudo: bool,
    _keyring: Option<Running>,
    _bus: Running,
    _display: Running,
}

impl Session {
    /// Starts a display, a bus and, if wanted, an unlocked Secret Service.
    pub async fn start(secret_service: SecretService) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let folder = |name: &str| -> Result<String> {
            let path = home.path().join(name);
            fs::create_dir_all(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700))?;
            Ok(path.display().to_string())
        };
        fs::create_dir_all(home.path().join("data/keyrings"))?;
        let (display, number) = start_display()?;
        let path = std::env::join_paths([home.path().join("bin")].into_iter().chain(search_path()))?;
        let mut variables = vec![
            ("HOME", folder("home")?),
            ("XDG_RUNTIME_DIR", folder("runtime")?),
            ("XDG_DATA_HOME", folder("data")?),
            ("XDG_CONFIG_HOME", folder("config")?),
            ("XDG_CACHE_HOME", folder("cache")?),
            ("TMPDIR", folder("tmp")?),
            ("DISPLAY", format!(":{number}")),
            ("PATH", path.to_string_lossy().into_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
        ];
        let (bus, address) = start_bus(&variables)?;
        variables.push(("DBUS_SESSION_BUS_ADDRESS", address));
        let keyring = match secret_service {
            SecretService::Present => Some(start_keyring(&variables).await?),
            SecretService::Absent => None,
        };
        let session =
            Self { variables, home, is_pseudo: false, _keyring: keyring, _bus: bus, _display: display };
        session.catch_opened_pages()?;
        Ok(session)
    }

    /// Lets the window speak the pseudo-language from the next start on.
    pub fn use_pseudo_language(&mut self) -> Result<()> {
        let folder = self.folder().join("data/dev.latchkey.desktop");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("settings.json"), r#"{"language":"pseudo"}"#)?;
        self.is_pseudo = true;
        Ok(())
    }

    pub(super) fn is_pseudo(&self) -> bool {
        self.is_pseudo
    }

    /// A program that will run inside of the session.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        command(program, &self.variables)
    }

    /// The folder that holds everything the session wrote.
    pub fn folder(&self) -> &Path {
        self.home.path()
    }

    /// Waits for the next page that a program asked the system's browser to open.
    pub async fn opened_page(&self) -> Result<Url> {
        let file = self.opened_pages();
        let text = wait_for("a page in the browser", Duration::from_secs(20), async || {
            let text = fs::read_to_string(&file).ok()?;
            text.ends_with('\n').then_some(text)
        })
        .await?;
        fs::remove_file(&file)?;
        Ok(Url::parse(text.lines().last().context("an address")?)?)
    }

    /// How many pages are waiting to be looked at.
    pub fn has_opened_page(&self) -> bool {
        self.opened_pages().exists()
    }

    /// The text on the session's clipboard.
    pub fn clipboard(&self) -> Result<String> {
        let output = output_of(self.command("xclip").args(["-selection", "clipboard", "-out"]))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The selected text of the session, in any program.
    pub fn selected_text(&self) -> Result<String> {
        let output = self.command("xclip").args(["-selection", "primary", "-out"]).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Puts a text on the session's clipboard, as another program would.
    pub fn copy(&self, text: &str) -> Result<()> {
        self.offer("clipboard", text)
    }

    /// Selects a text in another program.
    pub fn select(&self, text: &str) -> Result<()> {
        self.offer("primary", text)
    }

    fn offer(&self, selection: &str, text: &str) -> Result<()> {
        let mut command = self.command("xclip");
        command.args(["-selection", selection, "-in"]).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::null()).spawn()?;
        child.stdin.take().context("a pipe")?.write_all(text.as_bytes())?;
        soon_blocking("a copied text", move || child.wait())?;
        Ok(())
    }

    /// The application as a program of this session, without a WebDriver.
    pub fn application(&self) -> Result<Command> {
        let mut command = self.command(super::binaries::application()?);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Ok(command)
    }

    /// Files of the session whose name ends so.
    pub fn files_named(&self, ending: &str) -> Result<Vec<PathBuf>> {
        let files = super::scan::files_below(self.folder())?;
        Ok(files.into_iter().filter(|file| file.to_string_lossy().ends_with(ending)).collect())
    }

    /// The formats in which the clipboard's owner offers its content.
    pub fn clipboard_formats(&self) -> Result<String> {
        let targets = ["-selection", "clipboard", "-out", "-target", "TARGETS"];
        let output = output_of(self.command("xclip").args(targets))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// What the Secret Service holds of programs: attributes of each item, never its secret.
    pub fn stored_items(&self) -> Result<String> {
        let search = ["search", "--all", "--unlock", "xdg:schema", "org.freedesktop.Secret.Generic"];
        let output = output_of(self.command("secret-tool").args(search))?;
        let text = [output.stdout, output.stderr].concat();
        let lines = String::from_utf8_lossy(&text).into_owned();
        Ok(lines.lines().filter(|line| !line.starts_with("secret =")).collect::<Vec<_>>().join("\n"))
    }

    /// How many items the Secret Service holds, whatever their attributes: a search by attributes can miss items
    /// that several programs have stored within a second.
    pub fn count_stored_items(&self) -> Result<usize> {
        let mut ask = self.command("dbus-send");
        ask.args(["--session", "--print-reply", "--dest=org.freedesktop.secrets"])
            .args(["/org/freedesktop/secrets/aliases/default", "org.freedesktop.DBus.Properties.Get"])
            .args(["string:org.freedesktop.Secret.Collection", "string:Items"]);
        let output = output_of(&mut ask)?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8_lossy(&output.stdout).matches("object path").count())
    }

    fn opened_pages(&self) -> PathBuf {
        self.home.path().join("opened-pages")
    }

    /// `xdg-open` of this session writes addresses to a file; the test then plays the browser.
    fn catch_opened_pages(&self) -> Result<()> {
        let folder = self.home.path().join("bin");
        fs::create_dir_all(&folder)?;
        let script = folder.join("xdg-open");
        fs::write(
            &script,
            format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", self.opened_pages().display()),
        )?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
        Ok(())
    }
}

fn command(program: impl AsRef<OsStr>, variables: &[(&'static str, String)]) -> Command {
    let mut command = Command::new(program);
    command.envs(variables.iter().map(|(name, value)| (*name, value.as_str())));
    command.env_remove("WAYLAND_DISPLAY").env_remove("RUST_LOG").stdin(Stdio::null());
    command
}

#[expect(clippy::disallowed_methods, reason = "programs of the session are found where ours are")]
fn search_path() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

fn start_display() -> Result<(Running, u32)> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
    let mut display =
        Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let number = line_of(&mut display)?.trim().parse()?;
    Ok((display, number))
}

fn start_bus(variables: &[(&'static str, String)]) -> Result<(Running, String)> {
    let mut command = command("dbus-daemon", variables);
    command.args(["--session", "--nofork", "--print-address=1"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut bus = Running::start(&mut command)?;
    let address = line_of(&mut bus)?.trim().to_owned();
    Ok((bus, address))
}

async fn start_keyring(variables: &[(&'static str, String)]) -> Result<Running> {
    let mut command = command("gnome-keyring-daemon", variables);
    command.args(["--foreground", "--unlock", "--components=secrets"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut keyring = Running::start(&mut command)?;
    let mut input = keyring.child().stdin.take().context("the keyring's input")?;
    input.write_all(b"headless")?;
    drop(input);
    // A request to a service that is not there yet makes the bus start another keyring. That one is locked and waits for a
    // password for ever.
    wait_for("the Secret Service", Duration::from_secs(10), async || {
        let mut ask = self::command("dbus-send", variables);
        ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]);
        ask.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
        let answer = output_of(&mut ask).ok()?;
        String::from_utf8_lossy(&answer.stdout).contains("boolean true").then_some(())
    })
    .await?;
    wait_for("a store that takes secrets", Duration::from_secs(10), async || {
        let mut ask = self::command("timeout", variables);
        let status = ask
            .args(["5", "secret-tool", "store", "--label=probe", "probe", "probe"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.ok().filter(std::process::ExitStatus::success).map(drop)
    })
    .await?;
    output_of(self::command("secret-tool", variables).args(["clear", "probe", "probe"]))?;
    Ok(keyring)
}

fn line_of(program: &mut Running) -> Result<String> {
    let output = program.child().stdout.take().context("a pipe")?;
    let line = soon_blocking("the first line of a program", move || {
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).map(|_| line)
    });
    Ok(line?)
}
