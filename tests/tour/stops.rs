//! The stops of the tour. Each says in a line what it saw.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use latchkey_tests::desktop::{Window, call_service, find_in_files, pause};

use crate::Tour;

const OWNER: &str = "Adele";
const CLIPBOARD_STAY: Duration = Duration::from_secs(30);

pub(crate) async fn first_run_page(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.see("Try the demo cloud").await?;
    window.see("Sign in to Azure").await?;
    window.picture_both(&tour.pictures, "first-run").await?;
    window.try_the_demo_cloud().await?;
    window.picture_both(&tour.pictures, "sign-in").await?;
    Ok("two ways in; the demo cloud is ready to sign in to".to_owned())
}

pub(crate) async fn sign_in_in_the_browser(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    let said = window.sign_in_as("owner", &tour.session, &tour.browser, Some(&tour.pictures)).await?;
    let context = window.text_of("account-menu").await?;
    ensure!(
        context.contains("Demo cloud") && context.to_lowercase().contains(&OWNER.to_lowercase()),
        "{context}"
    );
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(format!("the browser says \"{said}\"; the header names account and cloud"))
}

pub(crate) async fn every_service(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    for text in ["20 services", "quote-price", "hello-scoring", "No authentication"] {
        window.see(text).await?;
    }
    window.picture_both(&tour.pictures, "services-everywhere").await?;
    Ok("the start page has the 20 services of all workspaces".to_owned())
}

pub(crate) async fn workspaces_and_roles(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Workspaces").await?;
    window.see("5 workspaces in 2 subscriptions").await?;
    for text in ["Production", "Development", "ml-routing", "ml-research", "Owner"] {
        window.see(text).await?;
    }
    window.picture_both(&tour.pictures, "workspaces").await?;
    Ok("5 workspaces in 2 subscriptions, each with the roles held".to_owned())
}

pub(crate) async fn one_workspace(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.open_workspace("ml-pricing", "Overview").await?;
    window.see("northeurope").await?;
    window.see("Key vault").await?;
    window.picture_both(&tour.pictures, "workspace-overview").await?;
    Ok("ml-pricing in northeurope, with its facts".to_owned())
}

pub(crate) async fn who_has_access(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Access").await?;
    window.click("Show names").await?;
    for text in ["Auditors", "quote-portal", "User Access Administrator"] {
        window.see(text).await?;
    }
    window.picture_both(&tour.pictures, "workspace-access").await?;
    Ok("people, groups and applications with their roles and scopes".to_owned())
}

pub(crate) async fn its_services(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Services").await?;
    for text in ["quote-price", "surge-guard", "fx-hedge", "margin-check", "uksouth"] {
        window.see(text).await?;
    }
    window.picture_both(&tour.pictures, "workspace-services").await?;
    Ok("v1 and v2 services in one list; fx-hedge runs in another region than its workspace".to_owned())
}

pub(crate) async fn key_revealed_and_hidden(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.open_service("ml-pricing", "quote-price").await?;
    window.picture_both(&tour.pictures, "service-keys").await?;
    let key = window.reveal_key("primary").await?;
    ensure!(key.len() >= 32, "that is no key");
    let address = window.service_address().await?;
    let status = call_service(&address, &key).await?;
    ensure!(status == 200, "the service answered {status} to its primary key");
    window.click("Hide primary key").await?;
    let markup = window.markup().await?;
    ensure!(!markup.contains(&key), "the key is still in the page");
    tour.secrets.push(key);
    Ok("the key on the screen is accepted by the service, and gone from the page when hidden".to_owned())
}

pub(crate) async fn key_copied_and_cleared(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Copy secondary key").await?;
    window.see("Latchkey clears the clipboard in").await?;
    let copied = tour.session.clipboard()?;
    let address = window.service_address().await?;
    let status = call_service(&address, &copied).await?;
    ensure!(status == 200, "the service answered {status} to the copied key");
    window.picture_both(&tour.pictures, "service-copied").await?;
    pause(CLIPBOARD_STAY + Duration::from_secs(2)).await;
    let later = tour.session.clipboard()?;
    ensure!(later.is_empty(), "the clipboard still holds something");
    tour.secrets.push(copied);
    Ok("the clipboard held a working key, and is empty half a minute later".to_owned())
}

pub(crate) async fn key_regenerated_and_proven(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    let old = tour.secrets.first().context("the old key")?.clone();
    window.click("Regenerate primary key…").await?;
    window.see("You cannot get the old key back.").await?;
    // A modal dialog covers the menu with which colours are chosen; the light picture is taken all the same.
    let _hides_the_menu = window.picture_both(&tour.pictures, "regenerate-confirm").await;
    window.fill("Enter quote-price to confirm", "quote-price").await?;
    window.click("Regenerate key").await?;
    window.see("The primary key is new. The secondary key did not change.").await?;
    window.picture(&tour.pictures.join("regenerate-result-light.png")).await?;
    window.click("Close").await?;
    let new = window.reveal_key("primary").await?;
    let address = window.service_address().await?;
    let statuses = (call_service(&address, &old).await?, call_service(&address, &new).await?);
    ensure!(statuses == (401, 200), "old and new key were answered {statuses:?}");
    window.click("Hide primary key").await?;
    tour.secrets.push(new);
    Ok("this key changed, the other did not; the service answers 401 to the old key, 200 to the new one"
        .to_owned())
}

pub(crate) async fn token_copied_and_accepted(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.open_service("ml-routing", "route-planner").await?;
    window.see("Time until refresh").await?;
    window.picture_both(&tour.pictures, "service-token").await?;
    window.click("Copy fresh token").await?;
    window.see("Latchkey clears the clipboard in").await?;
    let token = tour.session.clipboard()?;
    let address = window.service_address().await?;
    let status = call_service(&address, &token).await?;
    ensure!(status == 200, "the service answered {status} to the copied token");
    tour.secrets.push(token);
    Ok("the copied token is accepted by the service".to_owned())
}

pub(crate) async fn service_without_authentication(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.open_service("ml-routing", "address-clean").await?;
    window.see("This service has no authentication").await?;
    window.picture_both(&tour.pictures, "service-open").await?;
    Ok("address-clean is open to whoever has its address, and the page says so".to_owned())
}

pub(crate) async fn settings_and_about(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Settings").await?;
    window.see("Secret Service").await?;
    window.picture_both(&tour.pictures, "settings").await?;
    window.click("About").await?;
    window.see("Version").await?;
    window.picture_both(&tour.pictures, "about").await?;
    Ok("settings name the Secret Service; about names the version".to_owned())
}

pub(crate) async fn device_code_shown(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    open_account_menu(window).await?;
    window.click("Add account").await?;
    window.see("Cloud: Demo cloud").await?;
    window.choose("Service principal with secret").await?;
    window.picture_both(&tour.pictures, "add-account").await?;
    window.choose("Device code").await?;
    window.click("Get a code").await?;
    window.see("Never enter a code that somebody sent you").await?;
    let code = window.text_of("user-code").await?;
    ensure!(code.len() == 9, "{code} is no code");
    window.picture_both(&tour.pictures, "device-code").await?;
    window.resize(720, 800).await?;
    window.picture_both(&tour.pictures, "narrow-device-code").await?;
    window.resize(1280, 800).await?;
    ensure!(!tour.session.has_opened_page(), "a browser was opened");
    window.click("Open page").await?;
    let page = tour.session.opened_page().await?;
    window.see(page.as_str()).await?;
    window.click("Cancel").await?;
    window.see("Sign-in method").await?;
    Ok(format!("a code of 9 letters for {}, with the warning; no browser opens by itself", page.path()))
}

pub(crate) async fn accounts_side_by_side(tour: &mut Tour) -> Result<String> {
    const MACHINE: &str = "Virtual machine (system-assigned)";
    let window = tour.window()?;
    window.choose("Managed identity").await?;
    window.click("Sign in").await?;
    window.see(&format!("Signed in as {MACHINE}.")).await?;
    for colours in ["Dark", "Light"] {
        window.choose_colours(colours).await?;
        open_account_menu(window).await?;
        window.see("Sign out all accounts").await?;
        let file = format!("accounts-{}.png", colours.to_lowercase());
        window.picture(&tour.pictures.join(file)).await?;
        window.press("\u{e00c}").await?;
    }
    open_account_menu(window).await?;
    window.click("Switch to adele@larkspurfreight.example").await?;
    window.see("5 workspaces in 2 subscriptions").await?;
    window.click("Accounts").await?;
    window.click(&format!("Sign out {MACHINE}")).await?;
    window.see("nothing of this account is left").await?;
    window.picture_both(&tour.pictures, "accounts-signed-out").await?;
    Ok("the machine's identity beside the owner; each sees its own workspaces; 0 items left of the one signed out"
        .to_owned())
}

pub(crate) async fn tenants_and_sources(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Workspaces").await?;
    window.click("Accounts").await?;
    window.see("This check does not sign in").await?;
    window.click("Other tenants").await?;
    window.see("Kestrel Analytics").await?;
    window.see("Managed identity").await?;
    window.picture_both(&tour.pictures, "accounts-tenants").await?;
    window.click("Sign in again as adele@larkspurfreight.example").await?;
    window.see("Open browser").await?;
    window.picture(&tour.pictures.join("sign-in-again.png")).await?;
    window.click("Cancel").await?;
    window.click("Switch tenant to Kestrel Analytics").await?;
    window.see("You now work in the tenant Kestrel Analytics.").await?;
    window.resize(700, 800).await?;
    window.picture_both(&tour.pictures, "narrow-accounts").await?;
    window.resize(1280, 800).await?;
    ensure!(!tour.session.has_opened_page(), "a browser was opened");
    Ok("the other tenants are named, and one is entered without a browser".to_owned())
}

pub(crate) async fn config_of_another_tenant(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.open_workspace("ml-forecast", "Overview").await?;
    window.see("Resource id").await?;
    let id = window
        .run(r"return document.body.innerHTML.match(/\/subscriptions\/[^\x22<]*ml-forecast/)[0]")
        .await?;
    window.click("Accounts").await?;
    window.click("Switch to adele@larkspurfreight.example in larkspurfreight.example").await?;
    window.click("Workspaces").await?;
    window.see("5 workspaces in 2 subscriptions").await?;
    // The older form of the file, which names the workspace by its id.
    window.drop_file("page", "config.json", &serde_json::json!({ "Scope": id }).to_string()).await?;
    window.see("ml-forecast is in the tenant").await?;
    window.picture_both(&tour.pictures, "config-other-tenant").await?;
    window.click("Switch tenant to kestrelanalytics.example").await?;
    window.see("fuel-price").await?;
    window.click("Accounts").await?;
    window.click("Sign out adele@larkspurfreight.example in kestrelanalytics.example").await?;
    window.see("nothing of this account is left").await?;
    ensure!(!tour.session.has_opened_page(), "a browser was opened");
    Ok("a config.json of another tenant says so, and leads there on a press".to_owned())
}

pub(crate) async fn cloud_to_add(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Settings").await?;
    window.click("Add cloud…").await?;
    window.fill("Address of Azure Resource Manager", "management.stack.example").await?;
    window.click("Add cloud").await?;
    window.see("This is not the address of Azure Resource Manager").await?;
    window.picture(&tour.pictures.join("add-cloud-wrong.png")).await?;
    window.choose("From a file").await?;
    window.picture(&tour.pictures.join("add-cloud-file.png")).await?;
    window.click("Cancel").await?;
    Ok("an address that is none is named at its field".to_owned())
}

async fn open_account_menu(window: &Window) -> Result<()> {
    window.run("document.querySelector('[data-testid=account-menu]').click()").await?;
    window.see("Add account").await
}

pub(crate) async fn store_checked_and_locked(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.click("Settings").await?;
    window.click("Check items").await?;
    window.see("Demo cloud").await?;
    window.click("Test secret store").await?;
    window.see("It stored, returned and removed a test secret").await?;
    window.picture_both(&tour.pictures, "secret-store").await?;
    open_account_menu(window).await?;
    window.click("Lock").await?;
    window.see("Latchkey is locked").await?;
    window.picture(&tour.pictures.join("locked-light.png")).await?;
    window.click("Unlock").await?;
    let page = tour.session.opened_page().await?;
    tour.browser.prove_again(&page).await?;
    window.see("Stored secrets").await?;
    Ok("each item is named with its kind and age; the lock is lifted by a sign-in alone".to_owned())
}

pub(crate) async fn narrow_window_and_high_contrast(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.open_workspace("ml-routing", "Services").await?;
    window.see("toll-cost").await?;
    window.resize(700, 800).await?;
    pause(Duration::from_millis(300)).await;
    window.picture_both(&tour.pictures, "narrow-services").await?;
    window.resize(1280, 800).await?;
    window.choose_colours("High contrast").await?;
    window.picture(&tour.pictures.join("services-high-contrast.png")).await?;
    window.choose_colours("Light").await?;
    Ok("700 pixels wide and in high contrast".to_owned())
}

pub(crate) async fn restart_still_signed_in(tour: &mut Tour) -> Result<String> {
    tour.window.take().context("a window")?.close().await?;
    let window = Window::open(&tour.session).await?;
    window.see("20 services").await?;
    ensure!(!tour.session.has_opened_page(), "a browser was opened");
    let restored = window.text_of("account-menu").await?;
    tour.window = Some(window);
    ensure!(restored.to_lowercase().contains(&OWNER.to_lowercase()), "{restored}");
    let window = tour.window()?;
    window.open_service("ml-pricing", "quote-price").await?;
    let key = window.reveal_key("primary").await?;
    ensure!(tour.secrets.contains(&key), "the regenerated key is another one after the restart");
    Ok("still signed in without a browser, and the regenerated key is still there".to_owned())
}

pub(crate) async fn reader_is_refused_in_one_cell(tour: &mut Tour) -> Result<String> {
    let window = tour.window()?;
    window.sign_out().await?;
    window.sign_in_as("reader", &tour.session, &tour.browser, None).await?;
    window.open_service("ml-pricing", "quote-price").await?;
    let can_reveal = window.is_enabled("Show primary key").await?;
    ensure!(can_reveal == Some(false), "a reader can press Reveal");
    window.click("Why can’t I read the primary key?").await?;
    window.see("Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action").await?;
    window.picture(&tour.pictures.join("service-refused-light.png")).await?;
    window.press("\u{e00c}").await?;
    Ok("the page is there, the buttons are disabled, and the missing action is named".to_owned())
}

pub(crate) async fn signed_out_and_nothing_left(tour: &mut Tour) -> Result<String> {
    tour.window()?.sign_out().await?;
    tour.window.take().context("a window")?.close().await?;
    let secrets: Vec<&str> = tour.secrets.iter().map(String::as_str).collect();
    let found = find_in_files(tour.session.folder(), &secrets)?;
    ensure!(found.is_empty(), "a secret is in {found:?}");
    Ok(format!("{} secrets that were used are in no file of profile, cache and logs", secrets.len()))
}
