//! Ends operations and propagating role assignments when their time has come, whether anybody asks about them or
//! not.

use jiff::Timestamp;

use super::{Change, Keys, Outcome, Provisioning, State, Target};

impl State {
    /// The keys that an operation is about.
    pub(crate) fn keys_mut(&mut self, target: &Target) -> Option<&mut Keys> {
        match target {
            Target::Workspace(_) => None,
            Target::OnlineEndpoint(id) => {
                self.endpoints.find_mut(|endpoint| endpoint.id() == *id).map(|found| &mut found.keys)
            }
            Target::ServerlessEndpoint(id) => {
                let endpoints = &mut self.ml.serverless_endpoints;
                endpoints.find_mut(|endpoint| endpoint.id() == *id).map(|found| &mut found.keys)
            }
            Target::WebService(id) => {
                self.services.find_mut(|service| service.id() == *id).map(|found| &mut found.keys)
            }
        }
    }

    /// Brings every operation whose time has come to its end.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        for at in 0..self.operations.len() {
            let operation = &self.operations[at];
            if operation.outcome != Outcome::Running || operation.ready_at > now {
                continue;
            }
            let operation = &mut self.operations[at];
            operation.ended_at = Some(operation.ready_at);
            let target = operation.target.clone();
            let change = operation.change.take();
            operation.outcome = if change.is_some() { Outcome::Succeeded } else { Outcome::Failed };
            match change {
                Some(Change::Keys(change)) => {
                    if let Some(keys) = self.keys_mut(&target) {
                        change.apply(keys);
                    }
                }
                Some(Change::Provisioned) => self.provisioned(&target),
                Some(Change::Removed) => self.remove(&target),
                Some(Change::Resynced) | None => {}
            }
            self.touch();
        }
        self.activity.settle(self.operations.iter());
        let is_due = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        self.assignments.change_where(|one| is_due(one.effective_at), |one| one.effective_at = None);
        self.lingering.retain(|one| one.until > now);
    }

    fn provisioned(&mut self, target: &Target) {
        let found = self.endpoint_mut(target.id());
        // A deletion may have begun meanwhile; it wins.
        if let Some(endpoint) = found.filter(|endpoint| endpoint.provisioning != Provisioning::Deleting) {
            endpoint.provisioning = Provisioning::Succeeded;
        }
    }

    fn remove(&mut self, target: &Target) {
        match target {
            Target::OnlineEndpoint(id) => self.endpoints.retain(|endpoint| endpoint.id() != *id),
            Target::WebService(id) => self.services.retain(|service| service.id() != *id),
            Target::ServerlessEndpoint(_) | Target::Workspace(_) => {}
        }
    }
}
