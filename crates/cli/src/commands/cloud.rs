//! Lists, adds, removes and selects clouds.

use std::path::Path;

use latchkey_app::bridge::CloudDescription;

use super::doctor::counted;
use crate::{
    arguments::CloudCommand,
    command_context::CommandContext,
    output::{Failure, print_message, show},
    terminal::read_text,
};

pub(crate) async fn run(context: &CommandContext, command: CloudCommand) -> Result<(), Failure> {
    match command {
        CloudCommand::Add { source, ca_file } => {
            let cloud = if source.contains("://") {
                let certificates =
                    ca_file.map(|file| read_text(&file)).transpose()?.map(|text| text.to_string());
                let description = CloudDescription::ResourceManager { address: source, certificates };
                context.app.add_cloud(description).await?
            } else {
                if ca_file.is_some() {
                    return Err(Failure::plain(
                        "--ca-file goes with an address; a file names its own.".to_owned(),
                    ));
                }
                context.app.add_cloud_from(Path::new(&source))?
            };
            print_message(&format!(
                "Added {} as {}. People sign in at {}; tokens go to {}.",
                cloud.display_name,
                cloud.id,
                cloud.authority_host,
                cloud.token_hosts.join(", ")
            ));
            Ok(())
        }
        CloudCommand::Remove { id } => {
            let report = context.app.remove_cloud(&id).await?;
            if report.remaining_items > 0 {
                let left = counted(report.remaining_items, "item");
                return Err(Failure::plain(format!(
                    "{id} is removed, but the store still lists {left} of it."
                )));
            }
            let signed_out = counted(u32::try_from(report.user_names.len()).unwrap_or(u32::MAX), "account");
            print_message(&format!("Removed {id}, and signed out {signed_out}."));
            Ok(())
        }
        CloudCommand::List => {
            let clouds = context.app.list_clouds();
            let current = context.app.describe_app().await.cloud.map(|cloud| cloud.id);
            let rows = clouds.iter().map(|cloud| {
                let mark = if Some(&cloud.id) == current.as_ref() { "*" } else { "" };
                let (id, name) = (cloud.id.clone(), cloud.display_name.clone());
                vec![mark.to_owned(), id, name, cloud.authority_host.clone(), cloud.token_hosts.join(", ")]
            });
            let header = ["", "id", "name", "signs in at", "tokens go to"];
            show(context.options.output, &clouds, &header, rows)
        }
        CloudCommand::Use { id } => {
            context.app.choose_cloud(&id).await?;
            print_message(&format!("From now on {id} is worked with."));
            Ok(())
        }
    }
}
