"""azure-mgmt-resource-subscriptions: tenants and subscriptions."""

from __future__ import annotations

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.resource.subscriptions import SubscriptionClient

from harness.clients import arm_options
from harness.company import PRODUCTION, Company
from harness.demo import Demo
from harness.people import PersonaCredential

pytestmark = pytest.mark.client("azure-mgmt-resource-subscriptions")


@pytest.mark.operations(
    "Tenants_List", "Subscriptions_List", "Subscriptions_Get", "Subscriptions_ListLocations"
)
def test_tenants_and_subscriptions_are_those_of_the_caller(
    demo: Demo, company: Company, owner: PersonaCredential
) -> None:
    client = SubscriptionClient(owner, **arm_options(demo))
    assert demo.tenant_id in {one.tenant_id for one in client.tenants.list()}
    listed = {one.subscription_id: one for one in client.subscriptions.list()}
    assert listed[company.subscription].display_name == PRODUCTION
    found = client.subscriptions.get(company.subscription)
    assert (found.display_name, found.state) == (PRODUCTION, "Enabled")
    assert "westeurope" in {one.name for one in client.subscriptions.list_locations(company.subscription)}


@pytest.mark.operations("Subscriptions_List", "Subscriptions_Get")
def test_who_has_no_role_sees_no_subscription(
    demo: Demo, company: Company, nobody: PersonaCredential
) -> None:
    client = SubscriptionClient(nobody, **arm_options(demo))
    assert list(client.subscriptions.list()) == []
    with pytest.raises(HttpResponseError) as refusal:
        client.subscriptions.get(company.subscription)
    assert refusal.value.status_code in (403, 404)
