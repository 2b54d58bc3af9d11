//! Every text of the demo cloud's own pages. The titles are those of Microsoft's pages. Values are escaped already.

pub(super) const BANNER: &str = "Demo cloud: nothing here is real";
pub(super) const PRODUCT: &str = "Demo cloud";

pub(super) const ACCEPT: &str = "Accept";
pub(super) const BACK: &str = "Back";
pub(super) const BACK_TO_APP: &str = "Back to the app";
pub(super) const CANCEL: &str = "Cancel";
pub(super) const CONTINUE: &str = "Continue";
pub(super) const NEXT: &str = "Next";
pub(super) const VERIFY: &str = "Verify";

pub(super) const CLOSE_TAB: &str = "You can close this tab.";

pub(super) const FAILED: &str = "The sign-in failed";
pub(super) const FAILED_TEXT: &str = "Close this tab and go back to the app.";

pub(super) const FINISHED: &str = "Almost done";
pub(super) const NOT_FINISHED: &str = "The sign-in did not finish";
pub(super) fn finished(app: &str, company: &str) -> String {
    format!("You are signed in with {company}. Go back to <b>{app}</b> to finish.")
}
pub(super) fn not_finished(app: &str) -> String {
    format!("Go back to <b>{app}</b> to see the reason.")
}

pub(super) const SIGNED_OUT: &str = "You are signed out";

pub(super) const SIGN_IN: &str = "Sign in";
pub(super) const USER_NAME: &str = "Or type a user name";
pub(super) const PASSWORD: &str = "Password";
pub(super) fn to_continue(app: &str) -> String {
    format!("to continue to <b>{app}</b>")
}
pub(super) fn pick_person(company: &str) -> String {
    format!("Pick a person from {company}")
}

pub(super) const PICK_ACCOUNT: &str = "Pick an account";
pub(super) const OTHER_ACCOUNT: &str = "Use another account";
pub(super) const SIGNED_IN_ALREADY: &str = "Signed in";

pub(super) fn continue_as(name: &str) -> String {
    format!("Continue as {name}")
}

pub(super) const ENTER_PASSWORD: &str = "Enter password";
pub(super) fn for_user(user_name: &str) -> String {
    format!("for <b>{user_name}</b>")
}
pub(super) fn shown_password(password: &str) -> String {
    format!("The password of this account is {password}")
}

pub(super) const SECOND_FACTOR: &str = "Verify your identity";
pub(super) const FIRST_SECOND_FACTOR: &str = "More information required";
pub(super) const CODE: &str = "Code";
pub(super) fn enter_digits(user_name: &str) -> String {
    format!("Enter the code of your authenticator app for <b>{user_name}</b>.")
}
pub(super) fn set_up(user_name: &str) -> String {
    format!("Your organization requires a second factor. Set it up for <b>{user_name}</b>.")
}
pub(super) fn shown_code(code: &str) -> String {
    format!("The demo cloud has no authenticator app. The code is {code}")
}

pub(super) const PERMISSIONS: &str = "Permissions requested";
pub(super) const FOR_ALL: &str = "Consent on behalf of your organization";
pub(super) fn wants_permissions(app: &str) -> String {
    format!("<b>{app}</b> asks for these permissions:")
}
pub(super) fn permission_of(permission: &str, resource: &str) -> String {
    format!("{permission} of {resource}")
}

pub(super) const REFUSED: &str = "You cannot continue";
pub(super) fn refused(app: &str) -> String {
    format!("You cannot continue to <b>{app}</b>.")
}

pub(super) const ENTER_CODE: &str = "Enter code";
pub(super) const ENTER_CODE_TEXT: &str = "Enter the code that your app or device shows.";
pub(super) const CONFIRM_DEVICE_TEXT: &str =
    "Continue only if you started this sign-in yourself, on a device that is yours.";
pub(super) fn confirm_device(app: &str) -> String {
    format!("Are you trying to sign in to {app}?")
}
pub(super) const DEVICE_DONE: &str = "Signed in";
pub(super) fn device_done(app: &str) -> String {
    format!("You are signed in to {app} on your device")
}
pub(super) const DEVICE_DECLINED: &str = "Not signed in";
pub(super) fn device_declined(app: &str) -> String {
    format!("You are not signed in to {app}")
}
