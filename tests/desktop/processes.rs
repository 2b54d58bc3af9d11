//! The window passes no secret to other processes and leaves none for other users.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use latchkey_tests::desktop::{Browser, SecretService, Session, Window, programs_with};

const CANARY: &str = "canary-of-the-environment";
const VARIABLES: [(&str, &str); 6] = [
    ("AZURE_TENANT_ID", "contoso.example"),
    ("AZURE_CLIENT_ID", "0d2c7c3a-0a52-4bc5-a3ad-d4d59d2b5a1e"),
    ("AZURE_CLIENT_SECRET", CANARY),
    ("AML_PRINCIPAL_PASS", CANARY),
    ("IDENTITY_HEADER", CANARY),
    ("GITHUB_TOKEN", CANARY),
];

#[tokio::test]
async fn no_process_of_the_window_holds_a_secret_of_its_environment() {
    let session = Session::start(SecretService::Present).await.unwrap();
    let seen = session.folder().join("seen-by-the-browser");
    let opener = session.folder().join("bin/xdg-open");
    let script = fs::read_to_string(&opener).unwrap();
    fs::write(&opener, format!("{script}(env; umask) > '{}'\n", seen.display())).unwrap();

    let window = Window::open_with(&session, &VARIABLES).await.unwrap();
    window.try_the_demo_cloud().await.unwrap();
    let browser = Browser::open(&session).await.unwrap();
    window.sign_in_as("owner", &session, &browser, None).await.unwrap();
    // The driver that started the window was given them.
    let mut holders = programs_with(session.folder(), CANARY);
    holders.retain(|name| name != "WebKitWebDriver");
    assert_eq!(holders, [""; 0], "of all programs of the session");
    let all = programs_with(session.folder(), "HOME=");
    for name in ["latchkey-desktop", "WebKitWebProcess", "WebKitNetworkProcess"] {
        assert!(all.iter().any(|program| program == name), "{name} was not looked at: {all:?}");
    }
    let seen = fs::read_to_string(seen).unwrap();
    assert!(seen.contains("DISPLAY=") && !seen.contains("canary"), "{seen}");
    assert!(!seen.ends_with("0077\n"), "the browser's files are as the user wants them: {seen}");

    window.click("Accounts").await.unwrap();
    window.see("environment variables are set: AZURE_TENANT_ID").await.unwrap();
}

#[tokio::test]
async fn only_the_owner_can_read_the_files_of_the_window() {
    let session = Session::start(SecretService::Present).await.unwrap();
    let folders =
        ["data", "config", "cache"].map(|name| session.folder().join(name).join("dev.latchkey.desktop"));
    let (data, config) = (&folders[0], &folders[1]);
    for folder in [data, config] {
        fs::create_dir_all(folder).unwrap();
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    }
    fs::write(config.join("of-an-earlier-version"), "x").unwrap();
    fs::set_permissions(config.join("of-an-earlier-version"), fs::Permissions::from_mode(0o666)).unwrap();
    let window = Window::open(&session).await.unwrap();
    window.try_the_demo_cloud().await.unwrap();
    window.close().await.unwrap();
    let mut looked_at = 0;
    for folder in folders.iter().filter(|folder| folder.exists()) {
        check_below(folder, &mut looked_at);
    }
    assert!(data.join("settings.json").exists() && looked_at > 3, "{looked_at} files");
}

fn check_below(path: &Path, looked_at: &mut usize) {
    let metadata = fs::symlink_metadata(path).unwrap();
    let mode = metadata.permissions().mode() & 0o077;
    assert!(metadata.is_symlink() || mode == 0, "{} is open to others: {mode:o}", path.display());
    *looked_at += 1;
    if metadata.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            check_below(&entry.unwrap().path(), looked_at);
        }
    }
}
