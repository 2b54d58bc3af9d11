//! Where a device code may be typed. A service could hand on the code of another one, whose page somebody knows and
//! trusts, and be signed in there in their name; so the page is the service's own.

use latchkey_types::Cloud;
use url::Url;

/// The pages of Microsoft's clouds, which are not on their authorities' hosts: the one of the answers, those that it
/// leads to, and those of China and of the US government.
const OF_MICROSOFT: [&str; 8] = [
    "https://microsoft.com/devicelogin",
    "https://www.microsoft.com/devicelogin",
    "https://login.microsoft.com/device",
    "https://aka.ms/devicelogin",
    "https://microsoft.com/deviceloginus",
    "https://aka.ms/deviceloginus",
    "https://microsoft.com/deviceloginchina",
    "https://aka.ms/deviceloginchina",
];

/// Whether a code of this authority may be typed on this page.
pub(super) fn is_device_page(authority: &Url, page: &Url) -> bool {
    let is_its_own =
        page.origin() == authority.origin() && page.username().is_empty() && page.password().is_none();
    let is_microsofts = Cloud::built_in().iter().any(|cloud| cloud.authority.origin() == authority.origin());
    is_its_own || (is_microsofts && OF_MICROSOFT.contains(&page.as_str().trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_typed_on_a_page_of_the_service_that_gave_it() {
        let check = |authority: &str, page: &str, expected: bool| {
            let (authority, page) = (Url::parse(authority).unwrap(), Url::parse(page).unwrap());
            assert_eq!(is_device_page(&authority, &page), expected, "{page} for {authority}");
        };
        for authority in Cloud::built_in().map(|cloud| cloud.authority) {
            for page in OF_MICROSOFT {
                check(authority.as_str(), page, true);
                check(authority.as_str(), &format!("{page}/"), true);
                check(authority.as_str(), &page.replace("https:", "http:"), false);
                check(authority.as_str(), &page.replace("://", "://u@"), false);
                check(authority.as_str(), &format!("{page}?redirect=https://evil.example"), false);
                check(authority.as_str(), &format!("{page}#x"), false);
                check("https://login.evil.example", page, false);
                check("http://localhost:4711", page, false);
            }
            check(authority.as_str(), authority.join("/common/oauth2/deviceauth").unwrap().as_str(), true);
            for page in
                ["https://microsoft.com/other", "https://aka.ms/evil", "https://evil.example/devicelogin"]
            {
                check(authority.as_str(), page, false);
            }
        }
        let own = "https://op.example/realms/a";
        check(own, "https://op.example/activate?user_code=A", true);
        check(own, "https://op.example:8443/activate", false);
        check(own, "http://op.example/activate", false);
        check(own, "https://u:p@op.example/activate", false);
        check(own, "https://accounts.example/activate", false);
        check(own, "javascript:alert(1)", false);
        check("http://127.0.0.1:4000", "http://127.0.0.1:4000/devicelogin", true);
        check("http://127.0.0.1:4000", "http://127.0.0.1:4001/devicelogin", false);
    }
}
