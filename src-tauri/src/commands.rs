//! What the window may ask for. Each command takes state, calls one method of the app, returns.

use latchkey_app::{
    CommandError, RevealedKey,
    bridge::{
        AccessList, AppOverview, CallLanguage, CloudDescription, CloudSummary, Copied, CredentialSource,
        CredentialSummary, JobView, KeyRegeneration, KeySlot, Language, ListMark, LockSettings, PurgeReport,
        Refresh, RoundTrip, SavedFile, SecretStoreReport, ServiceChanges, ServiceDetails, ServicePins,
        SessionTimer, SettingsUpdate, SettingsView, Shown, SignInOptions, SignOutReport, Site, TenantSummary,
        TokenLife, WorkspaceDetails, WorkspaceList, WorkspaceLocation,
    },
};
use tauri::{Manager, State, WebviewWindow, Wry, ipc::Invoke};

use crate::{SharedApp, window};

/// What the window receives. `Shown` removes control characters from all texts.
type Result<T> = std::result::Result<Shown<T>, Shown<CommandError>>;
type App<'a> = State<'a, SharedApp>;

/// Every command.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    macro_rules! handler {
        ($($name:ident),* $(,)?) => { tauri::generate_handler![$($name),*] };
    }
    for_each_command!(handler)
}

fn shown<T>(result: std::result::Result<T, CommandError>) -> Result<T> {
    result.map(Shown).map_err(Shown)
}

#[tauri::command]
async fn describe_app(app: App<'_>) -> Result<AppOverview> {
    Ok(Shown(app.describe_app().await))
}

#[tauri::command]
async fn choose_cloud(app: App<'_>, cloud_id: String) -> Result<AppOverview> {
    shown(app.choose_cloud(&cloud_id).await)
}

#[tauri::command]
async fn choose_account(app: App<'_>, account_id: String) -> Result<AppOverview> {
    shown(app.choose_account(&account_id).await)
}

#[tauri::command]
async fn confirm_destinations(
    app: App<'_>,
    account_id: String,
    confirmed_host: Option<String>,
) -> Result<AppOverview> {
    shown(app.confirm_destinations(&account_id, confirmed_host.as_deref()).await)
}

#[tauri::command]
async fn start_sign_in(app: App<'_>, options: SignInOptions) -> Result<()> {
    shown(app.start_sign_in(options).await)
}

#[tauri::command]
fn cancel_sign_in(app: App<'_>) {
    app.cancel_sign_in();
}

#[tauri::command(async)]
fn reopen_sign_in_page(app: App<'_>) -> Result<()> {
    shown(app.reopen_sign_in_page())
}

#[tauri::command]
async fn copy_sign_in_link(app: App<'_>) -> Result<Copied> {
    shown(app.copy_sign_in_link().await)
}

#[tauri::command]
fn dismiss_sign_in_failure(app: App<'_>) {
    app.dismiss_sign_in_failure();
}

#[tauri::command]
async fn allow_session_only(app: App<'_>) -> Result<AppOverview> {
    Ok(Shown(app.allow_session_only().await))
}

#[tauri::command]
async fn sign_out(app: App<'_>, account_id: Option<String>) -> Result<SignOutReport> {
    shown(app.sign_out(account_id).await)
}

#[tauri::command]
async fn list_tenants(app: App<'_>, account_id: String) -> Result<Vec<TenantSummary>> {
    shown(app.list_tenants(&account_id).await)
}

#[tauri::command]
async fn enter_tenant(app: App<'_>, account_id: String, tenant_id: String) -> Result<AppOverview> {
    shown(app.enter_tenant(&account_id, &tenant_id).await)
}

#[tauri::command]
async fn describe_credential(app: App<'_>, account_id: String) -> Result<CredentialSummary> {
    shown(app.describe_credential(&account_id).await)
}

#[tauri::command]
async fn list_credential_sources(app: App<'_>) -> Result<Vec<CredentialSource>> {
    shown(app.list_credential_sources().await)
}

#[tauri::command]
fn request_workspace(app: App<'_>, config: String) -> Result<()> {
    shown(app.request_workspace(&config))
}

#[tauri::command]
async fn locate_requested_workspace(app: App<'_>) -> Result<Option<WorkspaceLocation>> {
    shown(app.locate_requested_workspace().await)
}

#[tauri::command]
fn dismiss_requested_workspace(app: App<'_>) {
    app.dismiss_requested_workspace();
}

#[tauri::command]
async fn add_cloud(app: App<'_>, description: CloudDescription) -> Result<CloudSummary> {
    shown(app.add_cloud(description).await)
}

#[tauri::command]
async fn remove_cloud(app: App<'_>, cloud_id: String) -> Result<SignOutReport> {
    shown(app.remove_cloud(&cloud_id).await)
}

#[tauri::command]
async fn list_workspaces(app: App<'_>) -> Result<WorkspaceList> {
    shown(app.list_workspaces().await)
}

#[tauri::command]
async fn describe_workspace(app: App<'_>, workspace: String) -> Result<WorkspaceDetails> {
    shown(app.describe_workspace(&workspace).await)
}

#[tauri::command]
async fn follow_services(
    app: App<'_>,
    workspace: Option<String>,
    since: Option<ListMark>,
) -> Result<ServiceChanges> {
    shown(app.follow_services(workspace.as_deref(), since).await)
}

#[tauri::command]
async fn refresh_services(app: App<'_>, workspace: Option<String>, refresh: Refresh) -> Result<()> {
    shown(app.refresh_services(workspace.as_deref(), refresh).await)
}

#[tauri::command]
async fn list_pins(app: App<'_>) -> Result<ServicePins> {
    shown(app.list_pins().await)
}

#[tauri::command]
async fn pin_service(app: App<'_>, service: String) -> Result<ServicePins> {
    shown(app.pin_service(&service).await)
}

#[tauri::command]
async fn unpin_service(app: App<'_>, service: String) -> Result<ServicePins> {
    shown(app.unpin_service(&service).await)
}

#[tauri::command]
async fn list_access(app: App<'_>, workspace: String) -> Result<AccessList> {
    shown(app.list_access(&workspace).await)
}

#[tauri::command]
fn show_names(app: App<'_>) -> Result<()> {
    shown(app.show_names())
}

#[tauri::command]
fn hide_names(app: App<'_>) -> Result<()> {
    shown(app.hide_names())
}

#[tauri::command]
async fn describe_service(app: App<'_>, service: String) -> Result<ServiceDetails> {
    shown(app.describe_service(&service).await)
}

#[tauri::command]
async fn reveal_key(
    app: App<'_>,
    service: String,
    slot: KeySlot,
) -> std::result::Result<RevealedKey, Shown<CommandError>> {
    app.reveal_key(&service, slot).await.map_err(Shown)
}

#[tauri::command]
async fn copy_key(app: App<'_>, service: String, slot: KeySlot) -> Result<Copied> {
    shown(app.copy_key(&service, slot).await)
}

#[tauri::command]
async fn copy_call(
    app: App<'_>,
    service: String,
    language: CallLanguage,
    slot: Option<KeySlot>,
) -> Result<Copied> {
    shown(app.copy_call(&service, language, slot).await)
}

#[tauri::command]
async fn copy_command_line(app: App<'_>, service: String) -> Result<Copied> {
    shown(app.copy_command_line(&service).await)
}

#[tauri::command]
async fn open_service_page(app: App<'_>, service: String, site: Site) -> Result<()> {
    shown(app.open_service_page(&service, site).await)
}

#[tauri::command]
async fn open_workspace_page(app: App<'_>, workspace: String, site: Site) -> Result<()> {
    shown(app.open_workspace_page(&workspace, site).await)
}

/// The folder is the system's own for downloads, or this user's.
#[tauri::command]
async fn save_workspace_config(app: App<'_>, window: WebviewWindow, workspace: String) -> Result<SavedFile> {
    let paths = window.path();
    let folder = paths.download_dir().ok().filter(|folder| folder.is_dir());
    shown(app.save_workspace_config(&workspace, folder.or_else(|| paths.home_dir().ok())).await)
}

#[tauri::command]
async fn regenerate_key(
    app: App<'_>,
    service: String,
    slot: KeySlot,
    typed_name: String,
) -> Result<KeyRegeneration> {
    shown(app.regenerate_key(&service, slot, &typed_name).await)
}

#[tauri::command]
async fn describe_token(app: App<'_>, service: String) -> Result<TokenLife> {
    shown(app.describe_token(&service).await)
}

#[tauri::command]
async fn copy_token(app: App<'_>, service: String) -> Result<Copied> {
    shown(app.copy_token(&service).await)
}

#[tauri::command(async)]
fn copy_text(app: App<'_>, text: String) -> Result<Copied> {
    shown(app.copy_text(&text))
}

#[tauri::command]
fn list_jobs(app: App<'_>) -> Shown<Vec<JobView>> {
    Shown(app.list_jobs())
}

#[tauri::command]
fn stop_job(app: App<'_>, id: u32) -> Result<()> {
    shown(app.stop_job(id))
}

#[tauri::command]
fn dismiss_job(app: App<'_>, id: u32) -> Result<()> {
    shown(app.dismiss_job(id))
}

#[tauri::command]
fn describe_settings(app: App<'_>) -> Shown<SettingsView> {
    Shown(app.describe_settings())
}

#[tauri::command(async)]
fn save_settings(app: App<'_>, window: WebviewWindow, update: SettingsUpdate) -> Result<SettingsView> {
    let saved = app.save_settings(update);
    if let Ok(settings) = &saved {
        window::zoom(&window, settings.zoom_percent);
    }
    shown(saved)
}

#[tauri::command(async)]
fn set_language(app: App<'_>, language: Language) -> Result<SettingsView> {
    shown(app.set_language(language))
}

#[tauri::command]
async fn reset_demo_cloud(app: App<'_>) -> Result<AppOverview> {
    shown(app.reset_demo_cloud().await)
}

#[tauri::command]
async fn lock_app(app: App<'_>) -> Result<AppOverview> {
    shown(app.lock_app().await)
}

#[tauri::command]
async fn unlock_app(app: App<'_>) -> Result<AppOverview> {
    shown(app.unlock_app().await)
}

#[tauri::command]
async fn note_activity(app: App<'_>) -> Result<()> {
    app.note_activity().await;
    Ok(Shown(()))
}

#[tauri::command]
async fn describe_session(app: App<'_>) -> Result<SessionTimer> {
    shown(app.describe_session().await)
}

#[tauri::command]
fn describe_lock_settings(app: App<'_>) -> Shown<LockSettings> {
    Shown(app.describe_lock_settings())
}

#[tauri::command(async)]
fn save_lock_settings(app: App<'_>, settings: LockSettings) -> Result<LockSettings> {
    shown(app.save_lock_settings(settings))
}

#[tauri::command]
async fn check_secret_store(app: App<'_>) -> Result<SecretStoreReport> {
    shown(app.check_secret_store().await)
}

#[tauri::command]
async fn try_secret_store(app: App<'_>) -> Result<RoundTrip> {
    shown(app.try_secret_store().await)
}

#[tauri::command]
async fn purge_secret_store(app: App<'_>, typed_word: String) -> Result<PurgeReport> {
    shown(app.purge_secret_store(&typed_word).await)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    /// Writes the names of the commands for TypeScript, beside the types that ts-rs writes.
    #[test]
    fn export_bindings_of_command_names() {
        macro_rules! names {
            ($($name:ident),* $(,)?) => { [$(stringify!($name)),*] };
        }
        let folder = option_env!("TS_RS_EXPORT_DIR").map_or_else(
            || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings"),
            PathBuf::from,
        );
        let mut text = "// Made from the list of commands of the host. Do not edit it.\n\nexport const commandNames = [\n".to_owned();
        for name in for_each_command!(names) {
            text.extend(["  \"", name, "\",\n"]);
        }
        text.push_str("] as const;\n");
        fs::create_dir_all(&folder).expect("the folder of the bindings can be written");
        fs::write(folder.join("commandNames.ts"), text).expect("the folder of the bindings can be written");
    }
}
