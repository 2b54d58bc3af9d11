//! Expressions: operators, null, literals and functions.

use serde_json::json;

use super::*;

#[test]
fn operators_on_text_mind_case_and_terms() {
    for (expression, expected) in [
        ("'Abc' == 'abc'", false),
        ("'Abc' =~ 'aBC'", true),
        ("'Abc' !~ 'aBC'", false),
        ("'Abc' contains 'BC'", true),
        ("'Abc' contains_cs 'BC'", false),
        ("'Abc' !contains 'x'", true),
        ("'a/bc/d' has 'BC'", true),
        ("'a/bcd' has 'bc'", false),
        ("'xbc bc' has 'bc'", true),
        ("'a/bcd' !has 'bc'", true),
        ("'a/bc/d' has_cs 'BC'", false),
        ("'a/bcd' hasprefix 'BC'", true),
        ("'a/abc' hassuffix 'BC'", true),
        ("'one two' has_any ('three', 'TWO')", true),
        ("'one two' has_any (dynamic(['three', 'four']))", false),
        ("'Abc' startswith 'aB'", true),
        ("'Abc' startswith_cs 'aB'", false),
        ("'Abc' !startswith 'x'", true),
        ("'Abc' endswith 'BC'", true),
        ("'Abc' !endswith 'BC'", false),
        ("'Abc' in ('abc', 'Abc')", true),
        ("'Abc' in~ ('x', 'aBC')", true),
        ("'Abc' !in ('abc')", true),
        ("'Abc' !in~ ('abc')", false),
        ("'Abc' in (dynamic(['Abc']))", true),
        ("'Abc1' matches regex @'^[A-Z][a-z]+\\d$'", true),
        ("5 between (1 .. 5)", true),
        ("5 !between (1..4)", true),
        ("datetime(2026-11-20) between (ago(3d) .. now())", true),
        ("'a' < 'b' and not('b' <= 'a') or false", true),
        ("1 + 2 * 3 == 7 and (1 + 2) * 3 == 9 and 7 / 2 == 3 and 7 % 4 == 3 and -3 < -2.5", true),
    ] {
        check_expression(expression, json!(expected));
    }
}

#[test]
fn null_is_unequal_to_everything_and_unknown_to_itself() {
    for (expression, expected) in [
        ("properties.none == 'x'", json!(false)),
        ("properties.none != 'x'", json!(true)),
        ("properties.none == properties.nothing", json!(null)),
        ("properties.none != properties.nothing", json!(null)),
        ("properties.none > 5", json!(null)),
        ("properties.none =~ 'x'", json!(false)),
        ("properties.none !contains 'x'", json!(true)),
        ("not(properties.none > 5)", json!(null)),
        ("properties.none > 5 or true", json!(true)),
        ("properties.none > 5 and false", json!(false)),
        ("properties.none > 5 and true", json!(null)),
        ("properties.none + 1", json!(null)),
        ("1 / 0", json!(null)),
        ("tostring(properties.none)", json!("")),
        ("isnull(properties.none)", json!(true)),
        ("isnotnull(managedBy)", json!(true)),
        ("isempty(managedBy)", json!(true)),
        ("isnotempty(name)", json!(true)),
        ("isempty(properties.none)", json!(true)),
        ("toint('x')", json!(null)),
    ] {
        check_expression(expression, expected);
    }
    check("resources | where properties.none > 5 | count", json!([{"Count": 0}]));
    check("resources | where not(properties.none > 5) | count", json!([{"Count": 0}]));
}

#[test]
fn json_compares_with_the_kind_beside_it() {
    for (expression, expected) in [
        ("properties.size == 3", json!(true)),
        ("properties.size == '3'", json!(true)),
        ("properties.size > 2.5", json!(true)),
        ("properties.hbiWorkspace == false", json!(true)),
        ("properties.hbiWorkspace == 'false'", json!(true)),
        ("properties.createdAt > datetime(2026-11-20T09:00:00Z)", json!(true)),
        ("PROPERTIES.Size", json!(3)),
        ("properties.sub.deep[0].x", json!(1)),
        ("properties.zones[-1]", json!("2")),
        ("properties.zones[9]", json!(null)),
        ("properties.zones.name", json!(null)),
        ("properties['sub']['deep'][0]['x']", json!(1)),
        ("parse_json('{\"a\":[1,{\"b\":null}]}').a[0]", json!(1)),
        (
            "dynamic({'a': [1, -2.5, true, null, \"x\"], b: {}})",
            json!({"a": [1, -2.5, true, null, "x"], "b": {}}),
        ),
        ("dynamic([1,2])[1]", json!(2)),
    ] {
        check_expression(expression, expected);
    }
}

#[test]
fn functions_do_as_kusto_documents() {
    for (expression, expected) in [
        ("strcat(tolower('AB'), '-', toupper('c'), 1)", json!("ab-C1")),
        ("strcat_delim('/', 'a', 2, 'c')", json!("a/2/c")),
        ("split('a/b/c', '/')[1]", json!("b")),
        ("split('a/b/c', '/', 2)", json!(["c"])),
        ("substring('abcdef', 2)", json!("cdef")),
        ("substring('abcdef', 1, 2)", json!("bc")),
        ("substring('abcdef', -2, 9)", json!("ef")),
        ("strlen('häß')", json!(3)),
        ("replace_string('a.b.c', '.', '-')", json!("a-b-c")),
        ("replace('(b)(c)', @'\\2\\1', 'abcd')", json!("acbd")),
        ("replace_regex('a1b22', '[0-9]+', '#')", json!("a#b#")),
        ("trim('-+', '--a-b--')", json!("a-b")),
        ("trim_start('/', '/a/')", json!("a/")),
        ("trim_end('/', '/a/')", json!("/a")),
        ("extract('/rg/([^/]+)', 1, '/s/rg/ws')", json!("ws")),
        ("extract('x(.)', 1, 'abc')", json!("")),
        ("indexof('abcabc', 'c')", json!(2)),
        ("indexof('abcabc', 'c', 3)", json!(5)),
        ("indexof('abc', 'x')", json!(-1)),
        ("iff(1 > 2, 'a', 'b')", json!("b")),
        ("iif(true, 1, 2)", json!(1)),
        ("case(1 > 2, 'a', 2 > 1, 'b', 'c')", json!("b")),
        ("coalesce(properties.none, properties.size)", json!(3)),
        ("coalesce(managedBy, 'nobody')", json!("nobody")),
        ("array_length(properties.zones)", json!(2)),
        ("array_length(properties.none)", json!(null)),
        ("array_index_of(properties.zones, '2')", json!(1)),
        ("array_index_of(dynamic([5]), 6)", json!(-1)),
        ("bag_keys(dynamic({'a': 1, 'b': 2}))", json!(["a", "b"])),
        ("pack('a', 1, 'b', pack_array('x', true))", json!({"a": 1, "b": ["x", true]})),
        ("bag_merge(dynamic({'a': 1}), dynamic({'a': 2, 'b': 3}))", json!({"a": 1, "b": 3})),
        ("array_concat(dynamic([1]), dynamic([2]))", json!([1, 2])),
        ("strcat_array(dynamic(['a', 1]), ',')", json!("a,1")),
        ("tolong('12') + toint(1.9)", json!(13)),
        ("todouble('1.5')", json!(1.5)),
        ("tobool('true')", json!(true)),
        ("tostring(dynamic({'a': [1]}))", json!("{\"a\":[1]}")),
        ("tostring(1.0)", json!("1.0")),
        ("tostring(2h + 90s)", json!("02:01:30")),
        ("1.5d", json!("1.12:00:00")),
        ("timespan(1.02:03:04)", json!("1.02:03:04")),
        ("now() - todatetime(properties.createdAt)", json!("1.02:00:00")),
        ("datetime(2026-11-21 10:30)", json!("2026-11-21T10:30:00.0000000Z")),
        ("ago(1d)", json!("2026-11-20T12:00:00.0000000Z")),
        ("datetime_diff('day', now(), datetime(2026-11-01))", json!(20)),
        ("datetime_diff('month', now(), datetime(2025-12-31))", json!(11)),
        ("datetime_add('month', -1, datetime(2026-03-31))", json!("2026-02-28T00:00:00.0000000Z")),
        ("format_datetime(now(), 'yyyy-MM-dd HH:mm:ss')", json!("2026-11-21 12:00:00")),
        ("startofday(now())", json!("2026-11-21T00:00:00.0000000Z")),
        ("startofmonth(now())", json!("2026-11-01T00:00:00.0000000Z")),
        ("bin(7, 5)", json!(5)),
        ("bin(todatetime(properties.createdAt), 1d)", json!("2026-11-20T00:00:00.0000000Z")),
        ("round(2.567, 1)", json!(2.6)),
        ("max_of(1, 3, 2)", json!(3)),
        ("gettype(properties.zones)", json!("array")),
        ("0x10", json!(16)),
        ("1e3", json!(1000.0)),
        ("'it\\'s \\u0041\\n'", json!("it's A\n")),
        ("@'C:\\x''y'", json!("C:\\x'y")),
        ("\"double 'quoted'\"", json!("double 'quoted'")),
        ("real(null)", json!(null)),
    ] {
        check_expression(expression, expected);
    }
}
