//! Tenants: which ones the account is in, and which one is worked in.

use crate::{
    arguments::TenantsCommand,
    output::{Failure, say, show},
    session::Session,
};

pub(crate) async fn run(session: &Session, command: Option<TenantsCommand>) -> Result<(), Failure> {
    let account_id = session.current_account().await?.id;
    let tenants = session.app.list_tenants(&account_id).await?;
    match command {
        None | Some(TenantsCommand::List) => {
            let rows = tenants.iter().map(|tenant| {
                let mark = if tenant.is_current { "*" } else { "" };
                let home = if tenant.is_home == Some(true) { "home" } else { "" };
                let domain = tenant.domain.clone().unwrap_or_default();
                vec![mark.to_owned(), tenant.name.clone(), domain, home.to_owned(), tenant.id.clone()]
            });
            show(session.options.output, &tenants, &["", "name", "domain", "", "id"], rows)
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
            session.app.enter_tenant(&account_id, &found.id).await?;
            say(&format!("From now on {} is worked in.", found.name));
            Ok(())
        }
    }
}
