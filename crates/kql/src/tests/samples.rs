//! The shapes of Microsoft's published samples.

use serde_json::json;

use super::*;

#[test]
fn resources_are_listed_by_type_and_name() {
    check(
        &format!(
            "Resources | where type =~ '{}' | project id,name | order by tolower(name) asc",
            WORKSPACES.to_uppercase()
        ),
        json!([{"id": "/s/rg/ws-a", "name": "ws-a"}, {"id": "/s/rg/ws-b", "name": "ws-B"}]),
    );
    check("where type =~ 'Microsoft.KeyVault/vaults' | project name", json!([{"name": "kv"}]));
    check(
        "project name, type | where name contains 'kv'",
        json!([{"name": "kv", "type": "microsoft.keyvault/vaults"}]),
    );
    check(
        "Resources | project name, type, location | order by name asc | limit 1",
        json!([
        {"name": "kv", "type": "microsoft.keyvault/vaults", "location": "westeurope"}]),
    );
    check("Resources | top 2 by name desc | project name", json!([{"name": "ws-a"}, {"name": "ws-B"}]));
}

#[test]
fn subscriptions_are_read_from_the_containers() {
    check(
        "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | project subscriptionId, name",
        json!([{"subscriptionId": SUB, "name": "Production"}]),
    );
}

#[test]
fn resources_are_counted() {
    check("Resources | summarize count()", json!([{"count_": 3}]));
    check("resources | where type =~ 'microsoft.keyvault/vaults' | count", json!([{"Count": 1}]));
    check("count", json!([{"Count": 3}]));
    check(
        "Resources | summarize count() by location | order by count_ desc",
        json!([{"location": "westeurope", "count_": 2}, {"location": "northeurope", "count_": 1}]),
    );
    check(
        "Resources | project id, name, type, location | summarize by location",
        json!([{"location": "westeurope"}, {"location": "northeurope"}]),
    );
    check(
        "Resources | where type has 'workspaces' | summarize count() by tostring(properties.publicNetworkAccess)",
        json!([{"properties_publicNetworkAccess": "Enabled", "count_": 1}, {"properties_publicNetworkAccess": "Disabled", "count_": 1}]),
    );
    check(
        "Resources | extend os = properties.publicNetworkAccess | where isnotempty(os) | summarize count() by tostring(os)",
        json!([{"os": "Enabled", "count_": 1}, {"os": "Disabled", "count_": 1}]),
    );
}

#[test]
fn role_assignments_are_joined_with_their_definitions() {
    check(
        "authorizationresources
         | where type =~ 'microsoft.authorization/roleassignments'
         | extend roleDefinitionId = tolower(tostring(properties.roleDefinitionId))
         | join kind=inner (
             authorizationresources
             | where type =~ 'microsoft.authorization/roledefinitions'
             | extend roleDefinitionId = tolower(id), roleName = tostring(properties.roleName)
             | project roleDefinitionId, roleName
           ) on roleDefinitionId
         | summarize count() by roleName",
        json!([{"roleName": "Reader", "count_": 2}, {"roleName": "Owner", "count_": 1}]),
    );
}

#[test]
fn a_join_adds_the_subscriptions_name() {
    check(
        "Resources
         | where type == 'microsoft.keyvault/vaults'
         | project name, type, location, subscriptionId, resourceGroup
         | join (ResourceContainers | where type=='microsoft.resources/subscriptions' | project SubName=name, subscriptionId) on subscriptionId
         | project type, name, location, resourceGroup, SubName
         | limit 1",
        json!([{"type": "microsoft.keyvault/vaults", "name": "kv", "location": "westeurope", "resourceGroup": "rg-2",
            "SubName": "Production"}]),
    );
    check(
        "resources | project name, resourceGroup
         | join kind = leftouter (
             resourcecontainers // groups only
             | where type == 'microsoft.resources/subscriptions/resourcegroups'
             | project rgName = name
         ) on $left.resourceGroup == $right.rgName
         | project-away rgName | where resourceGroup == 'rg-2'",
        json!([{"name": "kv", "resourceGroup": "rg-2"}]),
    );
    let joined = find("Resources | join ResourceContainers on subscriptionId | limit 1").unwrap();
    let names: Vec<_> = joined.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(&names[14..18], ["zones", "extendedLocation", "id1", "name1"]);
}

#[test]
fn two_queries_are_united() {
    check(
        "ResourceContainers | where type=='microsoft.resources/subscriptions/resourcegroups' | project name, type | limit 5
         | union (Resources | where name == 'kv' | project name, type | limit 5)",
        json!([{"name": "rg-1", "type": "microsoft.resources/subscriptions/resourcegroups"},
            {"name": "kv", "type": "microsoft.keyvault/vaults"}]),
    );
}

#[test]
fn tags_and_names_with_points_are_read() {
    check("Resources | where tags.env =~ 'PROD' | project name", json!([{"name": "ws-B"}]));
    check(
        "Resources | where tags['cost-center'] == '7' | project name, tags",
        json!([
        {"name": "ws-B", "tags": {"env": "prod", "cost-center": "7"}}]),
    );
    check("resources | where name == 'ws-B' | project v = properties.['size']", json!([{"v": 3}]));
    check(
        "resources | where isnotempty(tags) | mvexpand tags | extend tagKey = tostring(bag_keys(tags)[0]) | extend tagValue = tostring(tags[tagKey]) | project tagKey, tagValue | order by tagKey asc",
        json!([{"tagKey": "cost-center", "tagValue": "7"}, {"tagKey": "env", "tagValue": "prod"}]),
    );
}

#[test]
fn arrays_are_expanded() {
    check(
        "Resources | where type has 'workspaces' | project name, zones = properties.zones | mv-expand zones | project name, zone = tostring(zones)",
        json!([{"name": "ws-B", "zone": "1"}, {"name": "ws-B", "zone": "2"}, {"name": "ws-a", "zone": ""}]),
    );
    check(
        "resources | where name == 'ws-B' | mv-expand with_itemindex=i zone = properties.zones to typeof(long) limit 1 | project i, zone",
        json!([{"i": 0, "zone": 1}]),
    );
}

#[test]
fn recent_resources_are_found_by_the_given_time() {
    check(
        "resources | where todatetime(properties.createdAt) > ago(7d) | project name",
        json!([{"name": "ws-B"}]),
    );
    check("resources | where properties.createdAt < now(-7d) | project name", json!([{"name": "ws-a"}]));
    check(
        "resources | summarize latest = max(todatetime(properties.createdAt))",
        json!([{"latest": "2026-11-20T10:00:00.0000000Z"}]),
    );
}

#[test]
fn a_text_is_parsed_into_columns() {
    check(
        "resources | where name == 'kv' | extend id = '/subscriptions/s1/resourceGroups/rg-2/providers/x' | parse id with * '/resourceGroups/' rg '/' rest | project rg, rest",
        json!([{"rg": "rg-2", "rest": "providers/x"}]),
    );
    check(
        "resources | where name == 'kv' | parse 'a=12;b' with 'a=' n:long ';' * | project n",
        json!([{"n": 12}]),
    );
}

#[test]
fn the_table_format_names_and_types_its_columns() {
    let output = find("resources | where name == 'kv' | project name, properties.size, n = strlen(name), big = 1 > 2, t = now(), r = 1.5").unwrap();
    assert_eq!(
        output.table(output.rows.clone().into_iter()),
        json!({
            "columns": [
                {"name": "name", "type": "string"}, {"name": "properties_size", "type": "object"},
                {"name": "n", "type": "integer"}, {"name": "big", "type": "boolean"},
                {"name": "t", "type": "datetime"}, {"name": "r", "type": "number"},
            ],
            "rows": [["kv", 2.5, 2, false, "2026-11-21T12:00:00.0000000Z", 1.5]],
        })
    );
    let nothing = find("resources | where false").unwrap();
    assert_eq!((nothing.columns.len(), nothing.rows.len()), (16, 0));
}

#[test]
fn a_table_can_have_columns_of_its_own() {
    let columns =
        vec![Column::new("n", Kind::Long), Column::new("at", Kind::Time), Column::new("note", Kind::Text)];
    let rows = rows(
        json!([{"n": 2, "at": "2026-11-20T00:00:00Z", "unseen": 1}, {"n": "7", "at": "never", "note": null}]),
    );
    let tables =
        |name: &str| (name == "changes").then(|| Table { columns: columns.clone(), rows: rows.clone() });
    let output = run("CHANGES | extend old = now() - at | project n, at, note, old", &tables, now()).unwrap();
    assert_eq!(
        output.rows,
        [
            vec![json!(2), json!("2026-11-20T00:00:00.0000000Z"), json!(""), json!("1.12:00:00")],
            vec![json!(7), json!(null), json!(""), json!(null)],
        ]
    );
}
