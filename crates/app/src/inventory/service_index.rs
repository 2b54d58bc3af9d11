//! The services that were read, and what has changed since a screen last asked, so that a long list reaches the screen
//! row by row and a screen that comes back receives only what is new.
//!
//! Rows of a source that fails stay: they are what was last known, and the failure says so.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use jiff::Timestamp;
use latchkey_azure::services::{EndpointKind, ServiceId, ServiceSource};
use latchkey_types::ResourceId;

use super::KnownService;
use crate::bridge::{CommandError, ListFailure, ListMark, ServiceChanges};

/// A list that services come from: one API of one workspace.
type SourceKey = (ResourceId, ServiceSource);

/// Services by id, with the number of the change that each last had.
pub(crate) struct ServiceIndex {
    /// Tells this list from the one of an earlier session.
    list: u32,
    revision: u32,
    services: HashMap<ServiceId, Entry>,
    removed: Vec<Removed>,
    sources: BTreeMap<SourceKey, Source>,
    /// Readings of one workspace, and of all (none), that were begun.
    readings: HashMap<Option<ResourceId>, Reading>,
}

#[derive(Default)]
struct Reading {
    is_under_way: bool,
    /// Subscriptions whose workspaces could not be listed.
    failures: Vec<ListFailure>,
    error: Option<CommandError>,
}

struct Entry {
    revision: u32,
    known: Arc<KnownService>,
}

struct Removed {
    revision: u32,
    workspace: ResourceId,
    handle: String,
}

#[derive(Default)]
struct Source {
    /// It is to be read, and its turn has not come.
    is_expected: bool,
    /// What the reading under way has found; none while nothing is read.
    found: Option<HashSet<ServiceId>>,
    read_at: Option<Timestamp>,
    failure: Option<ListFailure>,
}

impl Default for ServiceIndex {
    fn default() -> Self {
        static LISTS: AtomicU32 = AtomicU32::new(0);
        Self {
            list: LISTS.fetch_add(1, Ordering::Relaxed),
            revision: 0,
            services: HashMap::new(),
            removed: Vec::new(),
            sources: BTreeMap::new(),
            readings: HashMap::new(),
        }
    }
}

impl ServiceIndex {
    /// Takes in a service. One that looks as before keeps its revision.
    pub(crate) fn insert(&mut self, known: KnownService) -> Arc<KnownService> {
        let known = Arc::new(known);
        let id = &known.service.id;
        let source = (known.workspace.workspace.id.clone(), source_of(id));
        if let Some(found) = self.sources.get_mut(&source).and_then(|source| source.found.as_mut()) {
            found.insert(id.clone());
        }
        let before = self.services.get(id).filter(|before| before.known.summary == known.summary);
        let revision = before.map_or(self.revision + 1, |before| before.revision);
        self.revision = self.revision.max(revision);
        self.services.insert(id.clone(), Entry { revision, known: Arc::clone(&known) });
        known
    }

    pub(crate) fn get(&self, id: &ServiceId) -> Option<Arc<KnownService>> {
        self.services.get(id).map(|entry| Arc::clone(&entry.known))
    }

    pub(crate) fn remove(&mut self, id: &ServiceId) {
        let Some(entry) = self.services.remove(id) else { return };
        self.revision += 1;
        self.removed.push(Removed {
            revision: self.revision,
            workspace: entry.workspace().clone(),
            handle: entry.known.summary.handle.clone(),
        });
    }

    /// Whether this workspace, or all of them, was begun to be read. A workspace whose turn never came was not.
    pub(crate) fn was_begun(&self, workspace: Option<&ResourceId>) -> bool {
        let is_begun = |id: &ResourceId| {
            self.sources.iter().any(|((known, _), source)| known == id && source.was_begun())
        };
        self.readings.contains_key(&workspace.cloned()) || workspace.is_some_and(is_begun)
    }

    /// Begins to read a workspace, or all of them; none if that is under way already. Returns the workspaces that alone
    /// have to be read again to mend the last reading, if there are such.
    pub(crate) fn begin(&mut self, workspace: Option<&ResourceId>) -> Option<Vec<ResourceId>> {
        let reading = self.readings.entry(workspace.cloned()).or_default();
        if std::mem::replace(&mut reading.is_under_way, true) {
            return None;
        }
        let is_listed = std::mem::take(&mut reading.failures).is_empty() && reading.error.is_none();
        let failed = self.sources.iter().filter(|(_, source)| is_listed && source.failure.is_some());
        let failed: BTreeSet<ResourceId> = failed.map(|((id, _), _)| id.clone()).collect();
        Some(failed.into_iter().collect())
    }

    /// The reading of a workspace, or of all, has ended.
    pub(crate) fn end(&mut self, workspace: Option<&ResourceId>, error: Option<CommandError>) {
        let reading = self.readings.entry(workspace.cloned()).or_default();
        (reading.is_under_way, reading.error) = (false, error);
        for source in self.sources.values_mut().filter(|_| workspace.is_none()) {
            source.is_expected = false;
        }
    }

    /// The workspaces of a subscription could not be listed.
    pub(crate) fn note_failure(&mut self, failure: ListFailure) {
        self.readings.entry(None).or_default().failures.push(failure);
    }

    /// Counts a workspace before its turn comes.
    pub(crate) fn expect(&mut self, workspace: &ResourceId, sources: &[ServiceSource]) {
        for source in sources {
            self.sources.entry((workspace.clone(), *source)).or_default().is_expected = true;
        }
    }

    /// Begins to read a source; false if it is being read already.
    pub(crate) fn begin_source(&mut self, key: &SourceKey) -> bool {
        let source = self.sources.entry(key.clone()).or_default();
        source.is_expected = false;
        let begins = source.found.is_none();
        source.found.get_or_insert_default();
        begins
    }

    /// A source was read to its end: what it no longer has is gone.
    pub(crate) fn finish_source(&mut self, key: &SourceKey, now: Timestamp) {
        let Some(source) = self.sources.get_mut(key) else { return };
        let found = source.found.take().unwrap_or_default();
        (source.read_at, source.failure) = (Some(now), None);
        self.remove_where(|id, entry| entry.is_from(key) && !found.contains(id));
    }

    /// A source could not be read to its end: what it had is kept. Without a failure it was only stopped.
    pub(crate) fn fail_source(&mut self, key: &SourceKey, failure: Option<ListFailure>) {
        let Some(source) = self.sources.get_mut(key) else { return };
        source.found = None;
        source.failure = failure.or(source.failure.take());
    }

    /// Forgets the sources of workspaces that are not there any more, and their services.
    pub(crate) fn keep_workspaces(&mut self, is_kept: impl Fn(&ResourceId) -> bool) {
        self.sources.retain(|(workspace, _), _| is_kept(workspace));
        self.remove_where(|_, entry| !is_kept(entry.workspace()));
    }

    fn remove_where(&mut self, is_gone: impl Fn(&ServiceId, &Entry) -> bool) {
        let gone: Vec<ServiceId> =
            self.services.iter().filter(|(id, entry)| is_gone(id, entry)).map(|(id, _)| id.clone()).collect();
        for id in &gone {
            self.remove(id);
        }
    }

    /// What has changed in all workspaces, or in one, since a screen asked.
    pub(crate) fn changes(&self, workspace: Option<&ResourceId>, since: Option<ListMark>) -> ServiceChanges {
        let since = since.filter(|mark| mark.list == self.list).map(|mark| mark.revision);
        let after = since.unwrap_or_default();
        let is_asked = |id: &ResourceId| workspace.is_none_or(|asked| asked == id);
        let changed = self.services.values().filter(|entry| entry.revision > after);
        let removed = self.removed.iter().filter(|removed| removed.revision > after);
        let sources: Vec<_> = self.sources.iter().filter(|((id, _), _)| is_asked(id)).collect();
        let mut workspaces: BTreeMap<&ResourceId, bool> = BTreeMap::new();
        for ((id, _), source) in &sources {
            *workspaces.entry(id).or_default() |= source.found.is_some() || source.is_expected;
        }
        let reading = self.readings.get(&workspace.cloned());
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        ServiceChanges {
            mark: ListMark { list: self.list, revision: self.revision },
            is_whole: since.is_none(),
            services: changed
                .filter(|entry| is_asked(entry.workspace()))
                .map(|entry| entry.known.summary.clone())
                .collect(),
            removed: removed
                .filter(|removed| is_asked(&removed.workspace))
                .map(|removed| removed.handle.clone())
                .collect(),
            failures: reading
                .into_iter()
                .flat_map(|reading| &reading.failures)
                .chain(sources.iter().filter_map(|(_, source)| source.failure.as_ref()))
                .cloned()
                .collect(),
            workspaces_read: count(workspaces.values().filter(|is_reading| !**is_reading).count()),
            workspace_count: count(workspaces.len()),
            is_reading: reading.is_some_and(|reading| reading.is_under_way)
                || workspaces.values().any(|is_reading| *is_reading),
            as_of: sources.iter().filter_map(|(_, source)| source.read_at).min(),
            error: reading.and_then(|reading| reading.error.clone()),
        }
    }
}

impl Source {
    fn was_begun(&self) -> bool {
        self.is_expected || self.found.is_some() || self.read_at.is_some() || self.failure.is_some()
    }
}

impl Entry {
    fn workspace(&self) -> &ResourceId {
        &self.known.workspace.workspace.id
    }

    fn is_from(&self, (workspace, source): &SourceKey) -> bool {
        source_of(&self.known.service.id) == *source && self.workspace() == workspace
    }
}

fn source_of(id: &ServiceId) -> ServiceSource {
    match id {
        ServiceId::WebService { .. } => ServiceSource::WebServices,
        ServiceId::Endpoint { kind: EndpointKind::Online, .. } => ServiceSource::OnlineEndpoints,
        ServiceId::Endpoint { kind: EndpointKind::Batch, .. } => ServiceSource::BatchEndpoints,
        ServiceId::Endpoint { kind: EndpointKind::Serverless, .. } => ServiceSource::ServerlessEndpoints,
    }
}
