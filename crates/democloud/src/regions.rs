//! Outages of regions. Services of a region that is down do not answer; ARM is global and still lists them.

use std::{collections::BTreeSet, sync::Mutex};

use crate::lock::lock;

/// Which regions are down. This is a control of the process that owns the demo cloud.
#[derive(Debug, Default)]
pub struct Regions {
    down: Mutex<BTreeSet<String>>,
}

impl Regions {
    /// Takes a region down until it is brought up again. Letter case and spaces carry no meaning.
    pub fn take_down(&self, region: &str) {
        lock(&self.down).insert(plain(region));
    }

    /// Brings a region up again.
    pub fn bring_up(&self, region: &str) {
        lock(&self.down).remove(&plain(region));
    }

    /// Brings every region up again.
    pub fn bring_all_up(&self) {
        lock(&self.down).clear();
    }

    /// Whether a region is down.
    pub fn is_down(&self, region: &str) -> bool {
        lock(&self.down).contains(&plain(region))
    }

    /// The regions that are down, in the order of their names.
    pub fn list_down(&self) -> Vec<String> {
        lock(&self.down).iter().cloned().collect()
    }
}

/// `West Europe` is `westeurope`, as in ids and addresses.
pub(crate) fn plain(region: &str) -> String {
    region.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_down_until_it_is_up_again_however_it_is_spelled() {
        let regions = Regions::default();
        regions.take_down("West Europe");
        regions.take_down("uksouth");
        assert!(regions.is_down("WESTEUROPE") && !regions.is_down("northeurope"));
        assert_eq!(regions.list_down(), ["uksouth", "westeurope"]);
        regions.bring_up("westEurope");
        assert!(!regions.is_down("westeurope") && regions.is_down("uksouth"));
        regions.bring_all_up();
        assert_eq!(regions.list_down(), Vec::<String>::new());
    }
}
