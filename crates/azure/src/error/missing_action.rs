//! Finds the missing action in the sentences in which Azure names it.

/// `… does not have authorization to perform action 'A/b/read' over scope …` (ARM) and
/// `… does not have permissions for A/b/read actions.` (Azure Machine Learning). A sentence can also name
/// an action that the caller does have (`LinkedAuthorizationFailed`); that one is not missing.
pub(super) fn find(message: &str) -> Option<String> {
    let (_, lacking) = message.split_once("does not have ")?;
    let quoted = || lacking.split_once("perform action")?.1.split('\'').nth(1);
    let named = || lacking.strip_prefix("permissions for ")?.split_whitespace().next();
    let candidate = named().or_else(quoted)?;
    let is_action = candidate.contains('/')
        && candidate.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_'));
    is_action.then(|| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sentences_name_the_action() {
        let check = |message: &str, expected: Option<&str>| assert_eq!(find(message).as_deref(), expected);
        check(
            "The client 'a@b' with object id '1' does not have authorization to perform action \
             'Microsoft.X/workspaces/read' over scope '/subscriptions/1' or the scope is invalid.",
            Some("Microsoft.X/workspaces/read"),
        );
        check(
            "Identity(object id: 1) does not have permissions for Microsoft.X/w/datastores/read actions.",
            Some("Microsoft.X/w/datastores/read"),
        );
        check(
            "The client has permission to perform action 'Microsoft.X/identities/assign/action' on scope '/s/1'; \
             however, it does not have permission to perform action(s) 'Microsoft.Y/subnets/join/action' on the \
             linked scope(s) '/s/2'.",
            Some("Microsoft.Y/subnets/join/action"),
        );
        check(
            "The client has permission to perform action 'Microsoft.X/identities/assign/action' on scope '/s/1', \
             however the current tenant '1' is not authorized to access linked subscription '2'.",
            None,
        );
        check("does not have permissions for <script>", None);
        check("no", None);
    }
}
