//! The command line. Nothing secret can be said on it: other programs of the machine can read it.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use latchkey_words::help;

#[derive(Debug, Parser)]
#[command(name = "latchkey", version, propagate_version = true, about = help::about())]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: GlobalOptions,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct GlobalOptions {
    #[arg(long, global = true, value_name = "FILE|ID", help = help::cloud())]
    pub(crate) cloud: Option<String>,
    #[arg(long, global = true, value_name = "ACCOUNT", help = help::account())]
    pub(crate) account: Option<String>,
    #[arg(long, global = true, value_enum, default_value_t = OutputFormat::Table, help = help::output())]
    pub(crate) output: OutputFormat,
    #[arg(long, global = true, help = help::no_interaction())]
    pub(crate) no_interaction: bool,
    #[arg(long, global = true, value_name = "FOLDER", help = help::profile())]
    pub(crate) profile: Option<PathBuf>,
    #[arg(long, global = true, help = help::session_only())]
    pub(crate) session_only: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    #[value(help = help::output_table())]
    Table,
    #[value(help = help::output_json())]
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = help::login())]
    Login(Login),
    #[command(about = help::accounts())]
    Accounts {
        #[command(subcommand)]
        command: Option<AccountsCommand>,
    },
    #[command(about = help::tenants())]
    Tenants {
        #[command(subcommand)]
        command: Option<TenantsCommand>,
    },
    #[command(about = help::find())]
    Find {
        #[arg(default_value = ".", help = help::find_path())]
        path: PathBuf,
    },
    #[command(about = help::logout())]
    Logout {
        #[arg(long, conflicts_with = "account", help = help::logout_all())]
        all: bool,
    },
    #[command(about = help::workspaces())]
    Workspaces,
    #[command(about = help::services())]
    Services {
        #[arg(help = help::services_workspace())]
        workspace: Option<String>,
    },
    #[command(about = help::access())]
    Access {
        #[arg(help = help::access_workspace())]
        workspace: String,
        #[arg(long, help = help::access_names())]
        names: bool,
    },
    #[command(about = help::keys())]
    Keys(Keys),
    #[command(about = help::token())]
    Token(Token),
    #[command(about = help::whoami())]
    Whoami,
    #[command(about = help::doctor())]
    Doctor,
    #[command(about = help::purge())]
    Purge {
        #[arg(long, value_name = "WORD", help = help::purge_confirm())]
        confirm: Option<String>,
    },
    #[command(subcommand, about = help::clouds())]
    Cloud(CloudCommand),
    #[command(about = help::completions())]
    Completions {
        #[arg(help = help::completions_shell())]
        shell: Shell,
    },
    #[command(about = help::man())]
    Man,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountsCommand {
    #[command(about = help::accounts_list())]
    List,
    #[command(about = help::accounts_use())]
    Use {
        #[arg(help = help::account_name())]
        account: String,
    },
    #[command(about = help::accounts_confirm())]
    Confirm {
        #[arg(help = help::account_name_optional())]
        account: Option<String>,
        #[arg(long, value_name = "HOST", help = help::accounts_confirm_host())]
        host: Option<String>,
    },
    #[command(about = help::accounts_credential())]
    Credential {
        #[arg(help = help::account_name_optional())]
        account: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum TenantsCommand {
    #[command(about = help::tenants_list())]
    List,
    #[command(about = help::tenants_use())]
    Use {
        #[arg(help = help::tenants_use_tenant())]
        tenant: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Login {
    #[arg(long = "with", value_enum, default_value_t = LoginMethod::Browser, help = help::login_method())]
    pub(crate) method: LoginMethod,
    #[arg(long, help = help::login_tenant())]
    pub(crate) tenant: Option<String>,
    #[arg(long, help = help::login_client_id())]
    pub(crate) client_id: Option<String>,
    #[arg(long, value_name = "HOST", help = help::login_confirm_host())]
    pub(crate) confirm_host: Option<String>,
    #[arg(long = "login-hint", help = help::login_hint())]
    pub(crate) hint: Option<String>,
    #[arg(long, value_name = "FILE", help = help::login_file())]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = help::login_password_file())]
    pub(crate) password_file: Option<PathBuf>,
    #[arg(long, value_name = "CLIENT_ID", help = help::login_identity())]
    pub(crate) identity: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LoginMethod {
    #[value(help = help::login_browser())]
    Browser,
    #[value(help = help::login_device_code())]
    DeviceCode,
    #[value(help = help::login_secret())]
    Secret,
    #[value(help = help::login_certificate())]
    Certificate,
    #[value(help = help::login_sdk_auth())]
    SdkAuth,
    #[value(help = help::login_azure_variables())]
    AzureVariables,
    #[value(help = help::login_aml_variables())]
    AmlVariables,
    #[value(help = help::login_azure_cli())]
    AzureCli,
    #[value(help = help::login_managed_identity())]
    ManagedIdentity,
}

#[derive(Debug, Args)]
pub(crate) struct Keys {
    #[arg(help = help::service())]
    pub(crate) service: String,
    #[arg(long, help = help::service_workspace())]
    pub(crate) workspace: Option<String>,
    #[arg(long, value_enum, default_value_t = Slot::Primary, help = help::keys_slot())]
    pub(crate) slot: Slot,
    #[arg(long, value_name = "SERVICE", help = help::keys_regenerate())]
    pub(crate) regenerate: Option<String>,
}

/// One of a service's two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Slot {
    #[value(help = help::keys_primary())]
    Primary,
    #[value(help = help::keys_secondary())]
    Secondary,
}

#[derive(Debug, Args)]
pub(crate) struct Token {
    #[arg(long, value_name = "SERVICE", conflicts_with = "audience", help = help::token_endpoint())]
    pub(crate) endpoint: Option<String>,
    #[arg(long, requires = "endpoint", help = help::service_workspace())]
    pub(crate) workspace: Option<String>,
    #[arg(long, value_enum, default_value_t = TokenAudience::Arm, help = help::token_audience())]
    pub(crate) audience: TokenAudience,
    #[arg(long, value_parser = parse_duration, default_value = "5m", help = help::token_min_life())]
    pub(crate) min_life: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TokenAudience {
    #[value(help = help::token_arm())]
    Arm,
    #[value(help = help::token_ml())]
    Ml,
    #[value(help = help::token_graph())]
    Graph,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CloudCommand {
    #[command(about = help::clouds_add())]
    Add {
        #[arg(help = help::clouds_add_source())]
        source: String,
        #[arg(long, value_name = "FILE", help = help::clouds_add_ca_file())]
        ca_file: Option<PathBuf>,
    },
    #[command(about = help::clouds_remove())]
    Remove {
        #[arg(help = help::cloud_id())]
        id: String,
    },
    #[command(about = help::clouds_list())]
    List,
    #[command(about = help::clouds_use())]
    Use {
        #[arg(help = help::cloud_id())]
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
        _ => return Err(help::token_min_life_unit()),
    };
    let seconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
    let seconds = seconds.filter(|seconds| *seconds <= 86_400);
    seconds.map(Duration::from_secs).ok_or_else(help::token_min_life_long)
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
