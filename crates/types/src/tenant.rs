//! What a tenant can be called: one rule for every place that takes a name from a person, a file or a service.

use uuid::Uuid;

/// Words of Entra that stand for several tenants.
const SEVERAL: [&str; 3] = ["organizations", "common", "consumers"];
/// Lengths of a domain and of one of its labels, in bytes (RFC 1035 §2.3.4).
const LONGEST_DOMAIN: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Whether a text can name a tenant: a word that Entra knows, a GUID or a domain. It becomes part of addresses.
pub fn is_tenant(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_plain && !label.is_empty() && label.len() <= LONGEST_LABEL && !label.starts_with('-')
    };
    let is_domain = || text.len() <= LONGEST_DOMAIN && text.contains('.') && text.split('.').all(is_label);
    names_several_tenants(text) || tenant_id(text).is_some() || is_domain()
}

/// Whether a text is a word that Entra knows for several tenants.
pub fn names_several_tenants(text: &str) -> bool {
    SEVERAL.contains(&text)
}

/// A tenant's GUID, hyphenated and in lower case; `None` if the text is none.
pub fn tenant_id(text: &str) -> Option<String> {
    // The library takes braces and a prefix too, which no service does.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    is_plain.then(|| Uuid::try_parse(text).ok()).flatten().map(|id| id.hyphenated().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenants_are_words_guids_and_domains() {
        let check = |text: &str, expected: bool| assert_eq!(is_tenant(text), expected, "{text}");
        for word in SEVERAL {
            check(word, true);
        }
        check("3bb4b426-0005-420c-9cbf-a0285d6c55c3", true);
        check("contoso.com", true);
        check("contoso.onmicrosoft.com", true);
        check(&format!("{}.com", "a".repeat(64)), false);
        check(&format!("{}com", "a.".repeat(126)), false);
        for other in
            ["", "contoso", "a/b", "../x", "a b.com", "-x.com", "a..b", ".com", "ü.example", "a?b.com"]
        {
            check(other, false);
        }
    }

    #[test]
    fn an_id_is_written_in_one_way() {
        let id = "3bb4b426-0005-420c-9cbf-a0285d6c55c3";
        assert_eq!(tenant_id(&id.to_uppercase()).as_deref(), Some(id));
        assert_eq!(tenant_id(&id.replace('-', "")).as_deref(), Some(id));
        for other in ["contoso.com", "", &format!("{{{id}}}"), &format!("urn:uuid:{id}")] {
            assert_eq!(tenant_id(other), None, "{other}");
        }
    }
}
