//! Declares every command, so that each has a permission and none is open to all windows.
//! `capabilities/` grants them by window.

const COMMANDS: &[&str] = &[
    "describe_app",
    "choose_cloud",
    "choose_account",
    "confirm_destinations",
    "start_sign_in",
    "cancel_sign_in",
    "reopen_sign_in_page",
    "copy_sign_in_link",
    "dismiss_sign_in_failure",
    "allow_session_only",
    "sign_out",
    "list_tenants",
    "enter_tenant",
    "describe_credential",
    "list_credential_sources",
    "request_workspace",
    "locate_requested_workspace",
    "dismiss_requested_workspace",
    "add_cloud",
    "remove_cloud",
    "list_workspaces",
    "describe_workspace",
    "list_services",
    "list_access",
    "show_names",
    "hide_names",
    "describe_service",
    "reveal_key",
    "copy_key",
    "regenerate_key",
    "describe_token",
    "copy_token",
    "copy_text",
    "describe_settings",
    "save_settings",
    "reset_demo_cloud",
    "lock_app",
    "unlock_app",
    "note_activity",
    "describe_session",
    "describe_lock_settings",
    "save_lock_settings",
    "check_secret_store",
    "try_secret_store",
    "purge_secret_store",
];

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).expect("the configuration and the capabilities are valid");
}
