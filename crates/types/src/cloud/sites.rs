//! Where people work with Microsoft's clouds in a browser. Other clouds have no such sites.

use url::Url;

use super::Cloud;

/// The sites of a cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sites {
    studio: &'static str,
    portal: &'static str,
}

impl Cloud {
    /// The sites of this cloud, if it is one of Microsoft's in every part.
    pub fn sites(&self) -> Option<Sites> {
        let hosts = [
            ("https://ml.azure.com", "https://portal.azure.com"),
            ("https://ml.azure.us", "https://portal.azure.us"),
            ("https://studio.ml.azure.cn", "https://portal.azure.cn"),
        ];
        let mut sites = Self::built_in().into_iter().zip(hosts);
        sites.find(|(cloud, _)| cloud == self).map(|(_, (studio, portal))| Sites { studio, portal })
    }
}

impl Sites {
    /// Azure Machine Learning studio.
    pub fn studio(self) -> Url {
        parsed(self.studio)
    }

    /// The Azure portal.
    pub fn portal(self) -> Url {
        parsed(self.portal)
    }
}

fn parsed(base: &str) -> Url {
    Url::parse(base).expect("the built-in addresses are valid URLs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_microsofts_clouds_has_its_own_sites_and_no_other_cloud_has_any() {
        let check = |cloud: Cloud, expected: Option<[&str; 2]>| {
            let sites = cloud.sites().map(|sites| [sites.studio(), sites.portal()].map(String::from));
            assert_eq!(sites, expected.map(|hosts| hosts.map(|host| format!("https://{host}/"))));
        };
        check(Cloud::public(), Some(["ml.azure.com", "portal.azure.com"]));
        check(Cloud::us_government(), Some(["ml.azure.us", "portal.azure.us"]));
        check(Cloud::china(), Some(["studio.ml.azure.cn", "portal.azure.cn"]));
        let arm = Url::parse("https://arm.stack.example").unwrap();
        check(Cloud { arm, ..Cloud::public() }, None);
    }
}
