//! System packages: installed on Debian and its kin, named elsewhere.

use anyhow::{Result, bail};

use crate::shell::{Step, environment, say};

/// What the packages are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Building and showing the window.
    Window,
    /// The same, and driving it without a display.
    Tests,
    /// Building the demo cloud and running clients against it.
    Clients,
}

const FOR_WINDOW: &[&str] = &[
    "build-essential",
    "pkg-config",
    "file",
    "libwebkit2gtk-4.1-dev",
    "libsoup-3.0-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libssl-dev",
    "xdg-utils",
];

const FOR_TESTS: &[&str] = &[
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "gnome-keyring",
    "libsecret-tools",
    "webkit2gtk-driver",
    "chromium",
    "chromium-driver",
    "xclip",
    "fonts-dejavu-core",
];

const FOR_CLIENTS: &[&str] = &["build-essential", "python3", "python3-venv"];

/// Installs what is missing on Debian and its kin, and says elsewhere what is needed.
pub(crate) fn install(need: Need) -> Result<()> {
    match std::env::consts::OS {
        "linux" => install_on_linux(need),
        "macos" => {
            if !Step::new("xcode-select").args(&["-p"]).succeeds() {
                bail!("the Xcode command line tools are missing: install them with xcode-select --install");
            }
            Ok(())
        }
        "windows" => {
            say("On Windows nothing is installed for you. Needed are\n  \
                 the Microsoft C++ build tools (MSVC, with the Windows SDK): https://visualstudio.microsoft.com/visual-cpp-build-tools/\n  \
                 the WebView2 runtime, which Windows 11 has already: https://developer.microsoft.com/microsoft-edge/webview2/");
            Ok(())
        }
        other => {
            say(&format!(
                "Nothing is installed for you on {other}. Needed are a C toolchain and a webview that Tauri can use."
            ));
            Ok(())
        }
    }
}

fn install_on_linux(need: Need) -> Result<()> {
    let wanted: Vec<&str> = match need {
        Need::Window => FOR_WINDOW.to_vec(),
        Need::Tests => [FOR_WINDOW, FOR_TESTS, FOR_CLIENTS].concat(),
        Need::Clients => FOR_CLIENTS.to_vec(),
    };
    if !Step::new("dpkg-query").args(&["--version"]).succeeds() {
        say(&format!(
            "This is no Debian or Ubuntu: nothing is installed for you. Needed are your system's packages for\n  {}",
            wanted.join(" ")
        ));
        return Ok(());
    }
    let query = ["-W", "-f", "${Package} ${db:Status-Status}\n"];
    let listed = Step::new("dpkg-query").args(&query).output()?;
    let is_installed = |name: &str| listed.lines().any(|line| line == format!("{name} installed"));
    let mut missing: Vec<&str> = wanted.into_iter().filter(|name| !is_installed(name)).collect();
    missing.sort_unstable();
    missing.dedup();
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("Missing system packages: {}", missing.join(" ")));
    let apt = |arguments: &[&str]| {
        let step = match is_root()? {
            true => Step::new("apt-get"),
            false if Step::new("sudo").args(&["--version"]).succeeds() => {
                Step::new("sudo").args(&["apt-get"])
            }
            false => bail!("run as root, or install them yourself: apt-get install {}", missing.join(" ")),
        };
        step.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").run()
    };
    apt(&["update", "-qq"])?;
    let install = ["install", "-qq", "-y", "--no-install-recommends"];
    apt(&[&install, missing.as_slice()].concat())
}

fn is_root() -> Result<bool> {
    let is_user_root = environment("USER").is_some_and(|user| user == "root");
    Ok(is_user_root || Step::new("id").args(&["-u"]).output()?.trim() == "0")
}
