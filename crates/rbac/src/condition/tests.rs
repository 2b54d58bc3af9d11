//! Conditions as Microsoft's pages print them, with the answers that the pages give.

use super::*;

const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";
const READ_BLOB: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
const BACKUP_CONTRIBUTOR: &str = "5e467623-bb1f-42f4-a55d-6e525e11384b";
const BACKUP_READER: &str = "a795c7a0-d4a2-40c1-ae25-d81f01202912";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const ADA: &str = "28c35fea-2099-4cf5-8ad9-473547bc9423";

/// "Constrain roles and principal types" of Microsoft's examples of delegation.
const ROLES_AND_TYPES: &str = "
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
 )
 OR
 (
  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {5e467623-bb1f-42f4-a55d-6e525e11384b, a795c7a0-d4a2-40c1-ae25-d81f01202912}
  AND
  @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}
 )
)
AND
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})
 )
 OR
 (
  @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {5e467623-bb1f-42f4-a55d-6e525e11384b, a795c7a0-d4a2-40c1-ae25-d81f01202912}
  AND
  @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}
 )
)";

/// "Allow most roles, but don't allow others to assign roles" of the same page.
const ALL_BUT: &str = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, f58310d9-a9f6-439a-9e8d-f62e7b41a168, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9}))";

fn named(name: &str) -> Attribute {
    Attribute::new(Source::Request, name)
}

fn assigning(role: &str, principal_type: &str) -> Attributes {
    Attributes::default().with_role_assignment(Source::Request, role, ADA, principal_type)
}

#[test]
fn delegation_is_constrained_as_the_examples_say() {
    let check = |condition: &str, action: &str, attributes: &Attributes, expected: Outcome| {
        let condition = Condition::parse(condition).unwrap();
        assert_eq!(condition.evaluate(action, attributes), expected, "{action} {attributes:?}");
    };
    let nothing = Attributes::default();
    check(ROLES_AND_TYPES, WRITE, &assigning(BACKUP_READER, "User"), Outcome::Met);
    check(ROLES_AND_TYPES, WRITE, &assigning(BACKUP_CONTRIBUTOR, "group"), Outcome::Met);
    check(ROLES_AND_TYPES, WRITE, &assigning(&BACKUP_READER.to_uppercase(), "User"), Outcome::Met);
    let full_id =
        format!("/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/{BACKUP_READER}");
    check(ROLES_AND_TYPES, WRITE, &assigning(&full_id, "User"), Outcome::Met);
    check(ROLES_AND_TYPES, WRITE, &assigning(BACKUP_READER, "ServicePrincipal"), Outcome::NotMet);
    check(ROLES_AND_TYPES, WRITE, &assigning(OWNER, "User"), Outcome::NotMet);
    // Removing looks at the assignment that is there, not at the request.
    let removing = nothing.clone().with_role_assignment(Source::Resource, BACKUP_READER, ADA, "User");
    check(ROLES_AND_TYPES, DELETE, &removing, Outcome::Met);
    let removing = nothing.clone().with_role_assignment(Source::Resource, OWNER, ADA, "User");
    check(ROLES_AND_TYPES, DELETE, &removing, Outcome::NotMet);
    let role_of_resource =
        Attribute::new(Source::Resource, "Microsoft.Authorization/roleAssignments:RoleDefinitionId");
    let type_of_resource =
        Attribute::new(Source::Resource, "Microsoft.Authorization/roleAssignments:PrincipalType");
    let missing = vec![role_of_resource, type_of_resource];
    check(ROLES_AND_TYPES, DELETE, &assigning(BACKUP_READER, "User"), Outcome::Unknown(missing));
    // Whatever the condition does not name is granted.
    check(ROLES_AND_TYPES, "Microsoft.Authorization/roleAssignments/read", &nothing, Outcome::Met);
    check(ALL_BUT, WRITE, &assigning(BACKUP_READER, "User"), Outcome::Met);
    check(ALL_BUT, WRITE, &assigning(OWNER, "User"), Outcome::NotMet);
    check(ALL_BUT, WRITE, &assigning("not a guid", "User"), Outcome::NotMet);
    check(ALL_BUT, DELETE, &nothing, Outcome::Met);
}

#[test]
fn operators_answer_as_the_page_says() {
    let check = |condition: &str, expected: bool| {
        let attributes = Attributes::default()
            .with(&named("name"), ["abcd"])
            .with(&named("role"), [OWNER])
            .with(&named("count"), [10])
            .with(&named("hns"), [true])
            .with(&named("at"), ["2023-05-01T13:00:00.0000001Z"])
            .with(&named("from"), ["10.1.2.3"])
            .with(&named("tags&$keys$&"), ["Project", "Program"])
            .without(&named("absent"));
        let parsed = Condition::parse(condition).unwrap();
        assert_eq!(parsed.evaluate(READ_BLOB, &attributes), Outcome::from(expected), "{condition}");
    };
    check("@Request[name] StringLike 'a*c?'", true);
    check("@Request[name] StringLike 'A*C?'", false);
    check("@Request[name] StringLikeIgnoreCase 'A*C?'", true);
    check("@Request[name] StringLike 'a*c'", false);
    check("@Request[name] StringNotLike 'a*c'", true);
    check(r"'readonly*' StringLike 'readonly\*'", true);
    check(r"'readonly/x' StringLike 'readonly\*'", false);
    check(r"'a\b' StringLike 'a\\b'", true);
    check("'' StringLike '*'", true);
    check("'' StringLike '?'", false);
    check("@Request[name] StringEquals 'abcd'", true);
    check("@Request[name] StringEquals 'ABCD'", false);
    check("@Request[name] StringEqualsIgnoreCase 'ABCD'", true);
    check("@Request[name] StringNotEquals 'ABCD'", true);
    check("@Request[name] StringNotEqualsIgnoreCase 'ABCD'", false);
    check("@Request[name] StringStartsWith 'ab'", true);
    check("@Request[name] StringStartsWith 'AB'", false);
    check("@Request[name] StringStartsWithIgnoreCase 'AB'", true);
    check("@Request[name] StringNotStartsWith 'b'", true);
    check("@Request[name] StringNotStartsWithIgnoreCase 'AB'", false);
    check("@Request[NAME] StringEquals @Request[name]", true);
    check("@Request[count] NumericEquals 10", true);
    check("@Request[count] NumericNotEquals 10", false);
    check("@Request[count] NumericGreaterThan 10", false);
    check("@Request[count] NumericGreaterThanEquals 10", true);
    check("@Request[count] NumericLessThan 11", true);
    check("@Request[count] NumericLessThanEquals -1", false);
    check("@Request[hns] BoolEquals true", true);
    check("@Request[hns] BoolNotEquals true", false);
    check("@Request[hns] boolequals False", false);
    check("@Request[at] DateTimeGreaterThan '2023-05-01T13:00:00.0Z'", true);
    check("@Request[at] DateTimeEquals '2023-05-01T15:00:00.0000001+02:00'", true);
    check("@Request[at] DateTimeNotEquals '2023-05-01T13:00:00Z'", true);
    check("@Request[at] DateTimeLessThan '2023-05-01T13:00:00Z'", false);
    check("@Request[at] DateTimeLessThanEquals '2023-05-01T13:00:00.0000001Z'", true);
    check("@Request[at] DateTimeGreaterThanEquals '2024-01-01T00:00:00Z'", false);
    check("@Request[role] GuidEquals 8E3AF657-A8FF-443C-A75C-2FE8C4BCB635", true);
    check("@Request[role] GuidEquals '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'", true);
    check("@Request[role] GuidNotEquals a795c7a0-d4a2-40c1-ae25-d81f01202912", true);
    check("@Request[from] IpMatch '10.1.0.0/16'", true);
    check("@Request[from] IpMatch '10.2.0.0/16'", false);
    check("@Request[from] IpMatch '0.0.0.0/0'", true);
    check("@Request[from] IpMatch '10.1.2.3'", true);
    check("@Request[from] IpMatch '::/0'", false);
    check("@Request[from] IpNotMatch '10.2.0.0/16'", true);
    check("'2001:db8::1' IpMatch '2001:db8::/32'", true);
    check("'2001:db8::1' IpMatch '::/0'", true);
    check("{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'blue', 'green'}", true);
    check("{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'orange', 'green'}", false);
    check("{'red', 'blue'} ForAllOfAnyValues:StringEquals {'orange', 'red', 'blue'}", true);
    check("{'red', 'blue'} ForAllOfAnyValues:StringEquals {'red', 'green'}", false);
    check("{10, 20} ForAnyOfAllValues:NumericLessThan {15, 18}", true);
    check("{10, 20} ForAllOfAllValues:NumericLessThan {5, 15, 18}", false);
    check("{10, 20} ForAllOfAllValues:NumericLessThan {25, 30}", true);
    check("{10, 20} ForAllOfAllValues:NumericLessThan {15, 25, 30}", false);
    check("@Request[tags&$keys$&] ForAllOfAnyValues:StringEquals {'Project', 'Program'}", true);
    check("@Request[tags&$keys$&] ForAllOfAnyValues:StringEquals {'Project', 'Cost'}", false);
    check("Exists @Request[name]", true);
    check("NOT Exists @Request[absent]", true);
    check("@Request[absent] StringEquals 'x' OR NOT Exists @Request[absent]", true);
    // Where the page is silent, whatever grants less.
    check("@Request[absent] StringNotEquals 'x'", false);
    check("@Request[absent] ForAllOfAllValues:StringNotEquals {'x'}", false);
    check("@Request[tags&$keys$&] StringEquals 'Project'", false);
    check("@Request[name] NumericNotEquals 1", false);
    check("ActionMatches{'Microsoft.Storage/*/blobs/read'} && !(ActionMatches{'*/write', '*/delete'})", true);
}

#[test]
fn tags_keep_the_case_of_their_key() {
    let tag = |path: &str, key: &str| {
        Attribute::new(Source::Resource, format!("{path}:{key}<$key_case_sensitive$>"))
    };
    let blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags";
    let attributes =
        Attributes::default().with(&tag(blobs, "Project"), ["Cascade"]).complete(Source::Resource);
    let check = |path: &str, key: &str, expected: Outcome| {
        let condition = Condition::parse(&format!("{} StringEquals 'Cascade'", tag(path, key))).unwrap();
        assert_eq!(condition.evaluate(READ_BLOB, &attributes), expected, "{path}:{key}");
    };
    check(blobs, "Project", Outcome::Met);
    check(&blobs.to_uppercase(), "Project", Outcome::Met);
    check(blobs, "project", Outcome::NotMet);
}

#[test]
fn suboperations_narrow_an_action() {
    let condition = "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[containers:name] StringEquals 'a'))";
    let condition = Condition::parse(condition).unwrap();
    let container = Attribute::new(Source::Resource, "containers:name");
    let other = Attributes::default().with(&container, ["b"]);
    let check = |action: &str, attributes: &Attributes, expected: Outcome| {
        assert_eq!(condition.evaluate(action, attributes), expected, "{action} {attributes:?}");
    };
    let list = other.clone().with(&Attribute::sub_operation(), ["blob.list"]);
    check(READ_BLOB, &list, Outcome::Met);
    check(READ_BLOB, &other.clone().without(&Attribute::sub_operation()), Outcome::NotMet);
    check(READ_BLOB, &other, Outcome::Unknown(vec![Attribute::sub_operation()]));
    check(WRITE, &Attributes::default(), Outcome::Met);
}

#[test]
fn the_unknown_stays_unknown_unless_the_rest_decides() {
    let missing = || Outcome::Unknown(vec![named("x")]);
    let check = |condition: &str, expected: Outcome| {
        let outcome = Condition::parse(condition).unwrap().evaluate(READ_BLOB, &Attributes::default());
        assert_eq!(outcome, expected, "{condition}");
    };
    check("@Request[x] StringEquals 'a'", missing());
    check("NOT @Request[x] StringEquals 'a'", missing());
    check("Exists @Request[x]", missing());
    check("@Request[x] StringEquals 'a' AND 'a' StringEquals 'a'", missing());
    check("@Request[x] StringEquals 'a' AND 'a' StringEquals 'b'", Outcome::NotMet);
    check("@Request[x] StringEquals 'a' OR 'a' StringEquals 'a'", Outcome::Met);
    check("@Request[x] StringEquals 'a' OR 'a' StringEquals 'b'", missing());
    check("@Request[x] StringEquals 'a' OR @Request[X] StringEquals 'b' OR Exists @Request[x]", {
        Outcome::Unknown(vec![named("x"), named("X")])
    });
    // Nothing compares with what is absent, so the other side need not be known.
    let absent = Attributes::default().without(&named("absent"));
    let condition = Condition::parse("@Request[x] StringEquals @Request[absent]").unwrap();
    assert_eq!(condition.evaluate(READ_BLOB, &absent), Outcome::NotMet);
}

#[test]
fn an_error_names_the_place_and_what_belongs_there() {
    let check = |text: &str, expected: &str| {
        assert_eq!(Condition::parse(text).unwrap_err().to_string(), expected, "{text}");
    };
    check("", "line 1, column 1: expected \"(\", NOT, a function, an attribute or a value, found the end");
    check("(ActionMatches{'a'}", "line 1, column 20: expected AND, OR or \")\", found the end");
    check("ActionMatches{'a'})", "line 1, column 19: expected AND, OR or the end, found \")\"");
    check("ActionMatches{a}", "line 1, column 15: expected an action in single quotes, found \"a\"");
    check("ActionMatches('a')", "line 1, column 14: expected \"{\", found \"(\"");
    check(
        "'ü'\n  GuidEqual",
        "line 2, column 3: expected a comparison like StringEquals, found \"GuidEqual\"",
    );
    check("'ü' GuidEqual", "line 1, column 5: expected a comparison like StringEquals, found \"GuidEqual\"");
    check("@Request[a] GuidEquals 8e3af657a8ff443ca75c2fe8c4bcb635", {
        "line 1, column 24: expected a value or an attribute, found \"8e3af657a8ff443ca75c2fe8c4bcb635\""
    });
    check("@Request[a] StringEquals", "line 1, column 25: expected a value or an attribute, found the end");
    check("@Request[a] StringEquals 'b", "line 1, column 28: expected a closing \"'\", found the end");
    check(
        "@Who[a] StringEquals 'b'",
        "line 1, column 1: expected @Request, @Resource, @Principal or @Environment, found \"@Who\"",
    );
    check("Exists @Request", "line 1, column 16: expected \"[\" and an attribute's name, found the end");
    check("Exists @Request[a", "line 1, column 18: expected \"]\" after the attribute's name, found the end");
    check("Exists @Request[ ]", "line 1, column 17: expected an attribute's name, found ' '");
    check("Exists 'a'", "line 1, column 8: expected an attribute, found 'a'");
    check(
        "'a' StringEquals {'a'}",
        "line 1, column 18: expected a single value, or ForAnyOfAnyValues: before the comparison, found \"{\"",
    );
    check("'a' ForAnyOfAnyValues StringEquals {'a'}", {
        "line 1, column 23: expected \":\", found \"StringEquals\""
    });
    check("'a' ForAnyOfAnyValues:StringEquals {}", "line 1, column 37: expected a value, found \"}\"");
    check("'a' ForAnyOfAnyValues:StringEquals {'a' 'b'}", {
        "line 1, column 41: expected \",\" or \"}\", found 'b'"
    });
    check(
        "@Request[a] ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 'owner'}",
        "line 1, column 81: expected a GUID, found 'owner'",
    );
    check("@Request[a] NumericEquals 'x'", "line 1, column 27: expected a whole number, found 'x'");
    check("@Request[a] BoolEquals 1", "line 1, column 24: expected true or false, found \"1\"");
    check("@Request[a] StringEquals 1", "line 1, column 26: expected a text in single quotes, found \"1\"");
    check(
        "@Request[a] DateTimeLessThan 'noon'",
        "line 1, column 30: expected a time like '2023-05-01T13:00:00.0Z', found 'noon'",
    );
    check(
        "@Request[a] IpMatch '10.0.0.0/33'",
        "line 1, column 21: expected an IP address or range in single quotes, found '10.0.0.0/33'",
    );
    check("Exists @Request[a] AND Exists @Request[b] OR Exists @Request[c]", {
        "line 1, column 43: expected parentheses where AND and OR meet, found OR"
    });
    check("a & b", "line 1, column 3: expected a parenthesis, a word, an attribute or a value, found '&'");
}

#[test]
fn a_deep_condition_is_refused_and_a_long_one_is_not() {
    let nested = |depth: usize| format!("{}'a' StringEquals 'a'{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Condition::parse(&nested(64)).is_ok());
    assert!(Condition::parse(&nested(65)).unwrap_err().expected.starts_with("at most 64"));
    assert!(Condition::parse(&nested(1_000_000)).is_err());
    assert!(Condition::parse(&"!".repeat(1_000_000)).is_err());
    let long = vec!["'a' StringEquals 'a'"; 50_000].join(" AND ");
    let long = Condition::parse(&long).unwrap();
    assert_eq!(long.evaluate(READ_BLOB, &Attributes::default()), Outcome::Met);
}

#[test]
fn a_condition_is_shown_in_one_spelling() {
    let check = |text: &str, expected: &str| {
        assert_eq!(Condition::parse(text).unwrap().to_string(), expected);
    };
    check("((!(ActionMatches{'a'})))", "NOT ActionMatches{'a'}");
    check("!( exists @request[ a:b ]&&not Exists @Resource[c] )", {
        "!(Exists @Request[a:b] AND NOT Exists @Resource[c])"
    });
    check("(@Request[a] foranyofanyvalues : guidequals {8E3AF657-A8FF-443C-A75C-2FE8C4BCB635})", {
        "@Request[a] ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}"
    });
    check("(1 numericequals 1 || TRUE BoolEquals false) AND Exists @Environment[isPrivateLink]", {
        "(1 NumericEquals 1 OR true BoolEquals false) AND Exists @Environment[isPrivateLink]"
    });
}
