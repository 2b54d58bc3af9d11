"""What the clients do on bad days: throttling, challenges, outages, keys that do not change."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import msal
import pytest
from azure.core.exceptions import HttpResponseError
from azure.identity import InteractiveBrowserCredential
from azure.mgmt.machinelearningservices.models import RegenerateEndpointKeysRequest
from azure.mgmt.resource.subscriptions import SubscriptionClient

from harness.browser import Browser, stands_in_for_the_system_browser
from harness.clients import arm_options, machine_learning, secret_credential
from harness.company import (
    GROUP,
    KEY_ENDPOINT,
    OTHER_KEY_ENDPOINT,
    OTHER_WORKSPACE,
    WORKSPACE,
    Company,
)
from harness.demo import ARM_RESOURCE, Control, Demo, default_scope
from harness.people import Http, PersonaCredential, fingerprint, score
from harness.recorder import Recorder

ARM = default_scope(ARM_RESOURCE)
ML_CLIENT = "azure-mgmt-machinelearningservices"
THROTTLED = {"error": {"code": "TooManyRequests", "message": "Slow down."}}


def statuses(recorder: Recorder, path_ends: str) -> list[int]:
    """What was answered at addresses that end like this, in order."""
    return [one.status for one in recorder.peek() if one.path.lower().endswith(path_ends.lower())]


@pytest.mark.client(ML_CLIENT)
@pytest.mark.operations("Workspaces_Get")
def test_a_throttled_client_waits_as_long_as_it_is_told(
    demo: Demo, company: Company, owner: PersonaCredential, faults: Control, recorder: Recorder
) -> None:
    client = machine_learning(demo, company, owner)
    headers = {"Retry-After": "1", "Content-Type": "application/json"}
    faults.inject(
        "status", pathContains=WORKSPACE, status=429, headers=headers, body=json.dumps(THROTTLED), times=2
    )
    begun = time.monotonic()
    assert client.workspaces.get(GROUP, WORKSPACE).name == WORKSPACE
    assert time.monotonic() - begun >= 2
    assert statuses(recorder, WORKSPACE) == [429, 429, 200]


@pytest.mark.client("msal")
@pytest.mark.operations("Token_ClientSecret")
def test_a_throttled_sign_in_library_does_not_ask_again_at_once(
    demo: Demo, faults: Control, recorder: Recorder
) -> None:
    principal = demo.service_principal("owner")
    application = msal.ConfidentialClientApplication(
        principal.client_id,
        client_credential=principal.client_secret,
        authority=demo.tenant_authority,
        instance_discovery=False,
    )
    body = json.dumps({"error": "temporarily_unavailable", "error_description": "AADSTS90055: Throttled."})
    faults.inject(
        "status",
        pathContains="/oauth2/v2.0/token",
        status=429,
        headers={"Retry-After": "60"},
        body=body,
        times=1,
    )
    first, second = application.acquire_token_for_client([ARM]), application.acquire_token_for_client([ARM])
    assert first["error"] == second["error"] == "temporarily_unavailable"
    assert statuses(recorder, "/oauth2/v2.0/token") == [429]


@pytest.mark.client("azure-mgmt-resource-subscriptions")
@pytest.mark.operations("Subscriptions_List")
def test_a_challenge_for_claims_is_answered_with_another_token(
    demo: Demo, faults: Control, recorder: Recorder
) -> None:
    principal = demo.service_principal("owner")
    credential = secret_credential(demo, principal.client_id, principal.client_secret)
    claims = base64.b64encode(b'{"access_token":{"nbf":{"essential":true,"value":"1"}}}').decode()
    challenge = f'Bearer realm="", authorization_uri="{demo.tenant_authority}", error="insufficient_claims", claims="{claims}"'
    client = SubscriptionClient(credential, **arm_options(demo))
    faults.inject(
        "status",
        pathContains="/subscriptions",
        status=401,
        headers={"WWW-Authenticate": challenge},
        body=json.dumps({"error": {"code": "InvalidAuthenticationToken", "message": "Claims are missing."}}),
        times=1,
    )
    assert list(client.subscriptions.list())
    assert statuses(recorder, "/subscriptions") == [401, 200]
    assert [one.variant for one in recorder.peek()].count("Token_ClientSecret") == 2


@pytest.mark.client(ML_CLIENT)
@pytest.mark.operations("OnlineEndpoints_RegenerateKeys", "OnlineEndpoints_ListKeys")
def test_a_regeneration_that_changes_nothing_is_seen_by_the_keys_alone(
    demo: Demo, company: Company, owner: PersonaCredential, faults: Control
) -> None:
    endpoints = machine_learning(demo, company, owner).online_endpoints
    place = (GROUP, WORKSPACE, KEY_ENDPOINT)
    before = endpoints.list_keys(*place)
    faults.inject("echoOldKey", times=1)
    endpoints.begin_regenerate_keys(*place, RegenerateEndpointKeysRequest(key_type="Primary")).result()
    assert fingerprint(endpoints.list_keys(*place).primary_key) == fingerprint(before.primary_key)
    endpoints.begin_regenerate_keys(*place, RegenerateEndpointKeysRequest(key_type="Primary")).result()
    assert fingerprint(endpoints.list_keys(*place).primary_key) != fingerprint(before.primary_key)


@pytest.mark.client(ML_CLIENT)
@pytest.mark.operations("OnlineEndpoints_RegenerateKeys")
def test_a_failed_operation_is_raised_and_leaves_the_keys(
    demo: Demo, company: Company, owner: PersonaCredential, faults: Control
) -> None:
    endpoints = machine_learning(demo, company, owner).online_endpoints
    place = (GROUP, WORKSPACE, KEY_ENDPOINT)
    before = endpoints.list_keys(*place)
    faults.inject("failOperation", times=1)
    poller = endpoints.begin_regenerate_keys(*place, RegenerateEndpointKeysRequest(key_type="Primary"))
    with pytest.raises(HttpResponseError):
        poller.result()
    assert fingerprint(endpoints.list_keys(*place).primary_key) == fingerprint(before.primary_key)


@pytest.mark.client(ML_CLIENT)
@pytest.mark.operations("OnlineEndpoints_ListKeys")
def test_a_region_that_is_out_leaves_the_others(own_demo: Demo) -> None:
    owner = PersonaCredential(own_demo, own_demo.persona("owner"))
    company = Company.read(Http(own_demo.arm, owner, ARM_RESOURCE))
    endpoints = machine_learning(own_demo, company, owner, retry_total=0).online_endpoints
    near, far = (GROUP, WORKSPACE, KEY_ENDPOINT), (GROUP, OTHER_WORKSPACE, OTHER_KEY_ENDPOINT)
    region = endpoints.get(*near).location
    assert endpoints.get(*far).location != region
    doors = {place: _door(endpoints, place) for place in (near, far)}

    own_demo.control.begin_outage(region)
    with pytest.raises(HttpResponseError) as refusal:
        endpoints.list_keys(*near)
    assert refusal.value.status_code >= 500
    assert score(*doors[near]) >= 500
    assert fingerprint(endpoints.list_keys(*far).primary_key)
    assert score(*doors[far]) == 200

    own_demo.control.end_outage(region)
    assert score(*doors[near]) == 200


def _door(endpoints: Any, place: tuple[str, str, str]) -> tuple[str, str]:
    return endpoints.get(*place).properties.scoring_uri, endpoints.list_keys(*place).primary_key


@pytest.mark.client("azure-mgmt-resource-subscriptions")
@pytest.mark.operations("Subscriptions_List")
def test_a_revoked_session_is_signed_in_again_by_the_client(own_demo: Demo, recorder: Recorder) -> None:
    persona = own_demo.persona("reader")
    credential = InteractiveBrowserCredential(
        client_id=own_demo.public_client_id,
        tenant_id=own_demo.tenant_id,
        authority=own_demo.authority,
        disable_instance_discovery=True,
        timeout=30,
    )
    client = SubscriptionClient(credential, **arm_options(own_demo, enable_cae=True))
    # Each visit is a browser of its own, which knows nobody: whoever comes back has typed the password again.
    with stands_in_for_the_system_browser(lambda url: Browser().sign_in(url, persona)) as opened:
        seen = [one.subscription_id for one in client.subscriptions.list()]
        assert [one.subscription_id for one in client.subscriptions.list()] == seen
        assert (len(opened), statuses(recorder, "/subscriptions")) == (1, [200, 200])
        # Tokens count in whole seconds: the old one has to be of an earlier second than the revocation, and the new
        # one of a later.
        own_demo.control.advance_clock(2)
        own_demo.control.revoke_sessions()
        own_demo.control.advance_clock(2)
        assert [one.subscription_id for one in client.subscriptions.list()] == seen
    assert (len(opened), statuses(recorder, "/subscriptions")) == (2, [200, 200, 401, 200])
    # The client tried its refresh token first, which no longer opens anything.
    refreshes = [one.status for one in recorder.peek() if one.variant == "Token_RefreshToken"]
    assert refreshes[-1:] == [400]
