//! The shell: connects the app to the system and registers its commands.
//!
//! It holds no rules: a command calls one method of the app and returns its answer.

#[macro_use]
mod command_list;

mod arguments;
mod clipboard;
mod clouds;
mod commands;
mod environment;
mod events;
mod logging;
mod window;

use std::{
    collections::BTreeMap,
    env,
    path::Path,
    sync::{Arc, mpsc},
    time::Duration,
};

use clap::Parser;

use latchkey_app::{App, Options, Ports};
use latchkey_files::private::{self, Umask};
use latchkey_identity::{Programs, SystemBrowser, SystemMachine};
use latchkey_peer::SystemPeers;
use latchkey_types::{Clock, Entropy, OsEntropy, Secret, SystemClock};
use latchkey_vault::OsKeychain;
use tauri::{Manager, RunEvent};

use crate::{arguments::Arguments, clipboard::SystemClipboard, clouds::Clouds, events::WindowEvents};

/// The app, shared by all commands.
pub(crate) type SharedApp = Arc<App>;

/// Runs the application until its window closes.
pub fn run() {
    logging::start();
    tracing::debug!("the program runs");
    forbid_core_dumps();
    let secrets = environment::take_secrets();
    // Files of the webview and of plugins are readable by this user alone too.
    let programs = Programs::new(Umask::narrow());
    let languages: Vec<String> = sys_locale::get_locales().collect();
    latchkey_words::set_language(latchkey_words::Language::of_system(languages.iter().map(String::as_str)));
    let requested = Arguments::of_program().config_in(&env::current_dir().unwrap_or_default());
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|handle, arguments, folder| {
            let arguments = Arguments::try_parse_from(arguments).ok();
            let path = arguments.and_then(|arguments| arguments.config_in(Path::new(&folder)));
            if let (Some(path), Some(app)) = (path, handle.try_state::<SharedApp>()) {
                let app = Arc::clone(&app);
                tauri::async_runtime::spawn(async move { app.request_workspace_from(&path).await });
            }
            window::bring_forward(handle);
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(commands::handler())
        .setup(move |tauri_app| {
            let handle = tauri_app.handle();
            tracing::debug!("the event loop is ready");
            let app = compose(handle, programs, secrets)?;
            handle.manage(Arc::clone(&app));
            tracing::debug!("the app is put together");
            // Before the window can ask for anything: it may have been locked when the last run ended.
            tauri::async_runtime::block_on(async { app.keep_watch() });
            let settings = app.describe_settings();
            window::open(handle, settings.theme, settings.zoom_percent)?;
            tracing::debug!("the window is open");
            tauri::async_runtime::spawn(async move {
                let shows_services = requested.is_none();
                if let Some(path) = requested {
                    app.request_workspace_from(&path).await;
                }
                app.resume().await;
                tracing::debug!("the session is restored");
                if shows_services {
                    // It is read while the page is loaded. The page asks as well, and tells of what fails.
                    let _first_answer = app.follow_services(None, None).await;
                }
            });
            Ok(())
        });
    let tauri_app = builder.build(tauri::generate_context!()).expect("the embedded configuration is valid");
    tauri_app.run(|handle, event| {
        if let RunEvent::Exit = event {
            shut_down(&handle.state::<SharedApp>());
            tauri::async_runtime::block_on(handle.state::<Arc<Clouds>>().close());
        }
    });
}

fn compose(
    handle: &tauri::AppHandle,
    programs: Programs,
    secrets: BTreeMap<String, Secret>,
) -> tauri::Result<SharedApp> {
    close_off_folders(handle);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let profile = handle.path().app_data_dir()?;
    let clouds = Arc::new(Clouds::new(Arc::clone(&clock), Arc::clone(&entropy), profile.clone()));
    handle.manage(Arc::clone(&clouds));
    Ok(App::new(Options {
        profile,
        version: handle.package_info().version.to_string(),
        cloud: None,
        languages: sys_locale::get_locales().collect(),
        ports: Ports {
            clock,
            entropy,
            browser: Arc::new(SystemBrowser::new(programs.clone())),
            peers: Arc::new(SystemPeers::default()),
            machine: Arc::new(SystemMachine::new(programs, secrets)),
            keychain: Arc::new(OsKeychain),
            clipboard: Arc::new(SystemClipboard::default()),
            events: Arc::new(WindowEvents::new(handle.clone())),
            observer: Arc::new(latchkey_http::NoopObserver),
            transport: None,
            clouds,
        },
    }))
}

/// Removes other users' access to folders that an earlier version left open: settings, webview storage, window state. The
/// app itself reports a problem with the profile folder, and then stores nothing there.
fn close_off_folders(handle: &tauri::AppHandle) {
    let paths = handle.path();
    let folders =
        [paths.app_data_dir(), paths.app_local_data_dir(), paths.app_config_dir(), paths.app_cache_dir()];
    for folder in folders.into_iter().flatten() {
        if let Err(error) = private::restrict_access(&folder) {
            tracing::warn!(%error, "a folder of the profile stays as it is");
        }
    }
}

/// Ends the app: first what could still copy a secret, then the clipboard is emptied. Jobs finish what they cannot leave
/// half done, within a few seconds.
fn shut_down(app: &SharedApp) {
    const FOR_JOBS: Duration = Duration::from_secs(5);
    const FOR_CLIPBOARD: Duration = Duration::from_millis(500);
    tauri::async_runtime::block_on(async {
        tokio::select! {
            () = app.shut_down() => {}
            () = SystemClock.sleep(FOR_JOBS) => tracing::warn!("a job did not end in time"),
        }
    });
    // It asks for what is on the clipboard, which nobody answers where this thread would have to: what the window itself
    // offers there ends with it.
    let app = Arc::clone(app);
    let (done, is_done) = mpsc::channel();
    std::thread::spawn(move || {
        app.clear_clipboard();
        // Nobody waits any more if it took too long.
        let _sent = done.send(());
    });
    if is_done.recv_timeout(FOR_CLIPBOARD).is_err() {
        tracing::warn!("the clipboard was not looked at before the end");
    }
}

/// A crash must not write keys and tokens to the disk.
fn forbid_core_dumps() {
    #[cfg(unix)]
    if let Err(error) = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0) {
        tracing::warn!(%error, "core dumps could not be switched off");
    }
}

#[cfg(all(test, unix))]
mod tests {
    #[test]
    fn a_crash_writes_no_core_dump() {
        super::forbid_core_dumps();
        assert_eq!(rlimit::getrlimit(rlimit::Resource::CORE).unwrap(), (0, 0));
    }
}
