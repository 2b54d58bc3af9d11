//! What every handler is given: the state behind its lock, the clock, randomness, faults, quotas.

use std::{
    num::NonZero,
    sync::{Arc, Mutex, MutexGuard},
    thread::available_parallelism,
    time::Duration,
};

use jiff::Timestamp;
use latchkey_peer::{Peers, SystemPeers};
use latchkey_types::{Clock, Entropy, Secret};
use tokio::sync::{Semaphore, watch};
use url::Url;

use crate::{
    adjustable_clock::AdjustableClock,
    audience::Resource,
    faults::Faults,
    flows::Flows,
    gate::Gate,
    listener::{Listener, Service},
    lock::lock,
    machines::Machines,
    page_snapshots::PageSnapshots,
    random,
    regions::Regions,
    requests::Requests,
    state::State,
    throttle::{Load, Throttle},
};

/// A running demo cloud's inside, shared by all connections.
pub(crate) struct Core {
    pub(crate) clock: AdjustableClock,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) listeners: Vec<Listener>,
    /// Every answer waits this long.
    pub(crate) latency: Duration,
    /// A grant or its removal is felt after this long.
    pub(crate) propagation: Duration,
    pub(crate) throttle: Throttle,
    /// What opens the control API in this run.
    pub(crate) control_secret: Secret,
    pub(crate) faults: Faults,
    pub(crate) regions: Regions,
    pub(crate) load: Load,
    pub(crate) requests: Requests,
    pub(crate) page_snapshots: PageSnapshots,
    pub(crate) machines: Machines,
    pub(crate) changes: watch::Sender<u64>,
    /// Whose programs may connect.
    pub(crate) peers: Arc<dyn Peers>,
    pub(crate) gate: Gate,
    /// Who answers what takes long. One processor is left for everything else.
    pub(crate) long_requests: Semaphore,
    state: Mutex<State>,
    flows: Mutex<Flows>,
}

impl Core {
    /// A demo cloud that answers at once, with every quota in force.
    pub(crate) fn new(
        state: State,
        listeners: Vec<Listener>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            clock: AdjustableClock::new(clock),
            machines: Machines::new(&*entropy, None),
            control_secret: Secret::new(random::opaque(&*entropy)),
            entropy,
            listeners,
            latency: Duration::ZERO,
            propagation: Duration::ZERO,
            throttle: Throttle::new(true),
            faults: Faults::default(),
            regions: Regions::default(),
            load: Load::default(),
            requests: Requests::default(),
            page_snapshots: PageSnapshots::default(),
            changes: watch::Sender::new(0),
            peers: Arc::new(SystemPeers::default()),
            gate: Gate::default(),
            long_requests: Semaphore::new(processors().saturating_sub(1).max(1)),
            state: Mutex::new(state),
            flows: Mutex::default(),
        }
    }

    /// The resource that a token is asked for by this name. Some clients make it from ARM's address, so
    /// every address of this demo cloud is one of ARM's names.
    pub(crate) fn resource(&self, name: &str) -> Option<Resource> {
        let is_own_address = Url::parse(name).is_ok_and(|url| {
            url.path() == "/"
                && self
                    .listeners
                    .iter()
                    .any(|listener| listener.service == Service::Cloud && listener.has(&url))
        });
        if is_own_address { Some(Resource::Arm) } else { Resource::named(name) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs something on the current state, and notifies watchers if it changed.
    pub(crate) fn with_state<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let mut state = lock(&self.state);
        let before = state.revision;
        state.settle(self.clock.now());
        let result = act(&mut state);
        if state.revision != before {
            drop(state);
            self.changes.send_modify(|count| *count += 1);
        }
        result
    }

    pub(crate) fn flows(&self) -> MutexGuard<'_, Flows> {
        lock(&self.flows)
    }

    /// Puts another state in place of everything.
    pub(crate) fn replace(&self, state: State) {
        *lock(&self.state) = state;
        self.page_snapshots.clear();
        *self.flows() = Flows::default();
        self.changes.send_modify(|count| *count += 1);
    }
}

fn processors() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}
