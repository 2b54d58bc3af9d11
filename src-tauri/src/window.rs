//! The one window. It shows the embedded page and goes nowhere else.

use tauri::{
    AppHandle, Manager, WebviewUrl,
    webview::{NewWindowResponse, WebviewWindowBuilder},
};
use url::Url;

/// The window's label; capabilities are granted to it.
pub(crate) const MAIN: &str = "main";

/// Opens the window.
pub(crate) fn open(handle: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(handle, MAIN, WebviewUrl::App("index.html".into()))
        .title("Latchkey")
        .inner_size(1280.0, 800.0)
        .min_inner_size(640.0, 480.0)
        // The page takes files itself; Tauri's own handler would swallow them.
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// Shows the window in front of others.
pub(crate) fn bring_forward(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window(MAIN) else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window was not brought forward");
    }
}

/// The embedded page and the isolation frame, as each platform spells them; Vite's page while developing.
fn is_own_page(url: &Url) -> bool {
    let is_embedded = match url.scheme() {
        "tauri" | "isolation" => url.host_str() == Some("localhost"),
        "http" | "https" => matches!(url.host_str(), Some("tauri.localhost" | "isolation.localhost")),
        _ => false,
    };
    let is_vite = cfg!(not(feature = "custom-protocol"))
        && url.origin().ascii_serialization() == "http://localhost:5173";
    is_embedded || is_vite
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_else() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_own_page(&Url::parse(text).unwrap()), expected, "{text}");
        };
        check("tauri://localhost/index.html", true);
        check("http://tauri.localhost/", true);
        check("isolation://localhost/", true);
        for foreign in [
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
