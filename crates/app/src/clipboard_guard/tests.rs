//! A clipboard in memory and a clock that is moved by hand.

use std::sync::atomic::{AtomicBool, Ordering};

use latchkey_types::ManualClock;

use super::*;

#[derive(Default)]
struct Memory(Mutex<Option<Secret>>, AtomicBool);

impl Clipboard for Memory {
    fn write(&self, text: &Secret, _: Sensitivity) -> Result<(), ClipboardError> {
        *self.0.lock().unwrap() = Some(text.clone());
        Ok(())
    }

    fn read(&self) -> Result<Option<Secret>, ClipboardError> {
        if self.1.load(Ordering::Relaxed) {
            return Err(ClipboardError("busy".to_owned()));
        }
        Ok(self.0.lock().unwrap().clone())
    }

    fn clear(&self) -> Result<(), ClipboardError> {
        *self.0.lock().unwrap() = None;
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
        let clock = Arc::new(ManualClock::standing(Timestamp::UNIX_EPOCH));
        let guard = ClipboardGuard::new(clipboard.clone(), clock.clone());
        Self { clipboard, clock, guard }
    }

    async fn pass(&self, seconds: u64) {
        settle().await;
        self.clock.advance(Duration::from_secs(seconds));
        settle().await;
    }

    fn content(&self) -> Option<String> {
        // EXPOSE: the secrets of this test are made up.
        self.clipboard.0.lock().unwrap().as_ref().map(|text| text.expose().to_owned())
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
    let clears_at = scene.guard.copy_secret(Secret::new("key")).unwrap();
    assert_eq!(clears_at.as_second(), 30);
    scene.pass(29).await;
    assert_eq!(scene.content().as_deref(), Some("key"));
    scene.pass(1).await;
    assert_eq!(scene.content(), None);
}

#[tokio::test]
async fn what_somebody_else_copied_stays() {
    let scene = Scene::new();
    scene.guard.copy_secret(Secret::new("key")).unwrap();
    scene.clipboard.write(&Secret::new("shopping list"), Sensitivity::Plain).unwrap();
    scene.pass(30).await;
    assert_eq!(scene.content().as_deref(), Some("shopping list"));
}

#[tokio::test]
async fn a_second_copy_has_its_own_thirty_seconds() {
    let scene = Scene::new();
    scene.guard.copy_secret(Secret::new("first")).unwrap();
    scene.pass(20).await;
    scene.guard.copy_secret(Secret::new("second")).unwrap();
    scene.pass(10).await;
    assert_eq!(scene.content().as_deref(), Some("second"));
    scene.pass(20).await;
    assert_eq!(scene.content(), None);
}

#[tokio::test]
async fn exit_takes_it_away_at_once() {
    let scene = Scene::new();
    scene.guard.copy_secret(Secret::new("key")).unwrap();
    scene.guard.take_away();
    assert_eq!(scene.content(), None);
}

#[tokio::test]
async fn a_busy_clipboard_is_tried_again() {
    let scene = Scene::new();
    scene.guard.copy_secret(Secret::new("key")).unwrap();
    scene.clipboard.1.store(true, Ordering::Relaxed);
    scene.pass(30).await;
    scene.guard.take_away();
    assert_eq!(scene.content().as_deref(), Some("key"));
    scene.clipboard.1.store(false, Ordering::Relaxed);
    scene.pass(1).await;
    assert_eq!(scene.content(), None);
}
