//! The tour: drives the real window and a real browser through the whole main job, prints what it saw,
//! and leaves pictures of each screen under `target/tour`. With `pseudo`, the window speaks the pseudo-language, and the
//! pictures are wide and narrow ones.

mod stops;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use latchkey_tests::desktop::{Browser, SecretService, Session, Window};

#[tokio::main]
async fn main() -> ExitCode {
    match take().await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("The tour could not begin: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Goes from stop to stop; how many failed.
async fn take() -> Result<usize> {
    let is_pseudo = std::env::args().nth(1).as_deref() == Some("pseudo");
    let mut session = Session::start(SecretService::Present).await?;
    if is_pseudo {
        session.use_pseudo_language()?;
    }
    let window = Window::open(&session).await?;
    let browser = Browser::open(&session).await?;
    let mut tour =
        Tour { session, window: Some(window), browser, pictures: pictures(is_pseudo), secrets: Vec::new() };
    std::fs::create_dir_all(&tour.pictures)?;
    let (mut passed, mut failed) = (0, 0);
    macro_rules! stops {
        ($($name:ident),* $(,)?) => {$(
            let stop = stringify!($name).replace('_', " ");
            match stops::$name(&mut tour).await {
                Ok(saw) => {
                    passed += 1;
                    say(&format!("passed  {stop}: {saw}"));
                }
                Err(error) => {
                    failed += 1;
                    say(&format!("FAILED  {stop}: {error:#}"));
                    tour.picture_of_failure(&stop).await;
                }
            }
        )*};
    }
    stops![
        first_run_page,
        sign_in_in_the_browser,
        every_service,
        workspaces_and_roles,
        one_workspace,
        who_has_access,
        its_services,
        key_revealed_and_hidden,
        key_copied_and_cleared,
        key_regenerated_and_proven,
        token_copied_and_accepted,
        service_without_authentication,
        settings_and_about,
        device_code_shown,
        accounts_side_by_side,
        tenants_and_sources,
        config_of_another_tenant,
        cloud_to_add,
        store_checked_and_locked,
        narrow_window_and_high_contrast,
        restart_still_signed_in,
        reader_is_refused_in_one_cell,
        signed_out_and_nothing_left,
    ];
    say(&format!("Pictures are in {}", tour.pictures.display()));
    say(&format!("{passed} passed, {failed} failed"));
    Ok(failed)
}

/// What the stops share.
struct Tour {
    session: Session,
    window: Option<Window>,
    browser: Browser,
    pictures: PathBuf,
    /// Secrets that were on the screen or on the clipboard, to look for them on the disk at the end.
    secrets: Vec<String>,
}

impl Tour {
    fn window(&self) -> Result<&Window> {
        self.window.as_ref().ok_or_else(|| anyhow::anyhow!("the window is closed"))
    }

    async fn picture_of_failure(&self, stop: &str) {
        if let Some(window) = &self.window {
            let file = self.pictures.join(format!("failed-{}.png", stop.replace(' ', "-")));
            if let Err(error) = window.picture(&file).await {
                say(&format!("        and no picture of it: {error:#}"));
            }
        }
    }
}

fn pictures(is_pseudo: bool) -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = if is_pseudo { "target/tour/pseudo" } else { "target/tour" };
    here.parent().expect("tests lives below the root").join(folder)
}

#[expect(clippy::print_stdout, reason = "the tour tells what it saw")]
fn say(text: &str) {
    println!("{text}");
}
