//! Tables of addresses, and of who is given which token.

use super::*;

#[test]
fn built_in_clouds_are_valid() {
    for cloud in [Cloud::public(), Cloud::us_government(), Cloud::china()] {
        assert_eq!(cloud.validate(), Ok(()), "{}", cloud.id);
    }
}

#[test]
fn a_token_is_asked_for_in_the_name_of_the_service_that_it_goes_to() {
    let check = |arm: &str, resource: &str, reach: Reach, expected: bool| {
        let cloud = Cloud {
            arm: Url::parse(arm).unwrap(),
            arm_resource: resource.to_owned(),
            ml_resource: if arm.contains("azure") { Cloud::public().ml_resource } else { arm.to_owned() },
            reach,
            ..Cloud::public()
        };
        let cloud = match reach {
            Reach::Loopback => Cloud { authority: cloud.arm.clone(), graph: cloud.arm.clone(), ..cloud },
            _ => cloud,
        };
        assert_eq!(cloud.validate().is_ok(), expected, "{arm} {resource} {:?}", cloud.validate());
    };
    let (public, stack) = ("https://management.azure.com", "https://arm.stack.example");
    check(public, "https://management.core.windows.net/", Reach::Internet, true);
    check(stack, "https://arm.stack.example/", Reach::Internet, true);
    check(stack, "https://management.lab.onmicrosoft.com/5e2b", Reach::Internet, true);
    check(stack, public, Reach::Internet, false);
    check(stack, "https://vault.azure.net", Reach::Internet, false);
    check(stack, "https://arm.stack.example.evil.example", Reach::Internet, false);
    check(stack, "797f4846-ba00-4fd7-ba43-dac1f8f63013", Reach::Internet, false);
    check("http://127.0.0.1:8080", public, Reach::Internet, false);
    check("http://127.0.0.1:8080", public, Reach::Loopback, true);
}

#[test]
fn the_regional_apis_of_microsofts_clouds_are_in_their_own_domain() {
    let check = |change: fn(&mut Cloud), expected: Option<&str>| {
        let mut cloud = Cloud::public();
        change(&mut cloud);
        let field = cloud.validate().err().map(|error| match error {
            CloudError::OtherService { field, .. } => field,
            other => panic!("{other}"),
        });
        assert_eq!(field, expected, "{cloud:?}");
    };
    check(|cloud| cloud.ml_api_domain = None, None);
    check(|cloud| cloud.ml_api_domain = Some("evil.example".to_owned()), Some("mlApiDomain"));
    check(|cloud| cloud.ml_resource = "https://vault.azure.net".to_owned(), Some("mlResource"));
    let stack = |cloud: &mut Cloud| {
        cloud.arm = Url::parse("https://arm.stack.example").unwrap();
        cloud.arm_resource = "https://arm.stack.example".to_owned();
    };
    check(stack, Some("mlResource"));
    check(|cloud| cloud.ml_resource = "18a66f5f-dbdf-4c17-9dd7-1634712a9cbe".to_owned(), Some("mlResource"));
    let whole = |cloud: &mut Cloud| {
        cloud.arm = Url::parse("https://arm.stack.example").unwrap();
        cloud.arm_resource = "https://arm.stack.example".to_owned();
        cloud.ml_resource = "https://ml.stack.example".to_owned();
    };
    check(whole, None);
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
fn arm_tokens_go_to_arm_and_the_regional_apis_alone() {
    let check = |text: &str, expected: bool| {
        assert_eq!(Cloud::public().takes_arm_tokens(&Url::parse(text).unwrap()), expected, "{text}");
    };
    check("https://management.azure.com:443/subscriptions?x", true);
    check("https://westeurope.api.azureml.ms/modelmanagement", true);
    check("https://0f.workspace.westeurope.api.azureml.ms/discovery", true);
    check("http://westeurope.api.azureml.ms/", false);
    check("https://westeurope.api.azureml.ms:8443/", false);
    check("https://me:pw@westeurope.api.azureml.ms/", false);
    check("https://evilapi.azureml.ms.example/", false);
    check("https://evil-api.azureml.ms/", false);
    check("https://management.azure.com.evil.example/", false);
}

#[test]
fn default_scope_keeps_the_resource_as_it_is() {
    let mut cloud = Cloud::public();
    assert_eq!(cloud.scope_of(Audience::Arm), "https://management.azure.com/.default");
    cloud.arm_resource = "https://management.core.windows.net/".to_owned();
    assert_eq!(cloud.scope_of(Audience::Arm), "https://management.core.windows.net//.default");
}
