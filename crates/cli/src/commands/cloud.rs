//! Clouds: those of Microsoft and those that were added.

use crate::{
    arguments::CloudCommand,
    output::{Failure, say, show},
    session::Session,
};

pub(crate) async fn run(session: &Session, command: CloudCommand) -> Result<(), Failure> {
    match command {
        CloudCommand::Add { file } => {
            let cloud = session.app.add_cloud(&file)?;
            say(&format!("Added {} as {}.", cloud.display_name, cloud.id));
            Ok(())
        }
        CloudCommand::List => {
            let clouds = session.app.list_clouds();
            let current = session.app.describe_app().await.cloud.map(|cloud| cloud.id);
            let rows = clouds.iter().map(|cloud| {
                let mark = if Some(&cloud.id) == current.as_ref() { "*" } else { "" };
                let (id, name) = (cloud.id.clone(), cloud.display_name.clone());
                vec![mark.to_owned(), id, name, cloud.authority_host.clone()]
            });
            show(session.common.output, &clouds, &["", "id", "name", "signs in at"], rows)
        }
        CloudCommand::Use { id } => {
            session.app.choose_cloud(&id).await?;
            say(&format!("From now on {id} is worked with."));
            Ok(())
        }
    }
}
