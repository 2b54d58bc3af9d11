//! The only window. It shows the embedded page and navigates nowhere else.

use latchkey_app::bridge::Theme;
use tauri::{
    AppHandle, Manager, WebviewUrl, WebviewWindow,
    webview::{NewWindowResponse, WebviewWindowBuilder},
};
use url::Url;

/// The window's label; capabilities are granted to it.
pub(crate) const MAIN: &str = "main";

/// Opens the window, with its content at this size.
pub(crate) fn open(handle: &AppHandle, theme: Theme, zoom_percent: u16) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, MAIN, WebviewUrl::App("index.html".into()))
        .title("Latchkey")
        .inner_size(1280.0, 800.0)
        .min_inner_size(640.0, 480.0)
        // The page takes files itself; Tauri's own handler would swallow them.
        .disable_drag_drop_handler()
        .initialization_script(first_script(theme))
        .on_navigation(is_own_page)
        // The page names its place and cloud; it can set nothing else of the window.
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                tracing::warn!(%error, "the window's title was not changed");
            }
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    zoom(&window, zoom_percent);
    Ok(())
}

/// Shows the window's content at this size. A webview that cannot do that leaves it as it is.
pub(crate) fn zoom(window: &WebviewWindow, percent: u16) {
    if let Err(error) = window.set_zoom(f64::from(percent) / 100.0) {
        tracing::warn!(%error, "the size of the window's content was not changed");
    }
}

/// What the page knows before it is painted, so that it needs to ask nothing: its theme, its language, and what to show
/// if it cannot read the texts of that language.
fn first_script(theme: Theme) -> String {
    let theme = match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::HighContrast => "highContrast",
    };
    let language = latchkey_words::language().name();
    let no_texts = latchkey_words::desktop::no_texts();
    let set_theme = include_str!("set_theme.js");
    format!(
        "window.latchkeyLanguage = {language:?};\nwindow.latchkeyNoTexts = {no_texts:?};\nwindow.latchkeyTheme = {theme:?};\n{set_theme}"
    )
}

/// Shows the window in front of others.
pub(crate) fn bring_forward(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window(MAIN) else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window was not brought forward");
    }
}

/// The page and the isolation frame, as the system spells their origins. No other program can be reached there: Windows
/// has no schemes of an application's own, so its webview answers for two names of loopback, without a port.
#[cfg(windows)]
const EMBEDDED: &[&str] = &["http://tauri.localhost", "http://isolation.localhost"];
#[cfg(not(windows))]
const EMBEDDED: &[&str] = &["tauri://localhost", "isolation://localhost"];

/// The page of Vite's server, in development builds alone.
const DEVELOPING: &[&str] = if cfg!(all(debug_assertions, not(feature = "custom-protocol"))) {
    &["http://localhost:5173"]
} else {
    &[]
};

/// Whether an address has exactly one of the app's own origins.
fn is_own_page(url: &Url) -> bool {
    let has_no_user = url.username().is_empty() && url.password().is_none();
    // `Url::origin` knows no origin of schemes like `tauri`.
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    let origin = format!("{}://{host}{port}", url.scheme());
    has_no_user && EMBEDDED.iter().chain(DEVELOPING).any(|own| *own == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_else() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_own_page(&Url::parse(text).unwrap()), expected, "{text}");
        };
        check("tauri://localhost/index.html", cfg!(not(windows)));
        check("tauri://localhost/index.html#/workspaces?x=1", cfg!(not(windows)));
        check("isolation://localhost/", cfg!(not(windows)));
        check("http://tauri.localhost/", cfg!(windows));
        check("http://isolation.localhost/index.html", cfg!(windows));
        check("http://localhost:5173/", cfg!(all(debug_assertions, not(feature = "custom-protocol"))));
        for foreign in [
            "http://tauri.localhost:8080/",
            "http://tauri.localhost:443/",
            "https://tauri.localhost/",
            "https://tauri.localhost:8443/",
            "http://isolation.localhost:1/",
            "http://somebody@tauri.localhost/",
            "http://tauri.localhost./",
            "tauri://localhost:1/",
            "tauri://somebody@localhost/",
            "tauri://localhost.evil.example/",
            "tauri:localhost",
            "isolation://localhost:80/",
            "https://localhost:5173/",
            "http://localhost:5174/",
            "http://127.0.0.1:5173/",
            "http://localhost.:5173/",
            "https://login.microsoftonline.com/",
            "http://localhost:3000/",
            "https://tauri.localhost.evil.example/",
            "tauri://evil/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
        ] {
            check(foreign, false);
        }
    }
}
