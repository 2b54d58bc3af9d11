//! The operators between the bars.

use serde_json::json;

use super::*;

const NUMBERS: &str = "resources | project name, size = tolong(properties.size), kind";

#[test]
fn columns_are_chosen_renamed_and_ordered() {
    for (query, expected) in [
        (
            "resources | project name, location | project-rename place = location | take 1",
            json!([{"name": "ws-B", "place": "westeurope"}]),
        ),
        ("resources | project-keep na*, k* | take 1", json!([{"name": "ws-B", "kind": "Default"}])),
        ("resources | project id, name, kind | project-away k*, id | take 1", json!([{"name": "ws-B"}])),
        ("resources | project NAME | take 1", json!([{"NAME": "ws-B"}])),
        (
            "resources | extend name = toupper(name), n = 1 | project name, n | take 1",
            json!([{"name": "WS-B", "n": 1}]),
        ),
        (
            "resources | project tolower(name), strcat('a', 'b') | take 1",
            json!([{"Column1": "ws-b", "Column2": "ab"}]),
        ),
        ("resources | project properties.sub.deep[0].x | take 1", json!([{"properties_sub_deep_0_x": 1}])),
        ("resources | project ['a b'] = name | where ['a b'] == 'kv'", json!([{"a b": "kv"}])),
        ("resources | distinct location", json!([{"location": "westeurope"}, {"location": "northeurope"}])),
        (
            "resources | project location | distinct *",
            json!([{"location": "westeurope"}, {"location": "northeurope"}]),
        ),
    ] {
        check(query, expected);
    }
    let output = find("resources | project id, name, kind | project-reorder kind").unwrap();
    let names: Vec<_> = output.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["kind", "id", "name"]);
}

#[test]
fn rows_are_ordered_with_nulls_where_they_belong() {
    for (order, expected) in [
        ("n", json!(["c", "a", null])),
        ("n asc", json!([null, "a", "c"])),
        ("n asc nulls last", json!(["a", "c", null])),
        ("n desc nulls first", json!([null, "c", "a"])),
    ] {
        let query = format!(
            "resources | extend v = case(name == 'kv', 'a', name == 'ws-a', 'c', ''), n = case(name == 'kv', 1, name == 'ws-a', 3, int(null)) \
             | extend n = tolong(n) | order by {order} | project v"
        );
        let output = find(&query).unwrap();
        let found: Vec<Json> = output
            .rows
            .into_iter()
            .map(|row| if row[0] == json!("") { Json::Null } else { row[0].clone() })
            .collect();
        assert_eq!(Json::Array(found), expected, "{order}");
    }
    check(
        "resources | sort by location asc, name desc | project name",
        json!([{"name": "ws-a"}, {"name": "ws-B"}, {"name": "kv"}]),
    );
}

#[test]
fn groups_are_summarized() {
    for (summary, expected) in [
        (
            "summarize sum(size), avg(size), min(size), max(size)",
            json!([{"sum_size": 10, "avg_size": 10.0 / 3.0, "min_size": 2, "max_size": 5}]),
        ),
        (
            "summarize n = countif(size > 2), d = dcount(kind), dcountif(kind, size > 2)",
            json!([{"n": 2, "d": 3, "dcountif_kind": 2}]),
        ),
        ("summarize share = 100.0 * countif(size > 2) / count()", json!([{"share": 200.0 / 3.0}])),
        (
            "summarize make_list(size), make_set(size > 2)",
            json!([{"list_size": [3, 5, 2], "set_": [true, false]}]),
        ),
        ("summarize make_list(size, 2)", json!([{"list_size": [3, 5]}])),
        (
            "summarize take_any(name), any(name) by big = size > 2 | where not(big)",
            json!([{"big": false, "name": "kv", "any_name": "kv"}]),
        ),
        ("summarize arg_max(size, name)", json!([{"size": 5, "name": "ws-a"}])),
        ("summarize arg_min(size, *) | project name, kind", json!([{"name": "kv", "kind": ""}])),
        (
            "summarize count() by bin(size, 2) | order by size asc",
            json!([{"size": 2, "count_": 2}, {"size": 4, "count_": 1}]),
        ),
        (
            "where false | summarize count(), sum(size), make_list(name)",
            json!([{"count_": 0, "sum_size": 0, "list_name": []}]),
        ),
        ("where false | summarize count() by name", json!([])),
        ("summarize count(), count()", json!([{"count_": 3, "count_1": 3}])),
    ] {
        check(&format!("{NUMBERS} | {summary}"), expected);
    }
}

#[test]
fn every_kind_of_join_keeps_its_rows() {
    let left = "resources | project name, g = resourceGroup";
    let right = "(resourcecontainers | where name startswith 'rg' | project g = name, t = 'group' | union (resourcecontainers | where name == 'Production' | project g = name, t = 'sub'))";
    for (kind, expected) in [
        ("inner", json!([{"name": "ws-B", "t": "group"}, {"name": "ws-a", "t": "group"}])),
        ("innerunique", json!([{"name": "ws-B", "t": "group"}])),
        (
            "leftouter",
            json!([{"name": "ws-B", "t": "group"}, {"name": "ws-a", "t": "group"}, {"name": "kv", "t": ""}]),
        ),
        (
            "rightouter",
            json!([{"name": "ws-B", "t": "group"}, {"name": "ws-a", "t": "group"}, {"name": "", "t": "sub"}]),
        ),
        (
            "fullouter",
            json!([{"name": "ws-B", "t": "group"}, {"name": "ws-a", "t": "group"}, {"name": "kv", "t": ""}, {"name": "", "t": "sub"}]),
        ),
    ] {
        check(&format!("{left} | join kind={kind} {right} on g | project name, t"), expected);
    }
    for (kind, expected) in [
        ("leftsemi", json!([{"name": "ws-B", "g": "rg-1"}, {"name": "ws-a", "g": "rg-1"}])),
        ("leftanti", json!([{"name": "kv", "g": "rg-2"}])),
        ("rightsemi", json!([{"g": "rg-1", "t": "group"}])),
        ("rightanti", json!([{"g": "Production", "t": "sub"}])),
    ] {
        check(&format!("{left} | join kind={kind} {right} on g"), expected);
    }
}

#[test]
fn unions_keep_all_columns_or_the_common_ones() {
    check(
        "union withsource=src (resources | where name == 'kv' | project name, location), (resourcecontainers | where name == 'rg-1' | project name, type)
         | project src, name, location",
        json!([{"src": "union_arg1", "name": "kv", "location": "westeurope"}, {"src": "union_arg2", "name": "rg-1", "location": ""}]),
    );
    check(
        "resources | where name == 'kv' | project name, location | union kind=inner (resourcecontainers | where name == 'rg-1' | project name, type)",
        json!([{"name": "kv"}, {"name": "rg-1"}]),
    );
}
