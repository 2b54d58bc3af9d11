//! A region that is down: what is in it doesn't answer, and ARM keeps listing it.

use crate::{
    keys::Endpoint,
    support::{ARM, ML_VERSION, World},
};

#[tokio::test]
async fn a_region_that_is_down_answers_nothing_while_arm_lists_it() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let here = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    let elsewhere = Endpoint::find(&world, &token, "ml-demand", "demand-weekly").await;
    let (key, _) = here.keys(&token).await;
    let (other_key, _) = elsewhere.keys(&token).await;
    let accepted = here.act("regenerateKeys", &token, r#"{"keyType":"Secondary"}"#).await;
    let status = accepted.header("azure-asyncoperation").to_owned();
    let workspace = world.workspace(&token, "ml-routing").await;
    let services = format!("/ml/westeurope/modelmanagement/v1.0{workspace}/services");

    world.demo.regions().take_down("West Europe");
    assert_eq!(here.score(&key).await.status, 503);
    assert_eq!(here.act("listKeys", &token, "").await.refusal(), (503, "ServiceUnavailable".to_owned()));
    assert_eq!(here.act("regenerateKeys", &token, r#"{"keyType":"Primary"}"#).await.status, 503);
    assert_eq!(world.get(&status, &token).await.status, 503);
    assert_eq!(world.get(&services, &token).await.json()["statusCode"], 503);
    assert_eq!(world.get("/ml/westeurope/discovery", "").await.status, 503);
    assert_eq!(world.get(&format!("{workspace}/onlineEndpoints?{ML_VERSION}"), &token).await.status, 200);
    assert_eq!(world.get(&format!("{workspace}?{ML_VERSION}"), &token).await.status, 200);
    assert_eq!(elsewhere.score(&other_key).await.status, 200);

    world.demo.regions().bring_up("westeurope");
    assert_eq!(here.score(&key).await.status, 200);
    assert_eq!(world.get(&status, &token).await.status, 200);
    assert_eq!(world.get(&services, &token).await.status, 200);
}

#[tokio::test]
async fn keys_of_an_endpoint_on_a_far_cluster_need_both_regions() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-pricing", "fx-hedge").await;
    for region in ["uksouth", "northeurope"] {
        world.demo.regions().take_down(region);
        assert_eq!(endpoint.act("token", &token, "").await.status, 503, "{region}");
        world.demo.regions().bring_all_up();
        assert_eq!(endpoint.act("token", &token, "").await.status, 200, "{region}");
    }
}
