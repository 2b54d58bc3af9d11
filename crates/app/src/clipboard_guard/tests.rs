//! A clipboard in memory and a clock that is moved by hand.

use std::sync::atomic::{AtomicBool, Ordering};

use latchkey_types::ManualClock;

use super::*;

#[derive(Default)]
struct Memory {
    copied: Mutex<Option<Secret>>,
    selected: Mutex<Option<Secret>>,
    is_busy: AtomicBool,
}

impl Memory {
    fn of(&self, selection: Selection) -> parking_lot::MutexGuard<'_, Option<Secret>> {
        match selection {
            Selection::Clipboard => self.copied.lock(),
            Selection::Primary => self.selected.lock(),
        }
    }
}

impl Clipboard for Memory {
    fn write(&self, text: &Secret, _: Sensitivity) -> Result<(), ClipboardError> {
        *self.of(Selection::Clipboard) = Some(text.clone());
        Ok(())
    }

    fn read(&self, selection: Selection) -> Result<Option<Secret>, ClipboardError> {
        if self.is_busy.load(Ordering::Relaxed) {
            return Err(ClipboardError::System { cause: "busy".to_owned() });
        }
        Ok(self.of(selection).clone())
    }

    fn clear(&self, selection: Selection) -> Result<(), ClipboardError> {
        *self.of(selection) = None;
        Ok(())
    }
}

struct Scene {
    clipboard: Arc<Memory>,
    clock: Arc<ManualClock>,
    guard: Arc<ClipboardGuard>,
}

impl Scene {
    fn new() -> Self {
        let clipboard = Arc::new(Memory::default());
        let clock = Arc::new(ManualClock::stopped(Timestamp::UNIX_EPOCH));
        let guard = ClipboardGuard::new(clipboard.clone(), clock.clone(), Tasks::default());
        Self { clipboard, clock, guard }
    }

    async fn pass(&self, seconds: u64) {
        settle().await;
        self.clock.advance(Duration::from_secs(seconds));
        settle().await;
    }

    /// Puts a text there as another program does, or the webview.
    fn put(&self, selection: Selection, text: &str) {
        *self.clipboard.of(selection) = Some(Secret::new(text));
    }

    fn text(&self, selection: Selection) -> Option<String> {
        // EXPOSE: the secrets of this test are made up.
        self.clipboard.of(selection).as_ref().map(|text| text.expose().to_owned())
    }

    fn content(&self) -> Option<String> {
        self.text(Selection::Clipboard)
    }
}

async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_secret_leaves_after_thirty_seconds() {
    let scene = Scene::new();
    let clears_at = scene.guard.copy_secret(Released::invented("key")).unwrap();
    assert_eq!(clears_at.as_second(), 30);
    scene.pass(29).await;
    assert_eq!(scene.content().as_deref(), Some("key"));
    scene.pass(1).await;
    assert_eq!(scene.content(), None);
}

#[tokio::test]
async fn what_somebody_else_copied_stays() {
    let scene = Scene::new();
    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.clipboard.write(&Secret::new("shopping list"), Sensitivity::Plain).unwrap();
    scene.pass(30).await;
    assert_eq!(scene.content().as_deref(), Some("shopping list"));
}

#[tokio::test]
async fn a_second_copy_has_its_own_thirty_seconds() {
    let scene = Scene::new();
    scene.guard.copy_secret(Released::invented("first")).unwrap();
    scene.pass(20).await;
    scene.guard.copy_secret(Released::invented("second")).unwrap();
    scene.pass(10).await;
    assert_eq!(scene.content().as_deref(), Some("second"));
    scene.pass(20).await;
    assert_eq!(scene.content(), None);
}

#[tokio::test]
async fn exit_takes_it_away_at_once() {
    let scene = Scene::new();
    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.guard.clear_secrets();
    assert_eq!(scene.content(), None);
}

#[tokio::test]
async fn a_busy_clipboard_is_tried_again() {
    let scene = Scene::new();
    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.clipboard.is_busy.store(true, Ordering::Relaxed);
    scene.pass(30).await;
    scene.guard.clear_secrets();
    assert_eq!(scene.content().as_deref(), Some("key"));
    scene.clipboard.is_busy.store(false, Ordering::Relaxed);
    scene.pass(1).await;
    assert_eq!(scene.content(), None);
}

#[tokio::test]
async fn a_secret_leaves_what_is_selected_too() {
    let scene = Scene::new();
    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.put(Selection::Primary, "key");
    scene.pass(29).await;
    assert_eq!(scene.text(Selection::Primary).as_deref(), Some("key"));
    scene.pass(1).await;
    assert_eq!((scene.content(), scene.text(Selection::Primary)), (None, None));

    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.put(Selection::Primary, "shopping list");
    scene.guard.clear_secrets();
    assert_eq!((scene.content(), scene.text(Selection::Primary).as_deref()), (None, Some("shopping list")));
}

#[tokio::test]
async fn a_text_of_somebody_elses_with_a_copied_secret_in_it_stays() {
    let scene = Scene::new();
    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.put(Selection::Clipboard, "KEY=key\nHOST=here\n");
    scene.pass(30).await;
    assert_eq!(scene.content().as_deref(), Some("KEY=key\nHOST=here\n"));
}

#[tokio::test]
async fn a_revealed_key_leaves_wherever_the_page_was_copied_to() {
    for end in ["time", "lock or exit"] {
        let scene = Scene::new();
        let hides_at = scene.guard.watch_revealed(Secret::new("key"));
        assert_eq!(hides_at.as_second(), 30);
        scene.put(Selection::Clipboard, "Primary key\nHides in 30 s");
        scene.put(Selection::Primary, "Primary\nkey\nHides in 30 s");
        match end {
            "time" => scene.pass(30).await,
            _ => scene.guard.clear_secrets(),
        }
        assert_eq!((scene.content(), scene.text(Selection::Primary)), (None, None), "{end}");
    }
}

#[tokio::test]
async fn a_key_that_is_shown_and_then_copied_has_thirty_seconds_from_the_copy() {
    let scene = Scene::new();
    scene.guard.watch_revealed(Secret::new("key"));
    scene.pass(20).await;
    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.pass(29).await;
    assert_eq!(scene.content().as_deref(), Some("key"));
    scene.pass(1).await;
    assert_eq!(scene.content(), None);

    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.pass(20).await;
    scene.guard.watch_revealed(Secret::new("key"));
    scene.pass(10).await;
    assert_eq!(scene.content(), None, "that it is shown gives the copy no more time");
}

#[tokio::test]
async fn what_is_taken_away_is_not_looked_for_again() {
    let scene = Scene::new();
    scene.guard.copy_secret(Released::invented("key")).unwrap();
    scene.guard.clear_secrets();
    scene.put(Selection::Clipboard, "key");
    scene.pass(30).await;
    assert_eq!(scene.content().as_deref(), Some("key"), "somebody else copied it since");
}
