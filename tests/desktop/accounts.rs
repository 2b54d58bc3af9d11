//! Accounts, tenants and clouds in the window: what a person does there, with files where there are files.

use std::fs;

use anyhow::{Context, Result};
use latchkey_tests::{
    desktop::{Browser, SecretService, Session, Window, find_in_files, output_of},
    follow,
};
use serde_json::json;

use crate::{Desktop, outside_cloud::OutsideCloud};

#[tokio::test]
async fn another_tenant_is_entered_and_left_without_a_browser() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    window.see("20 services").await.unwrap();
    window.click("Accounts").await.unwrap();
    window.click("Other tenants").await.unwrap();
    window.see("Kestrel Analytics").await.unwrap();
    window.see("Guest").await.unwrap();
    window.click("Switch tenant to Kestrel Analytics").await.unwrap();
    window.see("You now work in the tenant Kestrel Analytics.").await.unwrap();
    assert!(!session.has_opened_page(), "a browser was opened");
    assert_eq!(session.count_stored_items().unwrap(), 3, "two sessions and the demo cloud");

    // The page of a tenant without subscriptions says so, and what to do.
    window.click("Switch tenant to Larkspur Archive").await.unwrap();
    window.see("You now work in the tenant Larkspur Archive.").await.unwrap();
    window.click("Workspaces").await.unwrap();
    window.see("Your account sees no subscription in this tenant").await.unwrap();
    window.click("Manage accounts").await.unwrap();
    window.click("Sign out all accounts").await.unwrap();
    window.see("nothing of these accounts is left").await.unwrap();
    assert_eq!(session.count_stored_items().unwrap(), 1, "the demo cloud alone");
}

#[tokio::test]
async fn a_sign_in_again_names_the_tenant_before_the_browser_opens() {
    let Desktop { window, session, browser } = Desktop::signed_in_as("owner").await.unwrap();
    window.click("Accounts").await.unwrap();
    window.click("Sign in again as adele@larkspurfreight.example").await.unwrap();
    window.see("Your browser opens the sign-in page of").await.unwrap();
    assert!(!session.has_opened_page(), "a browser was opened without a word");
    window.click("Open browser").await.unwrap();
    let page = follow(session.opened_page().await.unwrap()).await.unwrap();
    assert!(page.query().unwrap_or_default().contains("login_hint=adele"), "{page}");
    browser.go(&page).await.unwrap();
    browser.see("signed in with Larkspur Freight.").await.unwrap();
    browser.click("Continue").await.unwrap();
    window.see("Signed in as Adele").await.unwrap();
    assert_eq!(session.count_stored_items().unwrap(), 2, "the same session, and the demo cloud");
}

#[tokio::test]
async fn a_device_code_signs_in_from_any_browser() {
    let session = Session::start(SecretService::Present).await.unwrap();
    let window = Window::open(&session).await.unwrap();
    window.try_the_demo_cloud().await.unwrap();
    window.click("Other sign-in methods").await.unwrap();
    window.choose("Device code").await.unwrap();
    window.click("Get a code").await.unwrap();
    window.see("Never enter a code that somebody sent you").await.unwrap();
    let code = window.text_of("user-code").await.unwrap();
    assert!(!session.has_opened_page(), "a browser was opened");
    window.click("Open page").await.unwrap();
    let browser = Browser::open(&session).await.unwrap();
    let page = session.opened_page().await.unwrap();
    browser.type_code_as("owner", &code, &page).await.unwrap();
    window.see("5 workspaces in 2 subscriptions").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_an_application_and_a_workspace_come_from_files() {
    from_files().await.unwrap();
}

async fn from_files() -> Result<()> {
    let session = Session::start(SecretService::Present).await?;
    let outside = OutsideCloud::start(&session).await?;
    let application = outside.application("github-deploy");
    let window = Window::open(&session).await?;
    window.see("Welcome to Latchkey").await?;

    // The cloud: its file names another one, which has to be chosen too.
    window.click("Settings").await?;
    window.click("Add cloud…").await?;
    window.choose("From a file").await?;
    window.drop_file("drop-cloud", "cloud.json", &fs::read_to_string(&outside.file)?).await?;
    window.click("Add cloud").await?;
    window.see("The certificates of this cloud are in the file").await?;
    window.choose_file("file-certificates", "ca.pem", &fs::read_to_string(&outside.ca_file)?).await?;
    window.click("Add cloud").await?;
    window.see("Stage is added").await?;
    window.see("Latchkey sends the tokens of this cloud to:").await?;
    window.click("Keep cloud").await?;

    // The application: what az printed is dropped.
    let printed = json!({
        "clientId": application.client_id, "tenantId": application.tenant_id,
        // EXPOSE: the test hands an invented secret on as a person would.
        "clientSecret": application.secret.expose(), "subscriptionId": outside.demo.inventory().subscriptions[0].id,
    });
    window.click("Accounts").await?;
    window.click("Add account").await?;
    window.choose_option("Cloud", "Stage").await?;
    window.choose("JSON of the Azure CLI").await?;
    window.drop_file("drop-json", "sp.json", &printed.to_string()).await?;
    window.click("Sign in").await?;
    window.see("Signed in as").await?;
    window.click("Accounts").await?;
    window.click("Check credential expiry").await?;
    window.see("Expiry of the client secret").await?;

    // The workspace: dropped on the list, then named by a second start of the program.
    window.click("Workspaces").await?;
    window.see("Open config.json").await?;
    let estate = outside.demo.inventory();
    let workspace = |name: &str| -> Result<String> {
        let found = estate.workspaces.iter().find(|one| one.name == name).context("a workspace")?;
        Ok(json!({ "subscription_id": found.subscription_id, "resource_group": found.resource_group,
                   "workspace_name": found.name })
        .to_string())
    };
    window.drop_file("page", "config.json", &workspace("ml-pricing")?).await?;
    window.see("quote-price").await?;
    let config = session.folder().join("config.json");
    fs::write(&config, workspace("ml-routing")?)?;
    let mut second = session.application()?;
    let ended = output_of(second.args(["--config".as_ref(), config.as_os_str()]))?.status;
    assert!(ended.success(), "{ended}");
    window.see("route-planner").await?;

    assert!(!session.has_opened_page(), "a browser was opened");
    window.sign_out().await?;
    window.close().await?;
    // EXPOSE: it is looked for in every file.
    let found = find_in_files(session.folder(), &[application.secret.expose()])?;
    assert!(found.is_empty(), "the secret is in {found:?}");
    assert_eq!(session.count_stored_items()?, 0);
    Ok(())
}
