//! ARM's own nouns: where a cloud is, subscriptions, groups, providers, resources, versions.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, ML_VERSION, SUBSCRIPTIONS_VERSION, World, text};

const GROUPS_VERSION: &str = "api-version=2024-07-01";

async fn production(world: &World, token: &str) -> String {
    world.workspace(token, "ml-routing").await.split("/resourceGroups").next().unwrap().to_owned()
}

#[tokio::test]
async fn anybody_is_told_where_the_cloud_is() {
    let world = World::new().await;
    let get = async |query: &str| {
        world.send(Method::GET, &format!("/metadata/endpoints{query}"), &[], "").await.unwrap()
    };
    let base = world.base();
    let list = get("?api-version=2019-05-01").await.json();
    let [cloud] = list.as_array().unwrap().as_slice() else { panic!("{list}") };
    assert_eq!(get("?api-version=2022-09-01").await.json(), *cloud);
    assert_eq!(cloud["resourceManager"], format!("{base}/"));
    assert_eq!(cloud["authentication"]["loginEndpoint"], base);
    assert_eq!(cloud["authentication"]["identityProvider"], "AAD");
    assert_eq!(cloud["suffixes"]["storage"], "core.windows.net");
    let old = get("?api-version=2015-01-01").await.json();
    assert_eq!(old["authentication"]["loginEndpoint"], format!("{base}/"));
    assert_eq!(old["galleryEndpoint"], format!("{base}/"));
    // The other name of this machine gets its own addresses.
    let other = base.replace("localhost", "127.0.0.1");
    let seen = get_at(&world, &format!("{other}/metadata/endpoints?api-version=2019-05-01")).await;
    assert_eq!(seen[0]["resourceManager"], format!("{other}/"));
    assert_eq!(get("").await.refusal(), (400, "MissingApiVersionParameter".to_owned()));
    assert_eq!(get("?api-version=1").await.refusal(), (400, "InvalidApiVersionParameter".to_owned()));
    let posted =
        world.send(Method::POST, "/metadata/endpoints?api-version=2019-05-01", &[], "").await.unwrap();
    assert_eq!(posted.refusal(), (405, "MethodNotAllowed".to_owned()));
}

async fn get_at(world: &World, address: &str) -> Value {
    world.send(Method::GET, address, &[], "").await.unwrap().json()
}

#[tokio::test]
async fn groups_are_listed_asked_for_made_and_tagged() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let subscription = production(&world, &owner).await;
    let list = async |query: &str, token: &str| {
        world.all(&format!("{subscription}/resourcegroups?{GROUPS_VERSION}{query}"), token).await.len()
    };
    assert_eq!(list("", &owner).await, 2);
    assert_eq!(list("&$top=1", &owner).await, 2, "in pages of one");
    assert_eq!(
        list("", &world.token("dataScientist", ARM).await).await,
        0,
        "its role says nothing of groups"
    );
    let group = |name: &str| format!("{subscription}/resourcegroups/{name}?{GROUPS_VERSION}");
    let head = async |name: &str, token: &str| {
        let headers = [("authorization", &*format!("Bearer {token}"))];
        let answer = world.send(Method::HEAD, &group(name), &headers, "").await.unwrap();
        assert_eq!(answer.text, "");
        answer.status.as_u16()
    };
    assert_eq!(head("RG-ML-PROD-EU", &owner).await, 204);
    assert_eq!(head("rg-x", &owner).await, 404);
    assert_eq!(head("rg-x", &world.token("none", ARM).await).await, 403);

    let wish = json!({"location": "West Europe", "tags": {"Team": "night"}});
    let made = world.put(&group("rg-new"), &owner, &wish).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(
        made.json(),
        json!({
            "id": format!("{subscription}/resourceGroups/rg-new"),
            "name": "rg-new",
            "type": "Microsoft.Resources/resourceGroups",
            "location": "westeurope",
            "tags": {"Team": "night"},
            "properties": {"provisioningState": "Succeeded"},
        })
    );
    assert_eq!(world.get(&group("RG-new"), &owner).await.json(), made.json());
    assert_eq!(list("&$filter=tagName+eq+'team'", &owner).await, 1);
    assert_eq!(list("&$filter=tagName+eq+'team'+and+tagValue+eq+'day'", &owner).await, 0);
    let tagged = world.put(&group("rg-new"), &owner, &json!({"location": "westeurope"})).await;
    assert_eq!((tagged.status.as_u16(), &tagged.json()["tags"]), (200, &json!({})));
    let check = async |name: &str, body: Value, expected: (u16, &str)| {
        let (status, code) = world.put(&group(name), &owner, &body).await.refusal();
        assert_eq!((status, code.as_str()), expected, "{name} {body}");
    };
    check("rg-new", json!({"location": "eastus"}), (409, "InvalidResourceGroupLocation")).await;
    check("rg-b", json!({"location": "atlantis"}), (400, "LocationNotAvailableForResourceGroup")).await;
    check("rg-b", json!({}), (400, "LocationRequired")).await;
    check("rg-b.", json!({"location": "eastus"}), (400, "InvalidResourceGroup")).await;
    check("rg-b", json!([1]), (400, "InvalidRequestContent")).await;
    let reader = world.token("reader", ARM).await;
    assert_eq!(
        world.put(&group("rg-c"), &reader, &wish).await.refusal(),
        (403, "AuthorizationFailed".to_owned())
    );
    let bad = format!("{subscription}/resourcegroups?{GROUPS_VERSION}&$filter=name+eq+'x'");
    assert_eq!(world.get(&bad, &owner).await.refusal(), (400, "InvalidFilterInQueryString".to_owned()));
}

#[tokio::test]
async fn resources_are_one_list_with_filters() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let subscription = production(&world, &owner).await;
    let list = async |path: &str, filter: &str, token: &str| -> Vec<String> {
        let filter = filter.replace(' ', "+");
        let all = world.all(&format!("{path}/resources?{GROUPS_VERSION}&$filter={filter}"), token).await;
        all.iter().map(|one| text(&one["name"])).collect()
    };
    let workspaces = "resourceType eq 'Microsoft.MachineLearningServices/workspaces'";
    assert_eq!(list(&subscription, workspaces, &owner).await, ["ml-routing", "ml-pricing", "ml-demand"]);
    let europe = format!("{subscription}/resourceGroups/rg-ml-prod-eu");
    assert_eq!(list(&europe, &workspaces.to_lowercase(), &owner).await, ["ml-routing", "ml-pricing"]);
    let north = format!("{workspaces} and location eq 'northeurope'");
    assert_eq!(list(&subscription, &north, &owner).await, ["ml-pricing"]);
    let tagged = format!("{workspaces} and tagName eq 'team' and tagValue eq 'routing'");
    assert_eq!(list(&subscription, &tagged, &owner).await, ["ml-routing"]);
    let either = "name eq 'ml-routing' or name eq 'ml-routing/route-eta'";
    assert_eq!(list(&subscription, either, &owner).await, ["ml-routing", "ml-routing/route-eta"]);
    let scientist = world.token("dataScientist", ARM).await;
    assert_eq!(list(&subscription, workspaces, &scientist).await, ["ml-routing", "ml-pricing"]);
    let path = format!("{subscription}/resources?{GROUPS_VERSION}&$expand=createdTime,provisioningState");
    let first = world.get(&path, &owner).await.json()["value"][0].clone();
    assert_eq!(
        (&first["createdTime"], &first["properties"]),
        (&json!("2024-03-11T08:14:02.4471906Z"), &Value::Null)
    );
    assert_eq!(first["provisioningState"], "Succeeded");
    let bad = format!("{subscription}/resources?{GROUPS_VERSION}&$filter=colour+eq+'red'");
    assert_eq!(world.get(&bad, &owner).await.refusal(), (400, "InvalidFilterInQueryString".to_owned()));
    let none = format!("{subscription}/resourceGroups/rg-x/resources?{GROUPS_VERSION}");
    assert_eq!(world.get(&none, &owner).await.refusal(), (404, "ResourceGroupNotFound".to_owned()));
}

#[tokio::test]
async fn what_is_listed_as_a_resource_has_an_address_and_a_provider() {
    let world = World::new().await;
    let (owner, scientist) = (world.token("owner", ARM).await, world.token("dataScientist", ARM).await);
    let subscription = production(&world, &owner).await;
    let all = world.all(&format!("{subscription}/resources?{GROUPS_VERSION}"), &owner).await;
    let providers = world.get(&format!("{subscription}/providers?{GROUPS_VERSION}"), &owner).await.json();
    for one in &all {
        let kind = text(&one["type"]);
        let (namespace, rest) = kind.split_once('/').unwrap();
        let known =
            providers["value"].as_array().unwrap().iter().find(|known| known["namespace"] == namespace);
        let types = known.unwrap_or_else(|| panic!("no provider {namespace}"))["resourceTypes"].clone();
        let of_kind = types.as_array().unwrap().iter().find(|known| known["resourceType"] == rest).unwrap();
        let version = text(&of_kind["apiVersions"][0]);
        let shown = world.get(&format!("{}?api-version={version}", text(&one["id"])), &owner).await;
        assert_eq!((shown.status.as_u16(), &shown.json()["id"]), (200, &one["id"]), "{}", shown.text);
    }
    let kinds: std::collections::BTreeSet<String> = all.iter().map(|one| text(&one["type"])).collect();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
    let version = "api-version=2023-01-31";
    let identities = "providers/Microsoft.ManagedIdentity/userAssignedIdentities";
    let list = async |scope: &str, token: &str| {
        world.get(&format!("{scope}/{identities}?{version}"), token).await.names()
    };
    assert_eq!(list(&subscription, &owner).await, ["ml-batch-identity"]);
    let groups = format!("{subscription}/resourceGroups");
    assert_eq!(list(&format!("{groups}/rg-ml-prod-eu"), &owner).await, ["ml-batch-identity"]);
    assert!(list(&format!("{groups}/rg-ml-prod-us"), &owner).await.is_empty());
    assert!(list(&subscription, &scientist).await.is_empty());
    let refusal = async |name: &str, token: &str| {
        let path = format!("{groups}/rg-ml-prod-eu/{identities}/{name}?{version}");
        world.get(&path, token).await.refusal()
    };
    assert_eq!(refusal("ml-batch-identity", &scientist).await, (403, "AuthorizationFailed".to_owned()));
    assert_eq!(refusal("nobody", &owner).await, (404, "ResourceNotFound".to_owned()));
}

#[tokio::test]
async fn providers_and_locations_are_told() {
    let world = World::new().await;
    let (owner, reader) = (world.token("owner", ARM).await, world.token("reader", ARM).await);
    let subscription = production(&world, &owner).await;
    let locations = world.get(&format!("{subscription}/locations?{SUBSCRIPTIONS_VERSION}"), &reader).await;
    assert!(locations.names().contains(&"westeurope".to_owned()));
    assert_eq!(locations.json()["value"][0]["metadata"]["regionType"], "Physical");
    let provider = format!("{subscription}/providers/microsoft.machinelearningservices");
    let ml = world.get(&format!("{provider}?{GROUPS_VERSION}"), &reader).await.json();
    assert_eq!(
        (&ml["namespace"], &ml["registrationState"]),
        (&json!("Microsoft.MachineLearningServices"), &json!("Registered"))
    );
    let types = ml["resourceTypes"].as_array().unwrap();
    let workspaces = types.iter().find(|one| one["resourceType"] == "workspaces").unwrap();
    assert!(workspaces["apiVersions"].as_array().unwrap().contains(&json!("2024-10-01")));
    let authorization = format!("{subscription}/providers/Microsoft.Authorization?{GROUPS_VERSION}");
    assert_eq!(world.get(&authorization, &reader).await.json()["namespace"], "Microsoft.Authorization");
    let all = world.get(&format!("{subscription}/providers?{GROUPS_VERSION}"), &reader).await.json();
    assert!(all["value"].as_array().unwrap().contains(&ml));
    let register = format!("{provider}/register?{GROUPS_VERSION}");
    assert_eq!(world.post(&register, &owner, "").await.json(), ml);
    assert_eq!(world.post(&register, &reader, "").await.refusal(), (403, "AuthorizationFailed".to_owned()));
    let unknown = format!("{subscription}/providers/Microsoft.Nothing?{GROUPS_VERSION}");
    assert_eq!(world.get(&unknown, &reader).await.refusal(), (404, "InvalidResourceNamespace".to_owned()));
}

#[tokio::test]
async fn a_type_that_is_not_here_is_said_to_be_missing_in_every_version() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-pricing").await;
    let subscription = production(&world, &owner).await;
    for path in [
        format!("{subscription}/providers/Microsoft.Authorization/roleEligibilitySchedules"),
        "/providers/Microsoft.Authorization/roleAssignmentApprovals/a/stages/s".to_owned(),
        format!("{workspace}/providers/Microsoft.Insights/metrics"),
        format!("{subscription}/providers/Microsoft.Insights/diagnosticSettings"),
        format!("{subscription}/providers/Microsoft.KeyVault/deletedVaults"),
        format!("{subscription}/providers/Microsoft.MachineLearningServices/registries"),
    ] {
        for version in ["2020-10-01", "2023-10-01", "2024-10-01", "1999-01-01"] {
            let answer = world.get(&format!("{path}?api-version={version}"), &owner).await;
            assert_eq!(answer.refusal(), (501, "NotImplemented".to_owned()), "{path} {version}");
        }
        let answer = world.get(&path, &owner).await;
        assert_eq!(answer.refusal(), (501, "NotImplemented".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn each_service_refuses_versions_in_its_own_way() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-pricing").await;
    let subscription = production(&world, &owner).await;
    let check = async |path: &str, expected: (u16, &str), words: &[&str]| {
        let answer = world.get(&format!("{path}?api-version=1999-01-01"), &owner).await;
        let (status, code) = answer.refusal();
        assert_eq!((status, code.as_str()), expected, "{path}");
        assert!(words.iter().all(|word| answer.text.contains(word)), "{}", answer.text);
    };
    check("/subscriptions", (400, "InvalidApiVersionParameter"), &["2022-12-01"]).await;
    check(
        &workspace,
        (400, "NoRegisteredProviderFound"),
        &["'northeurope'", "'workspaces'", "2024-10-01", "eastus2"],
    )
    .await;
    check(
        &format!("{workspace}/onlineEndpoints"),
        (400, "NoRegisteredProviderFound"),
        &["'workspaces/onlineEndpoints'"],
    )
    .await;
    check(
        &format!("{subscription}/providers/Microsoft.MachineLearningServices/workspaces"),
        (404, "InvalidResourceType"),
        &["'Microsoft.MachineLearningServices'", "2024-10-01"],
    )
    .await;
    check(
        &format!("{workspace}/providers/Microsoft.Authorization/roleAssignments"),
        (404, "InvalidResourceType"),
        &["'roleAssignments'", "2022-04-01"],
    )
    .await;
    check("/providers/Microsoft.Insights/eventCategories", (404, "InvalidResourceType"), &["2015-04-01"])
        .await;
    check("/providers/Microsoft.Authorization/elevateAccess", (404, "InvalidResourceType"), &["2015-07-01"])
        .await;
    check("/providers/Microsoft.Insights/operations", (404, "InvalidResourceType"), &["2015-04-01"]).await;
    for version in [
        "2020-08-01",
        "2022-02-01-preview",
        "2023-04-01",
        "2023-04-01-preview",
        "2024-10-01",
        "2024-10-01-preview",
        "2018-03-01-preview",
    ] {
        assert_eq!(
            world.get(&format!("{workspace}?api-version={version}"), &owner).await.status,
            200,
            "{version}"
        );
    }
    assert_eq!(world.get(&format!("{workspace}?{ML_VERSION}"), &owner).await.status, 200);
}
