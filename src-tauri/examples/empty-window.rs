//! A Tauri window with nothing in it: what `cargo xtask bench` measures Latchkey against.

use tauri::{WebviewUrl, WebviewWindowBuilder};
use url::Url;

fn main() {
    tauri::Builder::default()
        .setup(|app| {
            let blank = Url::parse("about:blank").expect("a valid address");
            WebviewWindowBuilder::new(app, "main", WebviewUrl::External(blank))
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .expect("the embedded configuration is valid");
}
