//! The tenants of the account, and which of them is used.

use crate::{
    arguments::TenantsCommand,
    command_context::CommandContext,
    output::{Failure, print_message, show},
};

pub(crate) async fn run(context: &CommandContext, command: Option<TenantsCommand>) -> Result<(), Failure> {
    let account_id = context.current_account().await?.id;
    let tenants = context.app.list_tenants(&account_id).await?;
    match command {
        None | Some(TenantsCommand::List) => {
            let rows = tenants.iter().map(|tenant| {
                let mark = if tenant.is_current { "*" } else { "" };
                let home = if tenant.is_home == Some(true) { "home" } else { "" };
                let domain = tenant.domain.clone().unwrap_or_default();
                vec![mark.to_owned(), tenant.name.clone(), domain, home.to_owned(), tenant.id.clone()]
            });
            show(context.options.output, &tenants, &["", "name", "domain", "", "id"], rows)
        }
        Some(TenantsCommand::Use { tenant: wanted }) => {
            let is_wanted = |name: &str| name.eq_ignore_ascii_case(&wanted);
            let found = tenants.iter().find(|tenant| {
                is_wanted(&tenant.id)
                    || is_wanted(&tenant.name)
                    || tenant.domain.as_deref().is_some_and(is_wanted)
            });
            let found = found
                .ok_or_else(|| Failure::plain(format!("This account is in no tenant named {wanted}.")))?;
            context.app.enter_tenant(&account_id, &found.id).await?;
            print_message(&format!("From now on {} is worked in.", found.name));
            Ok(())
        }
    }
}
