//! Tenants, people, guests, groups and service principals.
//!
//! Names of the first tenant make ids alone; those of others make them together with the tenant's domain.

use std::collections::{HashMap, HashSet};

use latchkey_types::Entropy;

use super::{
    SeedError,
    file::{File, Guest, Person},
    names::{Index, Place, places},
};
use crate::{
    random,
    state::{Group, PersonaAccount, ServicePrincipal, Tenant, User},
};

/// Every directory, and what is found in them by name.
pub(super) struct Directory {
    pub(super) tenants: Vec<Tenant>,
    pub(super) users: Vec<User>,
    pub(super) groups: Vec<Group>,
    pub(super) service_principals: Vec<ServicePrincipal>,
    by_domain: Index,
    /// By tenant and name; given names and sign-in names. `None` where several people are meant.
    users_by_name: HashMap<(usize, String), Option<usize>>,
    /// Ids by tenant and name.
    groups_by_name: HashMap<(usize, String), String>,
    service_principals_by_name: HashMap<(usize, String), String>,
    ids: HashSet<String>,
}

impl Directory {
    pub(super) fn load(file: &File, entropy: &dyn Entropy) -> Result<Self, SeedError> {
        let mut directory = Self {
            tenants: Vec::new(),
            users: Vec::new(),
            groups: Vec::new(),
            service_principals: Vec::new(),
            by_domain: Index::new("tenant"),
            users_by_name: HashMap::new(),
            groups_by_name: HashMap::new(),
            service_principals_by_name: HashMap::new(),
            ids: HashSet::new(),
        };
        directory.add_tenants(file)?;
        for (place, person) in places("people", &file.people) {
            directory.add_person(place, person, entropy)?;
        }
        for (place, guest) in places("guests", &file.guests) {
            directory.add_guest(place, guest)?;
        }
        directory.add_groups(file)?;
        directory.add_service_principals(file)?;
        Ok(directory)
    }

    /// The tenant of this domain; the first one if none is said.
    pub(super) fn tenant(&self, said: Option<&String>, place: Place) -> Result<usize, SeedError> {
        said.map_or(Ok(0), |domain| self.by_domain.find(domain, place, "tenant"))
    }

    /// A person's account in a tenant, by given name or sign-in name.
    pub(super) fn user(
        &self,
        tenant: usize,
        name: &str,
        place: Place,
        field: &str,
    ) -> Result<&User, SeedError> {
        match self.users_by_name.get(&(tenant, name.to_lowercase())) {
            Some(Some(at)) => Ok(&self.users[*at]),
            Some(None) => Err(SeedError::Ambiguous { place: place.field(field), name: name.to_owned() }),
            None => Err(self.unknown("person", tenant, name, place, field)),
        }
    }

    /// The object id of a group.
    pub(super) fn group(&self, tenant: usize, name: &str, place: Place) -> Result<String, SeedError> {
        let found = self.groups_by_name.get(&(tenant, name.to_lowercase())).cloned();
        found.ok_or_else(|| self.unknown("group", tenant, name, place, "principal"))
    }

    /// The object id of a service principal.
    pub(super) fn service_principal(
        &self,
        tenant: usize,
        name: &str,
        place: Place,
    ) -> Result<String, SeedError> {
        let found = self.service_principals_by_name.get(&(tenant, name.to_lowercase())).cloned();
        found.ok_or_else(|| self.unknown("service principal", tenant, name, place, "principal"))
    }

    /// What the id of something in a tenant is made of.
    pub(super) fn key(&self, tenant: usize, kind: &str, name: &str) -> String {
        if tenant == 0 {
            format!("{kind}/{name}")
        } else {
            format!("{kind}/{}/{name}", self.tenants[tenant].domain)
        }
    }

    fn unknown(&self, kind: &str, tenant: usize, name: &str, place: Place, field: &str) -> SeedError {
        SeedError::Unknown {
            place: place.field(field),
            kind: format!("{kind} in {}", self.tenants[tenant].domain),
            name: name.to_owned(),
        }
    }

    /// An object id that is not taken.
    fn new_id(&mut self, place: Place, said: Option<&String>, key: &str) -> Result<String, SeedError> {
        let id = place.id(said, key)?;
        if self.ids.insert(id.clone()) {
            Ok(id)
        } else {
            let name = said.map_or(key, String::as_str).to_owned();
            Err(SeedError::Repeated { place: place.field("id"), kind: "object", name })
        }
    }

    fn add_tenants(&mut self, file: &File) -> Result<(), SeedError> {
        for (place, tenant) in places("tenants", &file.tenants) {
            let domain = place.name("domain", &tenant.domain)?;
            self.by_domain.add(&domain, place, "domain")?;
            let key = if place.index == 0 { "tenant".to_owned() } else { format!("tenant/{domain}") };
            let id = self.new_id(place, tenant.id.as_ref(), &key)?;
            self.tenants.push(Tenant { id, domain, display_name: tenant.display_name.clone() });
        }
        if self.tenants.is_empty() { Err(SeedError::NoTenant) } else { Ok(()) }
    }

    fn add_person(&mut self, place: Place, person: &Person, entropy: &dyn Entropy) -> Result<(), SeedError> {
        let tenant = self.tenant(person.tenant.as_ref(), place)?;
        let local = person.sign_in_name.clone().unwrap_or_else(|| person.given_name.to_lowercase());
        let local = place.name("signInName", &local)?;
        let sign_in_name = format!("{local}@{}", self.tenants[tenant].domain);
        if self.users_by_name.contains_key(&(tenant, sign_in_name.to_lowercase())) {
            let place = place.field("signInName");
            return Err(SeedError::Repeated { place, kind: "person", name: sign_in_name });
        }
        let id = self.new_id(place, person.id.as_ref(), &self.key(tenant, "user", &person.given_name))?;
        self.add_user(
            tenant,
            User {
                id,
                tenant_id: self.tenants[tenant].id.clone(),
                home: None,
                sign_in_name,
                given_name: person.given_name.clone(),
                family_name: person.family_name.clone(),
                job_title: person.job_title.clone(),
                tokens_valid_from: None,
                persona: person.persona.as_ref().map(|persona| PersonaAccount {
                    role: persona.role.clone(),
                    role_in_words: persona.role_in_words.clone(),
                    password: random::password(entropy),
                }),
            },
        );
        Ok(())
    }

    fn add_guest(&mut self, place: Place, guest: &Guest) -> Result<(), SeedError> {
        let home = guest.home.as_ref().map_or(Ok(0), |domain| self.by_domain.find(domain, place, "home"))?;
        let tenant = self.by_domain.find(&guest.tenant, place, "tenant")?;
        if home == tenant {
            let (place, name) = (place.field("tenant"), guest.person.clone());
            return Err(SeedError::GuestAtHome { place, name });
        }
        let person = self.user(home, &guest.person, place, "person")?;
        let user = User {
            id: String::new(),
            tenant_id: self.tenants[tenant].id.clone(),
            home: Some(person.id.clone()),
            sign_in_name: person.sign_in_name.clone(),
            given_name: person.given_name.clone(),
            family_name: person.family_name.clone(),
            job_title: person.job_title.clone(),
            tokens_valid_from: None,
            persona: None,
        };
        let key = format!("guest/{}/{}", self.tenants[tenant].domain, user.sign_in_name);
        let id = self.new_id(place, guest.id.as_ref(), &key)?;
        self.add_user(tenant, User { id, ..user });
        Ok(())
    }

    fn add_user(&mut self, tenant: usize, user: User) {
        let at = self.users.len();
        for name in [&user.given_name, &user.sign_in_name] {
            self.users_by_name
                .entry((tenant, name.to_lowercase()))
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
        self.users.push(user);
    }

    fn add_groups(&mut self, file: &File) -> Result<(), SeedError> {
        for (place, group) in places("groups", &file.groups) {
            let tenant = self.tenant(group.tenant.as_ref(), place)?;
            let id = self.new_id(place, group.id.as_ref(), &self.key(tenant, "group", &group.name))?;
            let members = places("members", &group.members).map(|(member, name)| {
                let field = format!("members[{}]", member.index);
                self.user(tenant, name, place, &field).map(|user| user.id.clone())
            });
            let members = members.collect::<Result<_, _>>()?;
            self.groups_by_name.insert((tenant, group.name.to_lowercase()), id.clone());
            let tenant_id = self.tenants[tenant].id.clone();
            self.groups.push(Group { id, tenant_id, display_name: group.name.clone(), members });
        }
        Ok(())
    }

    fn add_service_principals(&mut self, file: &File) -> Result<(), SeedError> {
        for (place, one) in places("servicePrincipals", &file.service_principals) {
            let tenant = self.tenant(one.tenant.as_ref(), place)?;
            let id =
                self.new_id(place, one.id.as_ref(), &self.key(tenant, "service-principal", &one.name))?;
            self.service_principals_by_name.insert((tenant, one.name.to_lowercase()), id.clone());
            self.service_principals.push(ServicePrincipal {
                id,
                tenant_id: self.tenants[tenant].id.clone(),
                app_id: match &one.app_id {
                    Some(app_id) if !crate::hash::is_guid(app_id) => {
                        return Err(place.malformed("appId", app_id, "a GUID"));
                    }
                    Some(app_id) => app_id.to_lowercase(),
                    None => crate::hash::guid(&self.key(tenant, "app", &one.name)),
                },
                display_name: one.name.clone(),
                kind: one.kind.as_wire().to_owned(),
            });
        }
        Ok(())
    }
}
