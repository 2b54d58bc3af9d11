"""msal: browser, device code, secret, certificate, renewal."""

from __future__ import annotations

import base64
import json
from typing import Any, Optional

import jwt
import msal
import pytest

from harness.applications import Application
from harness.browser import Browser, Form, Page, stands_in_for_the_system_browser
from harness.company import ENTRA_ENDPOINT, Company
from harness.demo import ARM_RESOURCE, GRAPH_RESOURCE, ML_RESOURCE, Demo, default_scope
from harness.people import (
    Certificate,
    Http,
    arm_status,
    ask,
    claims_of,
    fingerprint,
    public_application,
    score,
    sign_in,
)
from harness.recorder import Recorder

pytestmark = pytest.mark.client("msal")

ARM = default_scope(ARM_RESOURCE)
UNKNOWN_ID = "00000000-0000-4000-8000-000000000001"


def confidential(
    demo: Demo, client_id: str, credential: Any, **options: Any
) -> msal.ConfidentialClientApplication:
    """msal's confidential client, pointed at the demo cloud."""
    options.setdefault("authority", demo.tenant_authority)
    options.setdefault("instance_discovery", False)
    return msal.ConfidentialClientApplication(client_id, client_credential=credential, **options)


def assert_opens_arm(demo: Demo, result: dict[str, Any]) -> None:
    """The result holds a token that Resource Manager takes, and a changed one it does not take."""
    assert "access_token" in result, result.get("error_description")
    assert arm_status(demo, result["access_token"]) == 200
    head, body, signature = result["access_token"].split(".")
    assert arm_status(demo, f"{head}.{body}.{signature[::-1]}") == 401


def handles_challenges(token: str) -> bool:
    """Whether the token says that its client handles challenges. Some spell that `cp1`, some `CP1`."""
    capabilities = claims_of(token).get("xms_cc") or []
    return "cp1" in [one.lower() for one in capabilities]


def form_with(page: Page, field: str) -> Form:
    """The form with a visible field of this name."""
    found = [form for form in page.forms if form.text_field(field)]
    assert found, f"the page has no field {field}: {page.text}"
    return found[0]


@pytest.mark.operations("OpenIdConfiguration", "Token_AuthorizationCode", "Token_RefreshToken")
def test_a_browser_sign_in_opens_arm_graph_and_the_ml_plane(demo: Demo, company: Company, arm: Http) -> None:
    persona = demo.persona("owner")
    application = public_application(demo)
    result = sign_in(application, persona)
    assert_opens_arm(demo, result)
    identity = result["id_token_claims"]
    assert (identity["oid"], identity["tid"]) == (persona.object_id, persona.tenant_id)
    assert identity["preferred_username"] == persona.user_name
    (account,) = application.get_accounts()
    assert account["home_account_id"] == f"{persona.object_id}.{persona.tenant_id}"
    assert account["username"] == persona.user_name

    graph = application.acquire_token_silent([default_scope(GRAPH_RESOURCE)], account=account)
    me = ask("GET", f"{demo.graph}/v1.0/me", graph["access_token"]).json()
    assert me["id"] == persona.object_id
    assert arm_status(demo, graph["access_token"]) == 401

    ml = application.acquire_token_silent([default_scope(ML_RESOURCE)], account=account)
    endpoint = f"{company.workspace_path()}/onlineEndpoints/{ENTRA_ENDPOINT}?api-version=2024-10-01"
    uri = arm.get(endpoint)["properties"]["scoringUri"]
    assert (score(uri, ml["access_token"]), score(uri, result["access_token"])) == (200, 401)


@pytest.mark.client("plain HTTP")
@pytest.mark.operations("OpenIdConfiguration", "SigningKeys")
def test_tokens_are_signed_with_the_published_keys(demo: Demo) -> None:
    result = sign_in(public_application(demo), demo.persona("reader"))
    described = ask("GET", f"{demo.tenant_authority}/v2.0/.well-known/openid-configuration").json()
    keys = {one["kid"]: jwt.PyJWK(one) for one in ask("GET", described["jwks_uri"]).json()["keys"]}
    for kind, audience in (("id_token", demo.public_client_id), ("access_token", ARM_RESOURCE)):
        key = keys[jwt.get_unverified_header(result[kind])["kid"]]
        claims = jwt.decode(result[kind], key, ["RS256"], audience=audience)
        assert claims["oid"] == demo.persona("reader").object_id
    # Tokens for Resource Manager are of the older form, which names its issuer in another way.
    assert result["id_token_claims"]["iss"] == described["issuer"]


@pytest.mark.operations("Token_AuthorizationCode")
@pytest.mark.parametrize("tenant", ["the domain", "organizations", "common"])
def test_every_name_of_the_tenant_leads_to_the_same_account(demo: Demo, tenant: str) -> None:
    persona = demo.persona("reader")
    name = demo.connection["tenants"][0]["domain"] if tenant == "the domain" else tenant
    result = sign_in(public_application(demo, authority=f"{demo.authority}/{name}"), persona)
    assert_opens_arm(demo, result)
    assert result["id_token_claims"]["tid"] == persona.tenant_id


def test_cancelling_on_the_page_reaches_the_application(demo: Demo) -> None:
    application = public_application(demo)
    with stands_in_for_the_system_browser(lambda url: Browser().cancel(url)):
        result = application.acquire_token_interactive([ARM], timeout=30)
    assert result["error"] == "access_denied"


def test_a_wrong_password_is_refused_and_may_be_corrected(demo: Demo) -> None:
    persona = demo.persona("reader")
    refusals: list[str] = []

    def act(url: str) -> None:
        browser = Browser()
        page = browser.open(url)
        page = browser.submit(form_with(page, "loginfmt"), loginfmt=persona.user_name)
        page = browser.submit(form_with(page, "passwd"), passwd=persona.password + "x")
        refusals.append(page.text)
        page = browser.submit(form_with(page, "passwd"), passwd=persona.password)
        browser.submit(next(form for form in page.forms if form.button("continue")))

    application = public_application(demo)
    with stands_in_for_the_system_browser(act):
        result = application.acquire_token_interactive([ARM], timeout=30)
    assert "50126" in refusals[0]
    assert_opens_arm(demo, result)


@pytest.mark.operations("DeviceCode", "Token_DeviceCode")
def test_a_device_code_is_pending_until_the_person_has_signed_in(demo: Demo) -> None:
    persona = demo.persona("dataScientist")
    application = public_application(demo)
    flow = application.initiate_device_flow([ARM])
    assert flow["user_code"] in flow["message"] and flow["verification_uri"] in flow["message"]
    pending = application.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)
    assert (pending["error"], pending["error_codes"]) == ("authorization_pending", [70016])
    Browser().sign_in(flow["verification_uri"], persona, code=flow["user_code"])
    result = application.acquire_token_by_device_flow(flow)
    assert_opens_arm(demo, result)
    assert result["id_token_claims"]["oid"] == persona.object_id
    again = application.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)
    assert again.get("error"), "a device code works once"


@pytest.mark.operations("DeviceCode", "Token_DeviceCode")
def test_a_declined_device_code_ends_the_waiting(demo: Demo) -> None:
    application = public_application(demo)
    flow = application.initiate_device_flow([ARM])
    Browser().cancel(flow["verification_uri"], code=flow["user_code"])
    result = application.acquire_token_by_device_flow(flow)
    assert result["error"] == "authorization_declined"


@pytest.mark.operations("Token_ClientSecret")
def test_a_secret_signs_an_application_in_once_per_lifetime(demo: Demo, recorder: Recorder) -> None:
    principal = demo.service_principal("owner")
    application = confidential(demo, principal.client_id, principal.client_secret)
    result = application.acquire_token_for_client([ARM])
    assert_opens_arm(demo, result)
    assert claims_of(result["access_token"])["oid"] == principal.object_id
    again = application.acquire_token_for_client([ARM])
    assert fingerprint(again["access_token"]) == fingerprint(result["access_token"])
    assert [one.variant for one in recorder.peek()].count("Token_ClientSecret") == 1


@pytest.mark.operations("Token_ClientSecret")
def test_a_secret_made_through_graph_works_until_it_is_removed(demo: Demo, application: Application) -> None:
    made = application.add_password()
    good = confidential(demo, application.client_id, made["secretText"]).acquire_token_for_client([ARM])
    assert_opens_arm(demo, good)
    application.remove_password(made["keyId"])
    refused = confidential(demo, application.client_id, made["secretText"]).acquire_token_for_client([ARM])
    assert (refused["error"], refused["error_codes"]) == ("invalid_client", [7000215])


@pytest.mark.parametrize(
    "client_id, secret, scope, error, code",
    [
        (None, "wrong", ARM, "invalid_client", 7000215),
        (UNKNOWN_ID, None, ARM, "unauthorized_client", 700016),
        (None, None, "https://nothing.example/.default", "invalid_resource", 500011),
        (None, None, f"{ARM_RESOURCE}/user_impersonation", "invalid_scope", 1002012),
    ],
)
@pytest.mark.operations("Token_ClientSecret")
def test_what_is_wrong_with_a_secret_is_said_by_its_code(
    demo: Demo, client_id: Optional[str], secret: Optional[str], scope: str, error: str, code: int
) -> None:
    principal = demo.service_principal("owner")
    application = confidential(demo, client_id or principal.client_id, secret or principal.client_secret)
    result = application.acquire_token_for_client([scope])
    assert (result["error"], result["error_codes"]) == (error, [code])
    assert result["error_description"].startswith(f"AADSTS{code}: ")
    assert {"timestamp", "trace_id", "correlation_id"} <= result.keys()


@pytest.mark.operations("OpenIdConfiguration")
def test_a_tenant_that_does_not_exist_is_refused(demo: Demo) -> None:
    with pytest.raises(ValueError, match="Unable to get authority configuration"):
        public_application(demo, authority=f"{demo.authority}/{UNKNOWN_ID}").get_accounts()


@pytest.mark.parametrize("algorithm", ["PS256", "RS256"])
@pytest.mark.operations("Token_ClientCertificate")
def test_a_certificate_signs_an_application_in(demo: Demo, application: Application, algorithm: str) -> None:
    certificate, other = Certificate("conformance"), Certificate("somebody else")
    application.register_certificate(certificate)

    def credential(of: Certificate, key_of: Certificate) -> dict[str, str]:
        if algorithm == "PS256":
            return {"private_key": key_of.private_key, "public_certificate": of.public}
        return {"private_key": key_of.private_key, "thumbprint": of.sha1_thumbprint}

    def token(of: Certificate, key_of: Certificate) -> dict[str, Any]:
        client = confidential(demo, application.client_id, credential(of, key_of))
        return client.acquire_token_for_client([ARM])

    good = token(certificate, certificate)
    assert_opens_arm(demo, good)
    assert claims_of(good["access_token"])["oid"] == application.principal_id
    assert token(other, other)["error"] == "invalid_client", "a certificate that is not registered"
    assert token(certificate, other)["error"] == "invalid_client", "another key behind the right certificate"


@pytest.mark.operations("InstanceDiscovery", "OpenIdConfiguration")
def test_instance_discovery_may_be_the_demo_clouds_own(demo: Demo) -> None:
    own = f"{demo.authority}/common/discovery/instance"
    application = public_application(demo, instance_discovery=own)
    assert_opens_arm(demo, sign_in(application, demo.persona("owner")))
    with pytest.raises(ValueError, match="invalid_instance"):
        elsewhere = "https://login.elsewhere.example/organizations"
        public_application(demo, authority=elsewhere, instance_discovery=own).get_accounts()


@pytest.mark.operations("OpenIdConfiguration", "Token_ClientSecret")
def test_the_authority_passes_as_plain_openid_connect(demo: Demo) -> None:
    principal = demo.service_principal("owner")
    application = msal.ConfidentialClientApplication(
        principal.client_id,
        client_credential=principal.client_secret,
        oidc_authority=f"{demo.tenant_authority}/v2.0",
    )
    assert_opens_arm(demo, application.acquire_token_for_client([ARM]))


@pytest.mark.operations("Token_RefreshToken")
def test_a_refresh_token_moves_to_another_application_object(demo: Demo) -> None:
    first = sign_in(public_application(demo), demo.persona("reader"))
    result = public_application(demo).acquire_token_by_refresh_token(first["refresh_token"], [ARM])
    assert_opens_arm(demo, result)
    assert claims_of(result["access_token"])["oid"] == demo.persona("reader").object_id
    refused = public_application(demo).acquire_token_by_refresh_token("no such token", [ARM])
    assert refused["error"] == "invalid_grant"


@pytest.mark.operations("Token_AuthorizationCode", "Token_RefreshToken")
def test_a_client_that_handles_challenges_gets_one_and_can_answer_it(own_demo: Demo) -> None:
    persona = own_demo.persona("owner")
    application = public_application(own_demo, client_capabilities=["CP1"])
    first = sign_in(application, persona)
    plain = sign_in(public_application(own_demo), persona)
    assert [handles_challenges(one["access_token"]) for one in (first, plain)] == [True, False]

    own_demo.control.revoke_sessions()
    refused = ask("GET", f"{own_demo.arm}/subscriptions?api-version=2022-12-01", first["access_token"])
    assert refused.status_code == 401
    challenge = refused.headers["WWW-Authenticate"]
    assert 'error="insufficient_claims"' in challenge
    encoded = challenge.split('claims="')[1].split('"')[0]
    claims = base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    assert "access_token" in json.loads(claims)

    (account,) = application.get_accounts()
    silent = application.acquire_token_silent_with_error([ARM], account=account, claims_challenge=claims)
    assert silent["error"] == "invalid_grant", "the refresh token was revoked as well"
    # Tokens count in whole seconds: a new one has to be of a later second than the revocation.
    own_demo.control.advance_clock(2)
    answered = sign_in(application, persona, claims_challenge=claims)
    assert_opens_arm(own_demo, answered)


@pytest.mark.operations("Token_RefreshToken")
def test_an_expired_token_is_renewed_silently(own_demo: Demo) -> None:
    application = public_application(own_demo)
    first = sign_in(application, own_demo.persona("owner"))
    own_demo.control.advance_clock(2 * 24 * 3600)
    assert arm_status(own_demo, first["access_token"]) == 401
    (account,) = application.get_accounts()
    # The clock of msal did not move, so that it has to be told.
    renewed = application.acquire_token_silent([ARM], account=account, force_refresh=True)
    assert fingerprint(renewed["access_token"]) != fingerprint(first["access_token"])
    assert arm_status(own_demo, renewed["access_token"]) == 200
