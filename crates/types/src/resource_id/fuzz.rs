//! Hostile resource ids: what is accepted stays one path below one host, whatever is appended to it.

use latchkey_fuzz::{for_a_while, near_text};
use url::Url;

use super::*;

const IDS: [&str; 2] = [
    "/subscriptions/0000/resourceGroups/rg-1/providers/Microsoft.MachineLearningServices/workspaces/ws",
    "/SUBSCRIPTIONS/0000/resourcegroups/r (é)/providers/n/t/x/onlineEndpoints/y+z@1:2",
];

#[test]
fn an_accepted_id_is_one_path_of_its_own_segments() {
    for_a_while(&near_text(&IDS), |text| {
        let Ok(id) = text.parse::<ResourceId>() else { return };
        assert_eq!(id.to_string().parse::<ResourceId>().expect("it parses again"), id);
        let url = Url::parse(&format!("https://arm.example{id}?api-version=1")).expect("it is a path");
        assert_eq!((url.host_str(), url.query()), (Some("arm.example"), Some("api-version=1")), "{id}");
        let segments = url.path_segments().expect("it has a path").count();
        assert_eq!(segments, id.as_str().matches('/').count(), "{id} became {url}");
    });
}
