//! Recorded answers of real Azure, which are kept outside of the project, and a server that replays them.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use latchkey_testing::soon_blocking;
use serde_json::{Value, json};
use url::Url;

/// Headers that belong to the connection on which an answer was recorded.
const OF_THE_CONNECTION: [&str; 5] =
    ["connection", "content-encoding", "content-length", "date", "transfer-encoding"];

/// An exchange with real Azure.
#[derive(Debug, Clone)]
pub struct Recording {
    /// `folder/file.json`.
    pub file: String,
    pub method: String,
    /// The address that was asked.
    pub url: Url,
    pub status: u16,
    /// Headers of the answer, without those of the connection.
    pub headers: Vec<(String, String)>,
    /// The answer if it is JSON, else null.
    pub body: Value,
    /// The answer as it is sent.
    pub text: String,
}

impl Recording {
    /// Every recording of the folder, by name.
    pub fn read_all(data: &Path) -> Result<Vec<Self>> {
        let mut recordings = Vec::new();
        for folder in std::fs::read_dir(data.join("recordings"))? {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(&folder)? {
                let file = file?.path();
                recordings.push(Self::read(&file).with_context(|| file.display().to_string())?);
            }
        }
        recordings.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(recordings)
    }

    fn read(path: &Path) -> Result<Self> {
        let content: Value = serde_json::from_slice(&std::fs::read(path)?)?;
        let (request, response) = (&content["request"], &content["response"]);
        let name_of = |path: Option<&Path>| Some(path?.file_name()?.to_string_lossy().into_owned());
        let folder = name_of(path.parent()).context("a folder")?;
        let body = response.get("body").cloned();
        let text = match &body {
            Some(body) => body.to_string(),
            None => response["body_text"].as_str().unwrap_or_default().to_owned(),
        };
        let headers = response["headers"].as_object().into_iter().flatten();
        Ok(Self {
            file: format!("{folder}/{}", name_of(Some(path)).context("a name")?),
            method: request["method"].as_str().context("a method")?.to_ascii_uppercase(),
            url: Url::parse(request["url"].as_str().context("an address")?)?,
            status: u16::try_from(response["status"].as_u64().context("a status")?)?,
            headers: headers
                .filter(|(name, _)| !OF_THE_CONNECTION.contains(&name.to_ascii_lowercase().as_str()))
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            body: body.unwrap_or_default(),
            text,
        })
    }

    /// A header of the answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The rows of a list; of a single thing, that one.
    pub fn rows(&self) -> Vec<Value> {
        match self.body.get("value") {
            Some(Value::Array(rows)) => rows.clone(),
            _ => vec![self.body.clone()],
        }
    }
}

/// A server that replays the recordings.
pub struct Replay {
    child: Child,
    client: reqwest::Client,
    pub base: Url,
}

impl Replay {
    /// Starts it on a free port.
    #[expect(clippy::disallowed_methods, reason = "this drives the replay server, it is not the program")]
    pub fn start(folder: &Path) -> Result<Self> {
        let mut child = Command::new("python3")
            .arg(folder.join("replay.py"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("python3 could not be started")?;
        let output = child.stdout.take().context("a pipe")?;
        let line = soon_blocking("the replay server", move || {
            let mut line = String::new();
            BufReader::new(output).read_line(&mut line).map(|_| line)
        })?;
        let ready: Value = serde_json::from_str(&line).context("the replay server did not start")?;
        let base = ready["base"].as_str().context("an address")?;
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self { child, client, base: Url::parse(base)? })
    }

    /// Answers requests whose path and query match the regular expression with these recordings, one after
    /// the other, the last one for ever.
    pub async fn force(&self, path: &str, files: &[&str]) -> Result<()> {
        let rule = json!({"file": files, "path": path, "times": null});
        self.control("force", &rule).await
    }

    /// Method and path of each request since the last reset, with the recording that answered it.
    pub async fn requests(&self) -> Result<Vec<Value>> {
        let response = self.client.get(self.base.join("/__replay/log")?).send().await?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }

    /// Forgets what was forced, and the requests.
    pub async fn reset(&self) -> Result<()> {
        self.control("reset", &json!({})).await
    }

    async fn control(&self, what: &str, body: &Value) -> Result<()> {
        let url = self.base.join(&format!("/__replay/{what}"))?;
        let response = self.client.post(url).body(body.to_string()).send().await?;
        ensure!(response.status().is_success(), "{what}: {}", response.text().await?);
        Ok(())
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        // A server that has already ended is no failure here.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
