//! What a generated company has.

use super::*;

#[test]
fn endpoints_of_a_scale_are_of_every_kind_in_each_workspace() {
    let state = company(&Seed::Scale("2,4,2000".parse().unwrap()), &OsEntropy, now()).unwrap();
    for workspace in &state.workspaces {
        let own: Vec<_> = state.endpoints.iter().filter(|one| one.workspace == workspace.id).collect();
        for mode in [AuthMode::Key, AuthMode::AmlToken, AuthMode::EntraToken] {
            assert!(own.iter().any(|one| one.auth_mode == mode), "{}", workspace.name);
        }
        assert!(own.iter().any(|one| one.compute.is_some()) && own.iter().any(|one| one.compute.is_none()));
    }
}

#[test]
fn the_first_workspace_of_a_scale_has_every_kind_with_keys_or_tokens() {
    let check = |scale: &str| {
        let state = company(&Seed::Scale(scale.parse().unwrap()), &OsEntropy, now()).unwrap();
        let first = &state.workspaces[0].id;
        for mode in [AuthMode::Key, AuthMode::AmlToken] {
            assert!(
                state.endpoints.iter().any(|one| one.workspace == *first && one.auth_mode == mode),
                "{scale}"
            );
        }
        for auth in [WebServiceAuth::Key, WebServiceAuth::Token] {
            let is_it = |one: &&crate::state::WebService| {
                one.workspace == *first && one.compute == WebServiceCompute::Aks && one.auth == auth
            };
            assert!(state.services.iter().any(|one| is_it(&one)), "{scale}");
        }
        assert_eq!(state.vaults.len(), 1);
    };
    check("1,1,4");
    check("3,7,200");
    check("50,500,501");
}
