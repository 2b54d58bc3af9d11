//! Tables of addresses, and of who is given which token.

use super::*;
use crate::AudienceScopes;

#[test]
fn built_in_clouds_are_valid() {
    for cloud in Cloud::built_in() {
        assert!(cloud.is_built_in(), "{}", cloud.id);
        assert_eq!(cloud.validate(), Ok(()), "{}", cloud.id);
    }
}

/// A cloud that somebody else than Microsoft runs, with people who sign in at Entra.
fn stack() -> Cloud {
    let url = |text: &str| Url::parse(text).unwrap();
    Cloud {
        id: "stack".to_owned(),
        arm: url("https://arm.stack.example"),
        graph: url("https://graph.stack.example"),
        imds: None,
        arm_resource: "https://arm.stack.example/".to_owned(),
        ml_resource: "https://arm.stack.example".to_owned(),
        graph_resource: "https://graph.stack.example".to_owned(),
        ml_api_domain: None,
        ..Cloud::public()
    }
}

#[test]
fn a_token_is_asked_for_in_the_name_of_the_origin_that_it_goes_to() {
    let check = |change: fn(&mut Cloud), expected: Result<(), &str>| {
        let mut cloud = stack();
        change(&mut cloud);
        let refused = cloud.validate().map_err(|error| match error {
            CloudError::OtherService { field, .. } | CloudError::Microsofts { field, .. } => field,
            other => panic!("{other}"),
        });
        assert_eq!(refused, expected, "{cloud:?}");
    };
    check(|_| {}, Ok(()));
    check(|cloud| cloud.arm_resource = "https://management.lab.onmicrosoft.com/5e2b".to_owned(), Ok(()));
    check(|cloud| cloud.arm_resource = "https://arm.stack.example:8443".to_owned(), Err("armResource"));
    check(|cloud| cloud.arm = Url::parse("https://arm.stack.example:8443").unwrap(), Err("armResource"));
    check(|cloud| cloud.arm_resource = "https://management.azure.com".to_owned(), Err("armResource"));
    check(
        |cloud| cloud.arm_resource = "https://arm.stack.example.evil.example".to_owned(),
        Err("armResource"),
    );
    check(|cloud| cloud.arm_resource = "797f4846-ba00-4fd7-ba43-dac1f8f63013".to_owned(), Err("armResource"));
    check(|cloud| cloud.ml_resource = "https://vault.azure.net".to_owned(), Err("mlResource"));
    check(|cloud| cloud.ml_resource = "https://api.victim.example".to_owned(), Err("mlResource"));
    check(|cloud| cloud.ml_resource = "18a66f5f-dbdf-4c17-9dd7-1634712a9cbe".to_owned(), Err("mlResource"));
    check(|cloud| cloud.graph_resource = "https://graph.microsoft.com".to_owned(), Err("graphResource"));
    let apart = |cloud: &mut Cloud| {
        cloud.ml_api_domain = Some("api.ml.stack.example".to_owned());
        cloud.ml_resource = "https://api.ml.stack.example".to_owned();
    };
    check(apart, Ok(()));
}

#[test]
fn a_resource_has_nothing_in_its_name_that_a_shell_obeys() {
    for reach in [Reach::Internet, Reach::Loopback] {
        for end in [
            "/&calc&",
            "/%PATH%",
            "/^",
            "/\"",
            "/'",
            "/$(id)",
            "/`id`",
            "/ x",
            "/;x",
            ":443@x.example",
            "/?x",
            "/#x",
            "\\x",
        ] {
            let base =
                if reach == Reach::Loopback { "http://127.0.0.1:1" } else { "https://arm.stack.example" };
            let url = Url::parse(base).unwrap();
            let cloud = Cloud {
                authority: url.clone(),
                arm: url.clone(),
                graph: url,
                arm_resource: base.to_owned(),
                graph_resource: base.to_owned(),
                ml_resource: format!("{base}{end}"),
                reach,
                ..stack()
            };
            assert!(
                matches!(cloud.validate(), Err(CloudError::NotPlain { field: "mlResource", .. })),
                "{end}"
            );
        }
    }
}

#[test]
fn hosts_of_microsoft_belong_to_the_built_in_clouds() {
    let check = |change: fn(&mut Cloud), expected: Result<(), &str>| {
        let mut cloud = stack();
        change(&mut cloud);
        let refused = cloud.validate().map_err(|error| match error {
            CloudError::Microsofts { field, .. } => field,
            CloudError::IdentityEndpoint { .. } => "imds",
            CloudError::Domain(_) => "domain",
            other => panic!("{other}"),
        });
        assert_eq!(refused, expected, "{cloud:?}");
    };
    let url = |text: &str| Url::parse(text).unwrap();
    check(|cloud| cloud.authority = Url::parse("https://login.microsoftonline.us").unwrap(), Ok(()));
    check(
        |cloud| cloud.authority = Url::parse("https://login.microsoftonline.com:8443").unwrap(),
        Err("authority"),
    );
    check(|cloud| cloud.authority = Url::parse("https://login.windows.net").unwrap(), Err("authority"));
    let as_open_id = |cloud: &mut Cloud| {
        let scopes = AudienceScopes::alike(vec!["https://management.azure.com/.default".to_owned()]);
        let issuer = "https://login.microsoftonline.com".to_owned();
        cloud.sign_in_service = SignInService::OpenId(OpenIdProvider { issuer, scopes });
    };
    check(as_open_id, Err("authority"));
    check(|cloud| cloud.arm = Cloud::public().arm, Err("arm"));
    check(|cloud| cloud.graph = Cloud::public().graph, Err("graph"));
    check(|cloud| cloud.graph = Url::parse("https://lab.onmicrosoft.com").unwrap(), Err("graph"));
    check(|cloud| cloud.ml_api_domain = Some("api.azureml.ms".to_owned()), Err("mlApiDomain"));
    check(|cloud| cloud.ml_api_domain = Some("com".to_owned()), Err("domain"));
    check(|cloud| cloud.ml_api_domain = Some("cloudapp.azure.com".to_owned()), Err("domain"));
    check(|cloud| cloud.ml_api_domain = Some("mine.cloudapp.azure.com".to_owned()), Ok(()));
    check(|cloud| cloud.ml_api_domain = Some("x.example:1/".to_owned()), Err("domain"));
    for real in ["http://169.254.169.254", "http://10.0.0.4:46808", "http://127.0.0.1:40342"] {
        let cloud = Cloud { imds: Some(url(real)), ..stack() };
        assert!(matches!(cloud.validate(), Err(CloudError::IdentityEndpoint { .. })), "{real}");
    }
    // Whatever has the id or the addresses of a built-in cloud is one in every part, or it is none.
    let almost = Cloud { client_id: Some("c".to_owned()), ..Cloud::public() };
    assert!(!almost.is_built_in() && almost.validate().is_err());
}

#[test]
fn an_emulator_keeps_the_names_and_gives_its_own_tokens() {
    let base = Url::parse("http://127.0.0.1:8080").unwrap();
    let cloud = |reach| Cloud {
        authority: base.clone(),
        arm: base.clone(),
        graph: base.clone(),
        imds: Some(base.clone()),
        ml_api_domain: None,
        reach,
        ..Cloud::public()
    };
    assert_eq!(cloud(Reach::Loopback).validate(), Ok(()));
    assert!(cloud(Reach::Internet).validate().is_err(), "it is not confined to this machine");
    let named = Some("https://vault.azure.net");
    let places = cloud(Reach::Loopback).narrowed_destinations(Audience::Arm, named);
    assert_eq!(places, Destinations::origin(&base));
}

#[test]
fn what_a_profile_wrote_of_the_machines_real_endpoint_is_not_read() {
    let written =
        serde_json::to_string(&Cloud { own_emulator: Some("e".to_owned()), ..Cloud::public() }).unwrap();
    assert!(written.contains("169.254.169.254"), "{written}");
    let read: Cloud = serde_json::from_str(&written).unwrap();
    assert_eq!((read.imds, read.own_emulator), (None, None));
}

#[test]
fn a_resource_of_a_tenant_is_told_apart() {
    let named = "https://management.lab.onmicrosoft.com/5e2b";
    let cloud = Cloud { arm_resource: named.to_owned(), ..stack() };
    assert_eq!((cloud.validate(), cloud.tenant_named_resource()), (Ok(()), Some(named)));
    assert_eq!(stack().tenant_named_resource(), None);
    // Its tokens go to the one host that a person types, and no other is named after it.
    assert!(Cloud { graph_resource: named.to_owned(), ..cloud.clone() }.validate().is_err());
    assert!(Cloud { ml_resource: named.to_owned(), ..cloud.clone() }.validate().is_err());
    assert!(Cloud { ml_api_domain: Some("ml.stack.example".to_owned()), ..cloud }.validate().is_err());
}

#[test]
fn reach_decides_by_scheme_and_host() {
    let check = |reach: Reach, text: &str, expected: bool| {
        assert_eq!(reach.allows(&Url::parse(text).unwrap()), expected, "{reach:?} {text}");
    };
    check(Reach::Internet, "https://management.azure.com/x", true);
    check(Reach::Internet, "http://management.azure.com/x", false);
    check(Reach::Internet, "http://127.0.0.1:8080/x", true);
    check(Reach::Internet, "http://[::1]:8080/x", true);
    check(Reach::Internet, "http://localhost.evil.example/x", false);
    check(Reach::Internet, "file:///etc/passwd", false);
    check(Reach::Loopback, "http://localhost:1/x", true);
    check(Reach::Loopback, "https://management.azure.com/x", false);
    check(Reach::Loopback, "http://169.254.169.254/x", false);
    check(Reach::Host, "http://169.254.169.254/x", true);
    check(Reach::Host, "http://[fd00::1]:8081/x", true);
    check(Reach::Host, "http://10.0.0.4:46808/x", true);
    check(Reach::Host, "http://localhost:40342/x", true);
    check(Reach::Host, "http://20.1.2.3/x", false);
    check(Reach::Host, "http://metadata.internal/x", false);
}

#[test]
fn tokens_go_to_the_places_of_their_audience_alone() {
    let check = |audience: Audience, text: &str, expected: bool| {
        let places = Cloud::public().destinations_of(audience);
        assert_eq!(places.allows(&Url::parse(text).unwrap()), expected, "{audience:?} {text}");
    };
    check(Audience::Arm, "https://management.azure.com:443/subscriptions?x", true);
    check(Audience::Arm, "https://westeurope.api.azureml.ms/modelmanagement", true);
    check(Audience::Arm, "https://0f.workspace.westeurope.api.azureml.ms/discovery", true);
    check(Audience::Arm, "http://westeurope.api.azureml.ms/", false);
    check(Audience::Arm, "https://westeurope.api.azureml.ms:8443/", false);
    check(Audience::Arm, "https://me:pw@westeurope.api.azureml.ms/", false);
    check(Audience::Arm, "https://evilapi.azureml.ms.example/", false);
    check(Audience::Arm, "https://evil-api.azureml.ms/", false);
    check(Audience::Arm, "https://management.azure.com.evil.example/", false);
    check(Audience::Arm, "https://graph.microsoft.com/", false);
    check(Audience::Graph, "https://graph.microsoft.com/v1.0/me", true);
    check(Audience::Graph, "https://management.azure.com/", false);
    check(Audience::MachineLearning, "https://churn.westeurope.inference.ml.azure.com/score", true);
    check(Audience::MachineLearning, "https://evil.example/score", false);
    check(Audience::MachineLearning, "https://management.azure.com/", false);
}

#[test]
fn what_a_token_says_of_itself_only_narrows_where_it_goes() {
    let check = |cloud: &Cloud, named: &str, expected: Destinations| {
        assert_eq!(cloud.narrowed_destinations(Audience::Arm, Some(named)), expected, "{named}");
    };
    let public = Cloud::public();
    let all = || public.destinations_of(Audience::Arm);
    check(&public, "https://management.azure.com/", all());
    check(&public, "https://management.core.windows.net/", all());
    check(&public, "797f4846-ba00-4fd7-ba43-dac1f8f63013", all());
    check(&public, "https://vault.azure.net", Destinations::default());
    check(&stack(), "https://management.azure.com", Destinations::default());
    check(&stack(), "https://arm.stack.example", stack().destinations_of(Audience::Arm));
}

#[test]
fn default_scope_keeps_the_resource_as_it_is() {
    let mut cloud = Cloud::public();
    assert_eq!(cloud.scope_of(Audience::Arm), "https://management.azure.com/.default");
    cloud.arm_resource = "https://management.core.windows.net/".to_owned();
    assert_eq!(cloud.scope_of(Audience::Arm), "https://management.core.windows.net//.default");
}
