//! The command line. Nothing secret can be said on it: other programs of the machine can read it.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Workspaces, access, keys and fresh tokens of Azure Machine Learning.
#[derive(Debug, Parser)]
#[command(name = "latchkey", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: GlobalOptions,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct GlobalOptions {
    /// Work with the cloud that this file describes, or that is known by this id; it is not remembered.
    #[arg(long, global = true, value_name = "FILE|ID")]
    pub(crate) cloud: Option<String>,
    /// Work as this account, this once: its name or id. Without it, as the one of `accounts use`, or else the one
    /// that signed in last.
    #[arg(long, global = true, value_name = "ACCOUNT")]
    pub(crate) account: Option<String>,
    /// How answers are printed.
    #[arg(long, global = true, value_enum, default_value_t = OutputFormat::Table)]
    pub(crate) output: OutputFormat,
    /// Never open or ask anything; end with code 3 where somebody would have to.
    #[arg(long, global = true)]
    pub(crate) no_interaction: bool,
    /// Keep settings and sealed sessions in this folder instead of the window's.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) profile: Option<PathBuf>,
    /// Keep and read no secret on the disk: where a system has no store for secrets.
    #[arg(long, global = true)]
    pub(crate) session_only: bool,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Sign in.
    Login(Login),
    /// The accounts that are signed in, or which of them to work with.
    Accounts {
        #[command(subcommand)]
        command: Option<AccountsCommand>,
    },
    /// The tenants that the account is in, and which one is worked in.
    Tenants {
        /// What to do; they are listed without it.
        #[command(subcommand)]
        command: Option<TenantsCommand>,
    },
    /// Which workspace a config.json means, and whether it can be worked with.
    Find {
        /// The file, or a folder: from there it is looked for as the v1 SDK does.
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// Sign out the current account, or the one of --account.
    Logout {
        /// Sign out everybody of the cloud.
        #[arg(long, conflicts_with = "account")]
        all: bool,
    },
    /// Every workspace that the account can see.
    Workspaces,
    /// The services of a workspace, or of all.
    Services {
        /// Its name, or `GROUP/NAME`.
        workspace: Option<String>,
    },
    /// Who has which role on a workspace.
    Access {
        /// Its name, or `GROUP/NAME`.
        workspace: String,
        /// Look the names of people, groups and applications up in Microsoft Graph, this once.
        #[arg(long)]
        names: bool,
    },
    /// A key of a service.
    Keys(Keys),
    /// A token: of the account, or of a service.
    Token(Token),
    /// Who is signed in, and where.
    Whoami,
    /// Where tokens could come from on this machine, what is kept and how, and whether the clock is right.
    Doctor,
    /// Remove everything that is kept on this machine: every account of every cloud, also what cannot be opened any
    /// more.
    Purge {
        /// Type the word `purge` as proof that it is meant; it is asked for without it.
        #[arg(long, value_name = "WORD")]
        confirm: Option<String>,
    },
    /// Clouds beside Microsoft's.
    #[command(subcommand)]
    Cloud(CloudCommand),
    /// Print the completions of a shell.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Print the manual page (troff).
    Man,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountsCommand {
    /// Everybody who is signed in; the one that is worked with has a star.
    List,
    /// Work as this account from now on, in the window too.
    Use {
        /// Its name or id.
        account: String,
    },
    /// Go on with a session that an earlier version kept, after a look at where its tokens go.
    Confirm {
        /// Its name or id; the one that is worked with unless told otherwise.
        account: Option<String>,
        /// The host of Azure Resource Manager, as proof of that look; it is asked for without it.
        #[arg(long, value_name = "HOST")]
        host: Option<String>,
    },
    /// When the secret or certificate of an application ends.
    Credential {
        /// Its name or id; the one that is worked with unless told otherwise.
        account: Option<String>,
    },
}

/// What to do with tenants.
#[derive(Debug, Subcommand)]
pub(crate) enum TenantsCommand {
    /// Every tenant that the account is in; the one that is worked in has a star.
    List,
    /// Work in this tenant from now on, in the window too. No browser opens.
    Use {
        /// Its name, domain or id.
        tenant: String,
    },
}

/// How to sign in.
#[derive(Debug, Args)]
pub(crate) struct Login {
    /// The method.
    #[arg(long = "with", value_enum, default_value_t = LoginMethod::Browser)]
    pub(crate) method: LoginMethod,
    /// Tenant: GUID or domain.
    #[arg(long)]
    pub(crate) tenant: Option<String>,
    /// Application (client) id: of an own registration, or of the service principal.
    #[arg(long)]
    pub(crate) client_id: Option<String>,
    /// The host of Azure Resource Manager, as proof of a look at where tokens go. Some clouds want it; it is asked for
    /// without it.
    #[arg(long, value_name = "HOST")]
    pub(crate) confirm_host: Option<String>,
    /// User name to fill in on the sign-in page.
    #[arg(long = "login-hint")]
    pub(crate) hint: Option<String>,
    /// File with the secret, the certificate or the JSON; `-` is the standard input. A secret is asked for
    /// without it.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// File with the password of the certificate's file.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Which of this machine's identities: a client id.
    #[arg(long, value_name = "CLIENT ID")]
    pub(crate) identity: Option<String>,
}

/// A method of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LoginMethod {
    /// In the system's browser.
    Browser,
    /// With a code that is typed in any browser.
    DeviceCode,
    /// As an application with its secret.
    Secret,
    /// As an application with its certificate (PEM or PFX).
    Certificate,
    /// As the application of a file that `az ad sp create-for-rbac` printed.
    SdkAuth,
    /// As the application of `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and a secret or certificate.
    AzureVariables,
    /// As the application of `AML_TENANT_ID`, `AML_PRINCIPAL_ID` and `AML_PRINCIPAL_PASS`.
    AmlVariables,
    /// As whoever the Azure CLI is signed in as.
    AzureCli,
    /// As this machine.
    ManagedIdentity,
}

/// Which key.
#[derive(Debug, Args)]
pub(crate) struct Keys {
    /// Name of the service.
    pub(crate) service: String,
    /// Its workspace (`NAME` or `GROUP/NAME`), where several have a service of this name.
    #[arg(long)]
    pub(crate) workspace: Option<String>,
    /// Which of the two.
    #[arg(long, value_enum, default_value_t = Slot::Primary)]
    pub(crate) slot: Slot,
    /// Make a new key first. Callers that use the old one lose access at once; the service's name has to be
    /// given once more as proof that it is meant.
    #[arg(long, value_name = "SERVICE")]
    pub(crate) regenerate: Option<String>,
}

/// One of a service's two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Slot {
    /// The first.
    Primary,
    /// The second.
    Secondary,
}

/// Which token.
#[derive(Debug, Args)]
pub(crate) struct Token {
    /// Name of a service: a token to call it with.
    #[arg(long, value_name = "SERVICE", conflicts_with = "audience")]
    pub(crate) endpoint: Option<String>,
    /// Its workspace (`NAME` or `GROUP/NAME`), where several have a service of this name.
    #[arg(long, requires = "endpoint")]
    pub(crate) workspace: Option<String>,
    /// What the account's token is for.
    #[arg(long, value_enum, default_value_t = TokenAudience::Arm)]
    pub(crate) audience: TokenAudience,
    /// Life that the token has at least: `90s`, `10m`, `1h`.
    #[arg(long, value_parser = parse_duration, default_value = "5m")]
    pub(crate) min_life: Duration,
}

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TokenAudience {
    /// Azure Resource Manager.
    Arm,
    /// Azure Machine Learning's data plane.
    Ml,
    /// Microsoft Graph.
    Graph,
}

/// What to do with clouds.
#[derive(Debug, Subcommand)]
pub(crate) enum CloudCommand {
    /// Add the cloud that a file describes, or that an address of Azure Resource Manager tells of.
    Add {
        /// The file, or an https address such as <https://management.stack.example>.
        source: String,
        /// Certificates (PEM) that the cloud at an address is believed by, beside the system's own.
        #[arg(long, value_name = "FILE")]
        ca_file: Option<PathBuf>,
    },
    /// Forget a cloud that was added, and sign everybody out of it.
    Remove {
        /// Its id.
        id: String,
    },
    /// Every cloud that is known.
    List,
    /// Work with a cloud from now on, in the window too.
    Use {
        /// Its id.
        id: String,
    },
}

/// A number with a unit, at most a day.
fn parse_duration(text: &str) -> Result<Duration, String> {
    let split = text.find(|next: char| !next.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return Err("a number with s, m or h, such as 10m".to_owned()),
    };
    let seconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
    let seconds = seconds.filter(|seconds| *seconds <= 86_400);
    seconds.map(Duration::from_secs).ok_or_else(|| "at most a day, such as 10m".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn durations_have_units() {
        let check = |text: &str, expected: Option<u64>| {
            assert_eq!(parse_duration(text).ok().map(|duration| duration.as_secs()), expected, "{text}");
        };
        check("90s", Some(90));
        check("10m", Some(600));
        check("1h", Some(3600));
        for wrong in ["", "10", "m", "-1m", "1.5h", "25h", "99999999999999999999h"] {
            check(wrong, None);
        }
    }
}
