//! The tenants of the account, and which of them is used.

use latchkey_words::terminal;

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
                let home = if tenant.is_home == Some(true) { terminal::tenant_home() } else { String::new() };
                let domain = tenant.domain.clone().unwrap_or_default();
                vec![mark.to_owned(), tenant.name.clone(), domain, home, tenant.id.clone()]
            });
            let header = [
                String::new(),
                terminal::column_name(),
                terminal::column_domain(),
                String::new(),
                terminal::column_id(),
            ];
            show(context.options.output, &tenants, &header, rows)
        }
        Some(TenantsCommand::Use { tenant: wanted }) => {
            let is_wanted = |name: &str| name.eq_ignore_ascii_case(&wanted);
            let found = tenants.iter().find(|tenant| {
                is_wanted(&tenant.id)
                    || is_wanted(&tenant.name)
                    || tenant.domain.as_deref().is_some_and(is_wanted)
            });
            let found = found.ok_or_else(|| Failure::plain(terminal::tenant_missing(&wanted)))?;
            context.app.enter_tenant(&account_id, &found.id).await?;
            print_message(&terminal::tenant_used(&found.name));
            Ok(())
        }
    }
}
