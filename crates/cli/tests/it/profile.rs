//! The profile on the disk, with any umask and any earlier content; and files that never end.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
};

use tokio::process::Command;

use crate::stage::{Ended, Stage, ended};

const ID: &str = "0d2c7c3a-0a52-4bc5-a3ad-d4d59d2b5a1e";

/// Runs the program with umask 0.
async fn run_open_to_all(stage: &Stage, profile: &Path, arguments: &[&str]) -> Ended {
    let program = env!("CARGO_BIN_EXE_latchkey");
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "umask 000; exec \"$0\" \"$@\"", program, "--profile"]).arg(profile).args(arguments);
    command.env_clear().env("HOME", stage.path("home")).env("PATH", stage.path("bin"));
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    ended(command).await
}

/// Adds the stage's cloud, which writes settings and clouds, and has the vault looked into, which locks it.
async fn write_everything(stage: &Stage, profile: &Path) -> [Ended; 2] {
    let file = stage.path("cloud.json").display().to_string();
    [
        run_open_to_all(stage, profile, &["cloud", "add", &file]).await,
        run_open_to_all(stage, profile, &["purge", "--confirm", "purge"]).await,
    ]
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { [vec![path.clone()], below(&path)].concat() } else { vec![path] })
        .collect()
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

#[tokio::test]
async fn the_profile_is_its_owners_alone_whatever_the_umask_says() {
    let stage = Stage::set().await;
    let profile = stage.path("fresh/profile");
    fs::create_dir_all(profile.join("vault")).unwrap();
    fs::set_permissions(&profile, fs::Permissions::from_mode(0o777)).unwrap();
    fs::write(profile.join("vault/00112233445566778899aabbccddeeff.sealed"), "of an earlier version")
        .unwrap();
    let _runs = write_everything(&stage, &profile).await;
    let kept = below(&profile);
    assert!(kept.iter().any(|path| path.ends_with("clouds.json")), "{kept:?}");
    for path in kept.iter().chain([&profile]) {
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(path), expected, "{}", path.display());
    }
}

#[tokio::test]
async fn no_link_in_the_profile_is_followed() {
    let stage = Stage::set().await;
    let profile = stage.path("profile");
    fs::create_dir(profile.join("vault")).unwrap();
    let victim = |name: &str| {
        let path = stage.path(&format!("victim-{name}"));
        fs::write(&path, "somebody's").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        path
    };
    let traps = ["clouds.lock", "clouds.json.new", "settings.lock", "settings.json.new", "vault/all.lock"];
    let victims: Vec<PathBuf> = traps.iter().map(|trap| victim(&trap.replace('/', "-"))).collect();
    for (trap, victim) in traps.iter().zip(&victims) {
        symlink(victim, profile.join(trap)).unwrap();
    }
    let [added, _purged] = write_everything(&stage, &profile).await;
    assert_eq!(added.code, Some(1), "{added:?}");
    assert!(added.stderr.contains("clouds.lock, because it is a link"), "{added:?}");
    for victim in &victims {
        assert_eq!((fs::read_to_string(victim).unwrap().as_str(), mode(victim)), ("somebody's", 0o644));
    }
    // One that leads to nothing makes nothing.
    fs::remove_file(profile.join("clouds.lock")).unwrap();
    symlink(stage.path("made"), profile.join("clouds.lock")).unwrap();
    let _runs = write_everything(&stage, &profile).await;
    assert!(!stage.path("made").exists());
}

#[tokio::test]
async fn a_profile_that_others_can_change_is_refused_by_name() {
    let stage = Stage::set().await;
    let shared = stage.path("shared");
    fs::create_dir_all(shared.join("profile")).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o777)).unwrap();
    fs::write(shared.join("profile/clouds.json"), "{ planted").unwrap();
    let before = below(&shared);
    let [added, purged] = write_everything(&stage, &shared.join("profile")).await;
    assert_eq!(added.code, Some(1), "{added:?}");
    assert!(purged.stderr.contains("chmod go-w"), "it is told whatever is done: {purged:?}");
    assert!(added.stderr.contains(&shared.display().to_string()), "{added:?}");
    assert!(added.stderr.contains("chmod go-w"), "it says how to mend it: {added:?}");
    assert_eq!(below(&shared), before, "nothing was written and nothing set aside");
}

#[tokio::test]
async fn pipes_and_devices_are_not_read() {
    let stage = Stage::set().await;
    let pipe = stage.path("pipe").display().to_string();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_str(), "/dev/zero"] {
        let cloud = stage.bare(&["--cloud", path, "accounts", "list"]);
        let certificate =
            stage.login(&["certificate", "--file", path, "--client-id", ID, "--tenant", "contoso.example"]);
        let mut by_variables = stage.login(&["azure-variables"]);
        by_variables.env("AZURE_TENANT_ID", "contoso.example");
        by_variables.env("AZURE_CLIENT_ID", ID);
        by_variables.env("AZURE_CLIENT_CERTIFICATE_PATH", path);
        let commands = [
            ("cloud add", stage.command(&["cloud", "add", path])),
            ("--cloud", cloud),
            ("find", stage.command(&["find", path])),
            ("certificate", certificate),
            ("variables", by_variables),
        ];
        for (what, command) in commands {
            let run = ended(command).await;
            assert!(run.stderr.contains("not a regular file"), "{what} {path}: {run:?}");
        }
    }
}
