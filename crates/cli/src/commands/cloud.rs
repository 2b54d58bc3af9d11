//! Lists, adds, removes and selects clouds.

use std::path::Path;

use latchkey_app::bridge::CloudDescription;
use latchkey_words::{format, terminal};

use crate::{
    arguments::CloudCommand,
    command_context::CommandContext,
    console::read_text,
    output::{Failure, print_message, show},
};

pub(crate) async fn run(context: &CommandContext, command: CloudCommand) -> Result<(), Failure> {
    match command {
        CloudCommand::Add { source, ca_file } => {
            let cloud = if source.contains("://") {
                let certificates =
                    ca_file.map(|file| read_text(&file)).transpose()?.map(|text| text.to_string());
                let description =
                    CloudDescription::ResourceManager { address: source, certificates, name: None };
                context.app.add_cloud(description).await?
            } else {
                if ca_file.is_some() {
                    return Err(Failure::plain(terminal::cloud_ca_file()));
                }
                context.app.add_cloud_from(Path::new(&source))?
            };
            let hosts = format::list(&cloud.token_hosts);
            print_message(&terminal::cloud_added(cloud.display_name, cloud.id, cloud.authority_host, hosts));
            Ok(())
        }
        CloudCommand::Remove { id } => {
            let report = context.app.remove_cloud(&id).await?;
            if report.remaining_items > 0 {
                let unproven = terminal::cloud_removed_unproven(id, report.remaining_items);
                return Err(Failure::plain(unproven));
            }
            print_message(&terminal::cloud_removed(id, report.user_names.len()));
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
            let header = [
                String::new(),
                terminal::column_id(),
                terminal::column_name(),
                terminal::column_authority(),
                terminal::column_token_hosts(),
            ];
            show(context.options.output, &clouds, &header, rows)
        }
        CloudCommand::Use { id } => {
            context.app.choose_cloud(&id).await?;
            print_message(&terminal::cloud_used(id));
            Ok(())
        }
    }
}
