//! What the page cannot do, even if something hostile ran in it.

use serde_json::Value;

use crate::Desktop;

#[tokio::test]
async fn the_window_refuses_foreign_pages_scripts_and_requests() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    let home = window.address().await.unwrap();

    // Names below `localhost` lead to this machine, where another program may listen.
    let trap = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    trap.set_nonblocking(true).unwrap();
    let port = trap.local_addr().unwrap().port();
    let beside_us = [
        format!("http://tauri.localhost:{port}/"),
        format!("http://isolation.localhost:{port}/"),
        format!("tauri://localhost:{port}/"),
    ];
    for foreign in
        ["https://example.com/", "http://localhost:9/", "data:text/html,hello", "file:///etc/passwd"]
            .into_iter()
            .chain(beside_us.iter().map(String::as_str))
    {
        window.run(&format!("window.location.href = '{foreign}'")).await.unwrap();
        window.run(&format!("window.open('{foreign}')")).await.unwrap();
        latchkey_tests::desktop::pause(std::time::Duration::from_millis(200)).await;
        assert_eq!(window.address().await.unwrap(), home, "the window went to {foreign}");
    }
    assert!(!session.has_opened_page());
    let arrived = trap.accept().map(|(_, address)| address);
    assert_eq!(arrived.unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "a page was asked for");

    window
        .run(
            "const script = document.createElement('script'); script.textContent = 'window.injected = true'; \
             document.body.append(script);",
        )
        .await
        .unwrap();
    assert_eq!(window.run("return window.injected ?? null").await.unwrap(), Value::Null);

    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let host = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    let blocked = window
        .run_async(
            &"const done = arguments[arguments.length - 1];
             const violations = [];
             document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
             const image = new Image(); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image);
             const frame = document.createElement('iframe'); frame.src = 'http://127.0.0.1:9/'; document.body.append(frame);
             const script = document.createElement('script'); script.src = 'http://127.0.0.1:9/x.js'; document.body.append(script);
             const form = document.createElement('form'); form.action = 'http://127.0.0.1:9/'; document.body.append(form);
             fetch('http://127.0.0.1:9/').catch(() => 'blocked');
             try { new WebSocket('ws://127.0.0.1:9/'); } catch {}
             form.submit();
             setTimeout(() => done(violations.sort()), 500);"
                .replace("127.0.0.1:9", &host),
        )
        .await
        .unwrap();
    let blocked: Vec<&str> = blocked.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for directive in ["connect-src", "img-src", "script-src-elem", "form-action"] {
        assert!(blocked.contains(&directive), "{directive} did not block; violations: {blocked:?}");
    }
    let arrived = listener.accept().map(|(_, address)| address);
    assert_eq!(arrived.unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "a request left the page");
    assert_eq!(window.address().await.unwrap(), home);

    let unhandled = window
        .run(
            "const dataTransfer = new DataTransfer();
             dataTransfer.setData('text/uri-list', 'http://localhost:9/');
             const drop = (type) => document.body.dispatchEvent(
               new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
             return [drop('dragover'), drop('drop')];",
        )
        .await
        .unwrap();
    assert_eq!(unhandled, serde_json::json!([false, false]), "the window does something with a link");

    let frozen = window.run("Object.prototype.polluted = 1; return ({}).polluted ?? null").await.unwrap();
    assert_eq!(frozen, Value::Null, "the prototype of every object can be changed");
}

#[tokio::test]
async fn commands_that_are_not_granted_are_refused() {
    let desktop = Desktop::signed_in_as("reader").await.unwrap();
    let window = &desktop.window;
    for command in [
        "plugin:window|close",
        "plugin:webview|create_webview_window",
        "plugin:event|emit",
        "no_such_command",
    ] {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const ends = window.__TAURI_INTERNALS__.invoke('{command}', {{}}).then(() => 'done', () => 'refused');
             Promise.race([ends, new Promise((resolve) => setTimeout(() => resolve('no answer'), 1500))]).then(done);"
        );
        let answer = window.run_async(&script).await.unwrap();
        assert_ne!(answer, "done", "{command}");
    }
}
