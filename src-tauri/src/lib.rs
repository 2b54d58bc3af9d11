//! The shell: puts the app together with the system, registers its commands, adapts.
//!
//! No rule of Latchkey's lives here; a command takes state, calls one method of the app, returns.

mod arguments;
mod clipboard;
mod clouds;
mod commands;
mod events;
mod logging;
mod window;

use std::{env, path::Path, sync::Arc};

use clap::Parser;

use latchkey_app::{App, Options, Ports};
use latchkey_identity::{SystemBrowser, SystemMachine};
use latchkey_peer::SystemPeers;
use latchkey_types::{Clock, Entropy, OsEntropy, SystemClock};
use latchkey_vault::OsKeychain;
use tauri::{Manager, RunEvent};

use crate::{arguments::Arguments, clipboard::SystemClipboard, clouds::Clouds, events::WindowEvents};

/// What the commands share.
pub(crate) type SharedApp = Arc<App>;

/// Runs the application until its window closes.
pub fn run() {
    logging::start();
    forbid_core_dumps();
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
            let app = compose(handle)?;
            handle.manage(Arc::clone(&app));
            // Before the window can ask for anything: it may have been locked when the last run ended.
            tauri::async_runtime::block_on(async { app.keep_watch() });
            window::open(handle)?;
            tauri::async_runtime::spawn(async move {
                if let Some(path) = requested {
                    app.request_workspace_from(&path).await;
                }
                app.resume().await;
            });
            Ok(())
        });
    let tauri_app = builder.build(tauri::generate_context!()).expect("the embedded configuration is valid");
    tauri_app.run(|handle, event| {
        if let RunEvent::Exit = event {
            handle.state::<SharedApp>().shut_down();
            tauri::async_runtime::block_on(handle.state::<Arc<Clouds>>().close());
        }
    });
}

fn compose(handle: &tauri::AppHandle) -> tauri::Result<SharedApp> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let clouds = Arc::new(Clouds::new(Arc::clone(&clock), Arc::clone(&entropy)));
    handle.manage(Arc::clone(&clouds));
    Ok(App::new(Options {
        profile: handle.path().app_data_dir()?,
        version: handle.package_info().version.to_string(),
        cloud: None,
        ports: Ports {
            clock,
            entropy,
            browser: Arc::new(SystemBrowser),
            peers: Arc::new(SystemPeers::default()),
            machine: Arc::new(SystemMachine),
            keychain: Arc::new(OsKeychain),
            clipboard: Arc::new(SystemClipboard::default()),
            events: Arc::new(WindowEvents::new(handle.clone())),
            observer: Arc::new(latchkey_http::Silent),
            transport: None,
            clouds,
        },
    }))
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
    fn a_crash_leaves_no_picture_of_the_memory() {
        super::forbid_core_dumps();
        assert_eq!(rlimit::getrlimit(rlimit::Resource::CORE).unwrap(), (0, 0));
    }
}
