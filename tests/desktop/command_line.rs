//! The command line beside the window: its own processes, one after another, over the session's Secret Service.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use anyhow::{Result, ensure};
use latchkey_democloud::ServicePrincipal;
use latchkey_testing::soon_blocking;
use latchkey_tests::desktop::{SecretService, Session, Window, command_line, find_in_files, output_of};
use latchkey_types::Secret;
use serde_json::{Value, json};

use crate::outside_cloud::OutsideCloud;

/// A session, and a cloud that was added to the command line.
struct Terminal {
    session: Session,
    outside: OutsideCloud,
    binary: PathBuf,
}

impl Terminal {
    async fn open() -> Result<Self> {
        let session = Session::start(SecretService::Present).await?;
        let outside = OutsideCloud::start(&session).await?;
        let terminal = Self { session, outside, binary: command_line()? };
        terminal.said(&["cloud", "add", &terminal.outside.file.display().to_string()])?;
        terminal.said(&["cloud", "use", "stage"])?;
        Ok(terminal)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.session.command(&self.binary);
        command.args(arguments).arg("--no-interaction").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<Output> {
        output_of(&mut self.command(arguments))
    }

    /// What a run that goes well prints.
    fn said(&self, arguments: &[&str]) -> Result<String> {
        let output = self.run(arguments)?;
        ensure!(output.status.success(), "{arguments:?} {output:?}");
        Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
    }

    fn json(&self, arguments: &[&str]) -> Result<Value> {
        Ok(serde_json::from_str(&self.said(&[arguments, &["--output", "json"]].concat())?)?)
    }

    fn sign_in(&self, application: &ServicePrincipal) -> Result<String> {
        // The secret's file lies where it is not looked for afterwards.
        let file = tempfile::NamedTempFile::new()?;
        fs::write(file.path(), exposed(&application.secret))?;
        let path = file.path().display().to_string();
        let (tenant, client) = (&application.tenant_id, &application.client_id);
        let named = ["--tenant", tenant, "--client-id", client, "--file", &path];
        self.said(&[&["login", "--with", "secret"], &named[..]].concat())
    }
}

fn exposed(secret: &Secret) -> String {
    // EXPOSE: the tests hand invented secrets on as a person would.
    secret.expose().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_signs_in_once_and_uses_everything_until_it_signs_out() {
    let terminal = Terminal::open().await.unwrap();
    let one = terminal.outside.application("github-deploy");
    terminal.sign_in(&one).unwrap();
    assert_eq!(terminal.session.count_stored_items().unwrap(), 1);

    let who = terminal.json(&["whoami"]).unwrap();
    assert_eq!(who["account"]["clientId"], Value::from(one.client_id.clone()));
    let accounts = terminal.json(&["accounts"]).unwrap();
    assert_eq!(accounts.as_array().unwrap().len(), 1, "{accounts}");

    let tenants = terminal.json(&["tenants"]).unwrap();
    assert_eq!(
        (tenants.as_array().unwrap().len(), &tenants[0]["isCurrent"]),
        (1, &Value::from(true)),
        "{tenants}"
    );

    let workspaces = terminal.json(&["workspaces"]).unwrap();
    let names: Vec<&str> = workspaces["workspaces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    let workspace = *names.iter().find(|name| **name == "ml-pricing").expect("the company has it");
    let pricing =
        workspaces["workspaces"].as_array().unwrap().iter().find(|one| one["name"] == workspace).unwrap();
    let config = terminal.session.folder().join("config.json");
    let mut means = json!({
        "subscription_id": pricing["subscriptionId"], "resource_group": pricing["resourceGroup"],
        "workspace_name": workspace,
    });
    fs::write(&config, means.to_string()).unwrap();
    let config = config.display().to_string();
    assert_eq!(terminal.said(&["find", &config]).unwrap().trim(), workspace);
    means["workspace_name"] = "ml-gone".into();
    fs::write(&config, means.to_string()).unwrap();
    let gone = terminal.run(&["find", &config]).unwrap();
    assert_eq!((gone.status.code(), gone.stdout.len()), (Some(1), 0), "{gone:?}");
    let all = terminal.json(&["services"]).unwrap();
    let listed: Vec<&str> =
        all.as_array().unwrap().iter().map(|one| one["workspace"].as_str().unwrap()).collect();
    assert_eq!(listed, names, "in the order of the workspaces, however they were asked");
    let services = terminal.said(&["services", workspace]).unwrap();
    assert!(
        services.lines().next().unwrap().starts_with("NAME") && services.contains("quote-price"),
        "{services}"
    );
    assert!(
        !terminal.said(&["access", workspace]).unwrap().contains("Adele Okafor"),
        "nobody asked for names"
    );
    assert!(terminal.said(&["access", workspace, "--names"]).unwrap().contains("Adele Okafor"));

    let key = terminal.said(&["keys", "quote-price"]).unwrap();
    let same = terminal.json(&["keys", "QUOTE-price", "--workspace", workspace]).unwrap();
    assert_eq!(same["key"], Value::from(key.clone()));
    let token = terminal.said(&["token", "--min-life", "10m"]).unwrap();
    assert_eq!(token.split('.').count(), 3, "a token alone is printed");
    let of_service = terminal.json(&["token", "--endpoint", "depot-assign"]).unwrap();
    let of_service = of_service["accessToken"].as_str().unwrap().to_owned();

    for (arguments, words) in [
        (&["keys", "quote-prise"][..], "Do you mean quote-price?"),
        (&["access", "ml-prices"], "Do you mean ml-pricing?"),
        (&["keys", "quote-price", "--regenerate", "quote"], "name"),
    ] {
        let refused = terminal.run(arguments).unwrap();
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0), "{refused:?}");
        assert!(said.contains(words), "{said}");
    }

    let texts = [exposed(&one.secret), key, token, of_service];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = find_in_files(terminal.session.folder(), &texts).unwrap();
    assert!(found.is_empty(), "secrets are in {found:?}");
    terminal.said(&["logout"]).unwrap();
    assert_eq!(terminal.session.count_stored_items().unwrap(), 0);
    assert_eq!(terminal.session.files_named(".sealed").unwrap(), Vec::<PathBuf>::new());
    assert_eq!(terminal.run(&["token"]).unwrap().status.code(), Some(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_chosen_for_one_run_or_from_now_on() {
    let terminal = Terminal::open().await.unwrap();
    let [one, other] = ["github-deploy", "fleet-report"].map(|name| terminal.outside.application(name));
    terminal.sign_in(&one).unwrap();
    terminal.sign_in(&other).unwrap();
    assert_eq!(terminal.session.count_stored_items().unwrap(), 2);
    let works_as = |arguments: &[&str]| {
        let who = terminal.json(&[arguments, &["whoami"]].concat()).unwrap();
        who["account"]["clientId"].as_str().unwrap().to_owned()
    };
    let accounts = terminal.json(&["accounts"]).unwrap();
    let named = |application: &ServicePrincipal| {
        let mut all = accounts.as_array().unwrap().iter();
        all.find(|one| one["clientId"] == application.client_id.as_str()).unwrap().clone()
    };
    let (name, id) = (named(&one)["userName"].clone(), named(&one)["id"].clone());
    assert_eq!(works_as(&[]), other.client_id, "the account that signed in last");
    assert_eq!(works_as(&["--account", name.as_str().unwrap()]), one.client_id);
    assert_eq!(works_as(&["--account", id.as_str().unwrap()]), one.client_id);
    assert_eq!(works_as(&[]), other.client_id, "it was for one run");
    terminal.said(&["accounts", "use", name.as_str().unwrap()]).unwrap();
    assert_eq!(works_as(&[]), one.client_id);
    terminal.said(&["logout", "--account", named(&other)["userName"].as_str().unwrap()]).unwrap();
    assert_eq!((works_as(&[]), terminal.session.count_stored_items().unwrap()), (one.client_id, 1));
    terminal.said(&["logout", "--all"]).unwrap();
    assert_eq!(terminal.session.count_stored_items().unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_and_the_command_line_share_a_session() {
    let terminal = Terminal::open().await.unwrap();
    let one = terminal.outside.application("github-deploy");
    terminal.sign_in(&one).unwrap();
    let window = Window::open(&terminal.session).await.unwrap();
    let count = terminal.json(&["workspaces"]).unwrap()["workspaces"].as_array().unwrap().len();
    window.see(&format!("{count} workspaces")).await.unwrap();
    let mut running = Vec::new();
    for _ in 0..4 {
        running.push(terminal.command(&["token"]).spawn().unwrap());
    }
    for child in running {
        let output = soon_blocking("the end of the program", move || child.wait_with_output()).unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    window.close().await.unwrap();
    terminal.said(&["logout", "--all"]).unwrap();
    assert_eq!(terminal.session.count_stored_items().unwrap(), 0);
    let window = Window::open(&terminal.session).await.unwrap();
    window.see("Not signed in").await.unwrap();
}
