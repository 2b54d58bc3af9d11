//! How long a call of an endpoint takes while Resource Graph answers queries over 20,000 endpoints, beside the same
//! calls with nothing else going on.
//!
//! Prints a table; asserts nothing: `cargo bench -p latchkey-democloud`. Calls are made at a steady rate, and each is
//! timed from when it was due, so that a demo cloud that stands still counts for every call that it delays.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the time, waits, and calls as a stranger would"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use latchkey_democloud::{DemoCloud, Options, Seed};
use latchkey_types::{OsEntropy, SystemClock};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::{
    runtime::Runtime,
    time::{Instant, MissedTickBehavior, interval},
};

const ENDPOINTS: &str = "50,500,20000";
const RUNS: usize = 7;
const CALLS: usize = 600;
const EVERY: Duration = Duration::from_millis(5);
/// Queries that are asked at the same time, one after another each.
const QUERIES_AT_ONCE: usize = 2;
const QUERY: &str = "resources | where type endswith '/onlineEndpoints' | summarize count() by location";

fn main() -> Result<()> {
    // The demo cloud has threads of its own, as it has in the program that embeds it.
    let cloud_threads = Runtime::new()?;
    let demo = cloud_threads.block_on(async {
        let seed = Seed::Scale(ENDPOINTS.parse()?);
        let options = Options::new(Arc::new(SystemClock), Arc::new(OsEntropy));
        anyhow::Ok(DemoCloud::start(Options { seed, throttling: false, ..options }).await?)
    })?;
    Runtime::new()?.block_on(measure(&demo))
}

async fn measure(demo: &DemoCloud) -> Result<()> {
    let caller = Caller::new(demo).await?;
    caller.run(0).await?;
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        alone.push(caller.run(0).await?);
        beside.push(caller.run(QUERIES_AT_ONCE).await?);
    }
    println!(
        "{CALLS} calls of an endpoint, one each {} ms; 20,000 endpoints; 0 ms latency; {RUNS} runs",
        EVERY.as_millis()
    );
    println!("                         median ms   p99 ms: median (min – max)   queries a run");
    println!("{}", row("nothing else", &alone));
    println!("{}", row("two queries all the time", &beside));
    Ok(())
}

/// What one run showed: milliseconds, and how many queries were answered meanwhile.
struct Run {
    median: f64,
    p99: f64,
    queries: usize,
}

fn row(name: &str, runs: &[Run]) -> String {
    let sorted = |of: fn(&Run) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let (medians, p99s) = (sorted(|run| run.median), sorted(|run| run.p99));
    let middle = runs.len() / 2;
    let mut queries: Vec<usize> = runs.iter().map(|run| run.queries).collect();
    queries.sort_unstable();
    format!(
        "{name:<24} {:>9.2}   {:>7.2} ({:.2} – {:.2}) {:>20}",
        medians[middle],
        p99s[middle],
        p99s[0],
        p99s[p99s.len() - 1],
        queries[middle]
    )
}

/// Calls an endpoint by its key, and Resource Graph as its owner.
#[derive(Clone)]
struct Caller {
    http: Client,
    arm: String,
    token: String,
    score: String,
    key: String,
}

impl Caller {
    async fn new(demo: &DemoCloud) -> Result<Self> {
        let http = Client::builder().no_proxy().build()?;
        let cloud = demo.cloud();
        let arm = cloud.arm.as_str().trim_end_matches('/').to_owned();
        let owner = demo.service_principals().into_iter().find(|one| one.role == Some("owner"));
        let owner = owner.context("there is an owner")?;
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &owner.client_id),
            // EXPOSE: the demo cloud's own invented secret, sent back to it.
            ("client_secret", owner.secret.expose()),
            ("scope", "https://management.azure.com/.default"),
        ];
        let form: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let request = http
            .post(format!("{arm}/{}/oauth2/v2.0/token", owner.tenant_id))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.join("&"));
        let token = text(&read(request).await?, "access_token")?;
        let all = demo.inventory();
        let endpoint =
            all.online_endpoints.iter().find(|one| one.auth_mode == "Key").context("an endpoint")?;
        let (workspace, name) = (&endpoint.workspace, &endpoint.name);
        let id = format!(
            "{arm}/subscriptions/{}/resourceGroups/{}/providers/Microsoft.MachineLearningServices/workspaces/{}/onlineEndpoints/{name}",
            workspace.subscription_id, workspace.resource_group, workspace.name
        );
        let version = "api-version=2024-10-01";
        let body = read(http.get(format!("{id}?{version}")).bearer_auth(&token)).await?;
        let score = text(&body["properties"], "scoringUri")?;
        let keys =
            http.post(format!("{id}/listKeys?{version}")).header("content-length", "0").bearer_auth(&token);
        let key = text(&read(keys).await?, "primaryKey")?;
        Ok(Self { http, arm, token, score, key })
    }

    /// Makes every call of a run, with so many queries at once beside them.
    async fn run(&self, queries_at_once: usize) -> Result<Run> {
        let (is_over, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let mut queries = Vec::new();
        for _ in 0..queries_at_once {
            let (caller, is_over, answered) = (self.clone(), Arc::clone(&is_over), Arc::clone(&answered));
            queries.push(tokio::spawn(async move {
                while !is_over.load(Ordering::Relaxed) {
                    caller.query().await?;
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                anyhow::Ok(())
            }));
        }
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut calls = Vec::new();
        for _ in 0..CALLS {
            let due = ticks.tick().await;
            let caller = self.clone();
            calls.push(tokio::spawn(async move { caller.call(due).await }));
        }
        let mut times = Vec::new();
        for call in calls {
            times.push(call.await??.as_secs_f64() * 1_000.0);
        }
        is_over.store(true, Ordering::Relaxed);
        for query in queries {
            query.await??;
        }
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
        Ok(Run { median: at(50), p99: at(99), queries: answered.load(Ordering::Relaxed) })
    }

    async fn call(&self, due: Instant) -> Result<Duration> {
        let request = self.http.post(&self.score).bearer_auth(&self.key);
        read(request.header("content-type", "application/json").body(r#"{"data": [[1, 2, 3]]}"#)).await?;
        Ok(due.elapsed())
    }

    async fn query(&self) -> Result<()> {
        let url = format!("{}/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", self.arm);
        let body = json!({"query": QUERY}).to_string();
        let request = self.http.post(url).bearer_auth(&self.token).header("content-type", "application/json");
        let found = read(request.body(body)).await?;
        ensure!(found["count"].as_u64() > Some(0), "the query found nothing: {found}");
        Ok(())
    }
}

async fn read(request: reqwest::RequestBuilder) -> Result<Value> {
    let answer = request.send().await?;
    let (status, text) = (answer.status(), answer.text().await?);
    ensure!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).with_context(|| text)
}

fn text(body: &Value, name: &str) -> Result<String> {
    body[name].as_str().map(str::to_owned).with_context(|| format!("no {name} in {body}"))
}

/// A value of a form, percent-encoded.
fn escape(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}
