//! Switches off each rule about where tokens go, one at a time, in a copy of the sources: the stories of `token_places` have to
//! fail then. A rule that can be switched off unnoticed is not tested.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    build::{root, target_folder},
    shell::{Step, say},
};

/// Which rule is switched off; it is read by the copy alone.
const VARIABLE: &str = "LATCHKEY_RULE_OFF";
/// Cases of each story.
const CASES: &str = "2000";

/// A rule, and each place where it is kept: the file, the text that keeps it, and what stands there instead. `OFF` becomes
/// the question whether the rule is switched off.
struct Rule {
    name: &'static str,
    places: &'static [(&'static str, &'static str, &'static str)],
}

const RULES: [Rule; 10] = [
    Rule {
        name: "Microsoft's hosts belong to the built-in clouds",
        places: &[(
            "crates/types/src/cloud/rules.rs",
            "                self.check_microsofts_hosts()?;\n",
            "                if !OFF { self.check_microsofts_hosts()?; }\n",
        )],
    },
    Rule {
        name: "a resource is the origin that its tokens are sent to",
        places: &[(
            "crates/types/src/cloud/rules.rs",
            "                self.check_resources()\n",
            "                if OFF { Ok(()) } else { self.check_resources() }\n",
        )],
    },
    Rule {
        name: "a managed identity is Microsoft's, or of the cloud's own endpoint",
        places: &[
            (
                "crates/types/src/cloud/rules.rs",
                "            && (is_identity_endpoint(imds) || names_user(imds))\n",
                "            && ((!OFF && is_identity_endpoint(imds)) || names_user(imds))\n",
            ),
            (
                "crates/identity/src/flows/managed_identity/host.rs",
                "        let is_for_cloud = |url: &Url| cloud.is_built_in() || is_own(url);\n",
                "        let is_for_cloud = |url: &Url| cloud.is_built_in() || is_own(url) || OFF;\n",
            ),
            (
                "crates/identity/src/flows/managed_identity/host.rs",
                "cloud.is_built_in() || cloud.own_emulator.is_some();\n",
                "cloud.is_built_in() || cloud.own_emulator.is_some() || OFF;\n",
            ),
        ],
    },
    Rule {
        name: "the Azure CLI's session is of the cloud at its addresses",
        places: &[
            (
                "crates/identity/src/flows/azure_cli/output.rs",
                "            (None, None) => false,\n",
                "            (None, None) => OFF,\n",
            ),
            (
                "crates/identity/src/flows/azure_cli/output.rs",
                "                cloud.reach == Reach::Internet\n",
                "                OFF || cloud.reach == Reach::Internet\n",
            ),
        ],
    },
    Rule {
        name: "a session goes with the cloud as it was shown",
        places: &[(
            "crates/identity/src/accounts.rs",
            "        BindingState::Changed(changes) => Err(TokenError::OtherDestinations(changes)),\n",
            "        BindingState::Changed(changes) => if OFF { Ok(()) } else { Err(TokenError::OtherDestinations(changes)) },\n",
        )],
    },
    Rule {
        name: "somebody looks before signing in to a cloud that needs it",
        places: &[(
            "crates/app/src/accounts.rs",
            "    let host = host_with_port(&cloud.arm);\n",
            "    let host = host_with_port(&cloud.arm);\n    if OFF { return Ok(()); }\n",
        )],
    },
    Rule {
        name: "another provider does not lead to Microsoft",
        places: &[(
            "crates/identity/src/discovery/open_id.rs",
            "        && !is_microsofts(url)\n",
            "        && (OFF || !is_microsofts(url))\n",
        )],
    },
    Rule {
        name: "a request leaves for a place of its token",
        places: &[
            (
                "crates/azure/src/azure.rs",
                "        if self.cloud.destinations_of(audience).allows(url) {\n",
                "        if OFF || self.cloud.destinations_of(audience).allows(url) {\n",
            ),
            (
                "crates/http/src/request.rs",
                "            Some(places) if !places.allows(&self.url) =>",
                "            Some(places) if !OFF && !places.allows(&self.url) =>",
            ),
        ],
    },
    Rule {
        name: "what a token says of itself narrows where it goes",
        places: &[(
            "crates/types/src/cloud.rs",
            "self.reach != Reach::Loopback && self.open_id().is_none();\n",
            "!OFF && self.reach != Reach::Loopback && self.open_id().is_none();\n",
        )],
    },
    Rule {
        name: "a token is handed out for a place of the cloud",
        places: &[(
            "crates/app/src/tokens.rs",
            "    let Some(address) = &known.service.scoring_uri else { return Ok(()) };\n",
            "    let Some(address) = known.service.scoring_uri.as_ref().filter(|_| !OFF) else { return Ok(()) };\n",
        )],
    },
];

/// Builds the copy once, and plays the stories for each rule.
pub(crate) fn check() -> Result<()> {
    let copy = copied()?;
    for rule in &RULES {
        for (file, from, to) in rule.places {
            let path = copy.join(file);
            let text = fs::read_to_string(&path)?;
            ensure!(text.matches(from).count() == 1, "{file} does not hold once: {from}");
            let question = format!("(std::env::var({VARIABLE:?}).as_deref() == Ok({:?}))", rule.name);
            fs::write(&path, text.replace(from, &to.replace("OFF", &question)))?;
        }
    }
    let test = ["--workspace", "--test", "app", "token_places"];
    let stories = || {
        let step = Step::cargo("test", &test).folder(copy.clone()).env("CARGO_TARGET_DIR", target_folder());
        step.env("LATCHKEY_TOKEN_CASES", CASES)
    };
    say("with every rule");
    stories().run().context("the stories have to pass while every rule is kept")?;
    let mut unnoticed = 0;
    for rule in &RULES {
        let told = stories().env(VARIABLE, rule.name).output()?;
        let is_noticed = told.contains(" reached ") || told.contains("a file was accepted with");
        say(&format!("{}  {}", if is_noticed { "noticed  " } else { "UNNOTICED" }, rule.name));
        unnoticed += u32::from(!is_noticed);
    }
    if unnoticed > 0 {
        bail!("{unnoticed} of {} rules can be switched off without a story that fails", RULES.len());
    }
    Ok(())
}

/// A copy of what git knows, as it is now.
fn copied() -> Result<PathBuf> {
    let copy = target_folder().join("rules");
    if copy.exists() {
        fs::remove_dir_all(&copy).context("the earlier copy is in the way")?;
    }
    let listed =
        Step::new("git").args(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output()?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (root().join(name), copy.join(name));
        fs::create_dir_all(to.parent().unwrap_or(Path::new(".")))?;
        if from.exists() {
            fs::copy(&from, &to).with_context(|| format!("{name} could not be copied"))?;
        }
    }
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_where_the_list_says() {
        for (file, from, _) in RULES.iter().flat_map(|rule| rule.places) {
            let text = fs::read_to_string(root().join(file)).unwrap();
            assert_eq!(text.matches(from).count(), 1, "{file} does not hold once: {from}");
        }
    }
}
