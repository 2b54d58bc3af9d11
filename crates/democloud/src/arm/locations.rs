//! Regions: a table of facts about as many as the company could use.
//!
//! Source: <https://learn.microsoft.com/azure/reliability/regions-list>.

use serde_json::{Value, json};

use super::{ArmRequest, subscriptions};
use crate::{error::ArmError, regions, reply::Reply};

struct Region {
    name: &'static str,
    display_name: &'static str,
    geography: &'static str,
    group: &'static str,
    place: &'static str,
    longitude: &'static str,
    latitude: &'static str,
    pair: &'static str,
    has_zones: bool,
}

const REGIONS: &[Region] = &[
    Region {
        name: "eastus",
        display_name: "East US",
        geography: "United States",
        group: "US",
        place: "Virginia",
        longitude: "-79.8164",
        latitude: "37.3719",
        pair: "westus",
        has_zones: true,
    },
    Region {
        name: "eastus2",
        display_name: "East US 2",
        geography: "United States",
        group: "US",
        place: "Virginia",
        longitude: "-78.3889",
        latitude: "36.6681",
        pair: "centralus",
        has_zones: true,
    },
    Region {
        name: "northeurope",
        display_name: "North Europe",
        geography: "Europe",
        group: "Europe",
        place: "Ireland",
        longitude: "-6.2597",
        latitude: "53.3478",
        pair: "westeurope",
        has_zones: true,
    },
    Region {
        name: "swedencentral",
        display_name: "Sweden Central",
        geography: "Sweden",
        group: "Europe",
        place: "Gävle",
        longitude: "17.14127",
        latitude: "60.67488",
        pair: "swedensouth",
        has_zones: true,
    },
    Region {
        name: "uksouth",
        display_name: "UK South",
        geography: "United Kingdom",
        group: "Europe",
        place: "London",
        longitude: "-0.799",
        latitude: "50.941",
        pair: "ukwest",
        has_zones: true,
    },
    Region {
        name: "westeurope",
        display_name: "West Europe",
        geography: "Europe",
        group: "Europe",
        place: "Netherlands",
        longitude: "4.9",
        latitude: "52.3667",
        pair: "northeurope",
        has_zones: true,
    },
    Region {
        name: "westus",
        display_name: "West US",
        geography: "United States",
        group: "US",
        place: "California",
        longitude: "-122.417",
        latitude: "37.783",
        pair: "eastus",
        has_zones: false,
    },
];

/// The names of all regions.
pub(super) fn names() -> Vec<&'static str> {
    REGIONS.iter().map(|region| region.name).collect()
}

/// What people call the regions.
pub(super) fn display_names() -> Vec<&'static str> {
    REGIONS.iter().map(|region| region.display_name).collect()
}

/// A region by its name or by what people call it.
pub(super) fn find(text: &str) -> Option<&'static str> {
    let plain = regions::plain(text);
    REGIONS.iter().map(|region| region.name).find(|name| **name == plain)
}

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = subscriptions::readable(request)?.path();
    let value: Vec<Value> = REGIONS.iter().map(|region| body(&subscription, region)).collect();
    Ok(Reply::ok(&json!({"value": value})))
}

fn body(subscription: &str, region: &Region) -> Value {
    let Region { name, display_name, geography, group, place, longitude, latitude, pair, .. } = region;
    let mut body = json!({
        "id": format!("{subscription}/locations/{name}"),
        "name": name,
        "type": "Region",
        "displayName": display_name,
        "regionalDisplayName": format!("({group}) {display_name}"),
        "metadata": {
            "regionType": "Physical",
            "regionCategory": "Recommended",
            "geography": geography,
            "geographyGroup": group,
            "longitude": longitude,
            "latitude": latitude,
            "physicalLocation": place,
            "pairedRegion": [{"name": pair, "id": format!("{subscription}/locations/{pair}")}],
        },
    });
    if region.has_zones {
        let zone =
            |one: u8| json!({"logicalZone": one.to_string(), "physicalZone": format!("{name}-az{one}")});
        body["availabilityZoneMappings"] = json!([zone(1), zone(2), zone(3)]);
    }
    body
}
