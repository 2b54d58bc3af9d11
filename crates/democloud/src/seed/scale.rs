//! A company of a given size, for measurements: the built-in company's people, with as many resources as asked
//! for. The same size always gives the same names and ids.

use std::{collections::BTreeMap, str::FromStr};

use super::{
    SeedError,
    file::{Assignment, Deployment, Endpoint, File, ResourceGroup, Service, Subscription, Workspace},
};
use crate::state::{AuthMode, Provisioning, WebServiceAuth};

/// How large a generated company is. The numbers are totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Subscriptions.
    pub subscriptions: usize,
    /// Workspaces, spread over the subscriptions.
    pub workspaces: usize,
    /// Endpoints, spread over the workspaces; a tenth of them are services of the first generation. The first four
    /// are one of each kind that has keys or tokens, in the first workspace.
    pub endpoints: usize,
}

/// Why a company of some size cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScaleError {
    /// The text is not three numbers.
    #[error("a scale is three numbers: SUBSCRIPTIONS,WORKSPACES,ENDPOINTS")]
    NotThreeNumbers,
    /// Workspaces have to be in subscriptions, and endpoints in workspaces.
    #[error("workspaces need a subscription, and endpoints need a workspace")]
    MissingParent,
    /// More than this program is made for.
    #[error("at most 1000 subscriptions, 20000 workspaces and 200000 endpoints can be made")]
    TooLarge,
}

impl FromStr for Scale {
    type Err = ScaleError;

    fn from_str(text: &str) -> Result<Self, ScaleError> {
        let numbers: Result<Vec<usize>, _> = text.split(',').map(|number| number.trim().parse()).collect();
        let Ok([subscriptions, workspaces, endpoints]) = numbers.as_deref() else {
            return Err(ScaleError::NotThreeNumbers);
        };
        let (subscriptions, workspaces, endpoints) = (*subscriptions, *workspaces, *endpoints);
        let scale = Self { subscriptions, workspaces, endpoints };
        scale.check().map(|()| scale)
    }
}

const LOCATIONS: [&str; 6] =
    ["westeurope", "northeurope", "swedencentral", "eastus2", "westus3", "southeastasia"];
const PURPOSES: [&str; 8] = ["eta", "routing", "pricing", "demand", "damage", "customs", "fraud", "churn"];
const PEOPLE: [&str; 4] = ["Ruth", "Samir", "Ingrid", "Tomás"];
const WORKSPACES_IN_A_GROUP: usize = 5;
/// Two endpoints and two services stand in the first workspace: with keys, with tokens of Azure ML, with keys, with
/// tokens.
const FIRST_KINDS: usize = 4;
const CREATED_AT: &str = "2025-05-13T09:12:27.6640518Z";

impl Scale {
    fn check(self) -> Result<(), ScaleError> {
        if self.subscriptions > 1_000 || self.workspaces > 20_000 || self.endpoints > 200_000 {
            return Err(ScaleError::TooLarge);
        }
        let lacks_parent = |inner: usize, outer: usize| inner > 0 && outer == 0;
        if lacks_parent(self.workspaces, self.subscriptions) || lacks_parent(self.endpoints, self.workspaces)
        {
            return Err(ScaleError::MissingParent);
        }
        Ok(())
    }

    /// The company as a seed, with the home tenant's people of another one.
    pub(super) fn file(self, people: File) -> Result<File, SeedError> {
        self.check()?;
        let mut file = File {
            tenants: people.tenants.into_iter().take(1).collect(),
            people: people.people.into_iter().filter(|person| person.tenant.is_none()).collect(),
            groups: people.groups.into_iter().filter(|group| group.tenant.is_none()).collect(),
            service_principals: people
                .service_principals
                .into_iter()
                .filter(|one| one.tenant.is_none() && one.has_secret)
                .collect(),
            ..File::default()
        };
        for person in &mut file.people {
            if let Some(persona) = person.persona.as_mut().filter(|persona| persona.role == "owner") {
                "Owner of every subscription: may do everything".clone_into(&mut persona.role_in_words);
            }
        }
        file.subscriptions = (0..self.subscriptions).map(subscription).collect();
        file.assignments = file.subscriptions.iter().flat_map(|one| assignments(&one.name)).collect();
        file.assignments.extend(
            file.subscriptions
                .first()
                .map(|one| assignment("servicePrincipal:fleet-report", "Reader", &one.name)),
        );
        for index in 0..self.workspaces {
            let group = self.group_of(index);
            if file.resource_groups.last().is_none_or(|last| last.name != group.name) {
                file.resource_groups.push(group.clone());
            }
            file.workspaces.push(workspace(index, &group));
        }
        for index in 0..self.endpoints {
            let workspace = if index < FIRST_KINDS { 0 } else { index % self.workspaces };
            let workspace = &file.workspaces[workspace].name;
            if is_service(index) {
                file.services.push(service(index, workspace));
            } else {
                file.endpoints.push(endpoint(index, workspace));
            }
        }
        Ok(file)
    }

    /// The resource group of a workspace. A subscription's workspaces stand one after the other, so that its
    /// groups do too.
    fn group_of(self, workspace: usize) -> ResourceGroup {
        let subscription = workspace * self.subscriptions / self.workspaces;
        // The first workspace of the subscription.
        let first = (subscription * self.workspaces).div_ceil(self.subscriptions);
        let number = (workspace - first) / WORKSPACES_IN_A_GROUP;
        ResourceGroup {
            subscription: self::subscription(subscription).name,
            name: format!("rg-{:03}-{:03}", subscription + 1, number + 1),
            location: LOCATIONS[(subscription + number) % LOCATIONS.len()].to_owned(),
            tags: BTreeMap::new(),
        }
    }
}

fn subscription(index: usize) -> Subscription {
    Subscription { name: format!("Larkspur Scale {:03}", index + 1), tenant: None, id: None }
}

/// What each persona's role says, in each subscription.
fn assignments(subscription: &str) -> impl Iterator<Item = Assignment> + use<> {
    let subscription = subscription.to_owned();
    [
        ("user:Adele", "Owner"),
        ("servicePrincipal:landing-zone", "Owner"),
        ("user:Tomás", "AzureML Data Scientist"),
        ("user:Priya", "Reader"),
        ("user:Jonas", "User Access Administrator"),
        ("group:ML Platform Owners", "Contributor"),
    ]
    .into_iter()
    .map(move |(principal, role)| assignment(principal, role, &subscription))
}

fn assignment(principal: &str, role: &str, subscription: &str) -> Assignment {
    Assignment {
        principal: principal.to_owned(),
        role: role.to_owned(),
        scope: format!("subscription:{subscription}"),
        description: None,
        condition: None,
        created_by: None,
        created_at: None,
        id: None,
    }
}

/// The first workspace has the third and the fourth; after them, a tenth of all together are services.
fn is_service(index: usize) -> bool {
    matches!(index, 2 | 3) || (index >= 20 && index % 10 == 9)
}

fn workspace(index: usize, group: &ResourceGroup) -> Workspace {
    let purpose = PURPOSES[index % PURPOSES.len()];
    Workspace {
        group: group.name.clone(),
        name: format!("ml-{purpose}-{:05}", index + 1),
        friendly_name: format!("{} {}", purpose.to_uppercase(), index + 1),
        description: String::new(),
        location: None,
        kind: Some("Default".to_owned()),
        created_by: PEOPLE[index % PEOPLE.len()].to_owned(),
        created_at: CREATED_AT.to_owned(),
        tags: BTreeMap::from([("team".to_owned(), purpose.to_owned())]),
        id: None,
    }
}

/// Of twenty, twelve take keys, five tokens of Azure ML and three of Entra; a fifth run on Kubernetes.
fn endpoint(index: usize, workspace: &str) -> Endpoint {
    let (mix, odd) = (spread(index), index % 97);
    let provisioning = match odd {
        13 => Provisioning::Failed,
        57 => Provisioning::Updating,
        _ => Provisioning::Succeeded,
    };
    let deployment = |name: &str, traffic: u8| Deployment {
        name: name.to_owned(),
        traffic: if provisioning == Provisioning::Failed { 0 } else { traffic },
        model: format!("{}-model", PURPOSES[index % PURPOSES.len()]),
        instance_type: None,
        instances: None,
        provisioning: None,
    };
    Endpoint {
        workspace: workspace.to_owned(),
        name: format!("{}-{:06}", PURPOSES[mix % PURPOSES.len()], index + 1),
        description: None,
        auth_mode: match (index, mix % 20) {
            (0, _) | (2.., 0..12) => AuthMode::Key,
            (1, _) | (_, 12..17) => AuthMode::AmlToken,
            _ => AuthMode::EntraToken,
        },
        cluster: (mix / 20).is_multiple_of(5).then(|| format!("{workspace}-k8s")),
        location: None,
        provisioning,
        created_by: PEOPLE[index % PEOPLE.len()].to_owned(),
        created_at: CREATED_AT.to_owned(),
        deployments: if mix.is_multiple_of(4) {
            vec![deployment("blue", 90), deployment("green", 10)]
        } else {
            vec![deployment("blue", 100)]
        },
        tags: BTreeMap::new(),
    }
}

fn service(index: usize, workspace: &str) -> Service {
    let mix = spread(index);
    Service {
        workspace: workspace.to_owned(),
        name: format!("v1-{}-{:06}", PURPOSES[mix % PURPOSES.len()], index + 1),
        description: String::new(),
        cluster: (index < FIRST_KINDS || mix.is_multiple_of(2)).then(|| format!("{workspace}-aks")),
        auth: match (index, mix % 10) {
            // An eight is even, thus on AKS: container instances have no tokens.
            (3, _) | (4.., 8) => WebServiceAuth::Token,
            (2, _) | (_, ..=6) => WebServiceAuth::Key,
            _ => WebServiceAuth::None,
        },
        state: None,
        model: None,
        created_by: PEOPLE[index % PEOPLE.len()].to_owned(),
        created_at: CREATED_AT.to_owned(),
        updated_at: None,
        tags: BTreeMap::new(),
    }
}

/// Mixes the order, so that a workspace with each hundredth endpoint doesn't have one kind alone.
fn spread(index: usize) -> usize {
    index.wrapping_mul(2_654_435_761) >> 7 & 0xffff
}
