"""Authlib's authorization server, with pages of its own: a second OpenID provider with other ideas than the first.

Its issuer ends in a slash, its keys have no names, refresh tokens do not rotate, names are in the ID token, codes come
back by GET, and pages and endpoints are on two ports. It speaks as `provider.mjs` does: a JSON file tells what it is, and
each line is a command.
"""

from __future__ import annotations

import html
import json
import ssl
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional
from urllib.parse import urlsplit

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc8628 import DeviceAuthorizationEndpoint, DeviceCodeGrant, DeviceCredentialDict
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants.code import OpenIDCode, OpenIDToken
from flask import Flask, Response, jsonify, redirect, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server


@dataclass
class Client(ClientMixin):
    """What is registered."""

    metadata: dict[str, Any]

    def get_client_id(self) -> str:
        return self.metadata["client_id"]

    def get_default_redirect_uri(self) -> Optional[str]:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Any port of a loopback address (RFC 8252 §7.3)."""
        asked = urlsplit(redirect_uri)
        bare = f"{asked.scheme}://{asked.hostname}{asked.path}"
        return asked.hostname == "127.0.0.1" and bare in self.metadata["redirect_uris"]

    def check_client_secret(self, client_secret: str) -> bool:
        return self.metadata.get("client_secret") == client_secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        del endpoint
        return self.metadata["token_endpoint_auth_method"] == method

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.metadata["grant_types"]


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was given out."""

    asked: dict[str, str]
    user: str

    def get_redirect_uri(self) -> str:
        return self.asked["redirect_uri"]

    def get_scope(self) -> str:
        return self.asked["scope"]

    def get_nonce(self) -> Optional[str]:
        return self.asked.get("nonce")

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> Optional[str]:
        return None

    def get_amr(self) -> Optional[list[str]]:
        return None

    @property
    def code_challenge(self) -> Optional[str]:
        return self.asked.get("code_challenge")

    @property
    def code_challenge_method(self) -> Optional[str]:
        return self.asked.get("code_challenge_method")


@dataclass
class Token(TokenMixin):
    """A token that was given out."""

    client_id: str
    scope: str
    user: Optional[str]

    def check_client(self, client: Client) -> bool:
        return client.get_client_id() == self.client_id

    def get_scope(self) -> str:
        return self.scope


class Kept:
    """Everything that it remembers."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.clients = {one["client_id"]: Client(one) for one in told["clients"]}
        self.codes: dict[str, Code] = {}
        self.refreshable: dict[str, Token] = {}
        self.devices: dict[str, DeviceCredentialDict] = {}
        self.decisions: dict[str, tuple[str, bool]] = {}
        self.key = RSAKey.generate_key(2048)
        self.issuer = ""
        self.api = ""
        self.trouble: dict[str, dict[str, Any]] = {}
        self.changes: dict[str, Any] = {}
        self.seen: dict[str, list[dict[str, Any]]] = {"requests": [], "grants": []}


TOLD = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
KEPT = Kept(TOLD)
app = Flask(__name__)
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
app.config["OAUTH2_SCOPES_SUPPORTED"] = ["openid", "profile", "offline_access", "manage", "score"]


class AuthorizationCodeGrant(grants.AuthorizationCodeGrant):
    """RFC 6749 §4.1."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        KEPT.codes[code] = Code(dict(request.payload.data), request.user)

    def query_authorization_code(self, code: str, client: Client) -> Optional[Code]:
        found = KEPT.codes.get(code)
        return found if found and found.asked["client_id"] == client.get_client_id() else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        KEPT.codes = {text: one for text, one in KEPT.codes.items() if one is not authorization_code}

    def authenticate_user(self, authorization_code: Code) -> str:
        return authorization_code.user


class RefreshTokenGrant(grants.RefreshTokenGrant):
    """RFC 6749 §6; a refresh token stays what it is."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def authenticate_refresh_token(self, refresh_token: str) -> Optional[Token]:
        return KEPT.refreshable.get(refresh_token)

    def authenticate_user(self, refresh_token: Token) -> Optional[str]:
        return refresh_token.user

    def revoke_old_credential(self, refresh_token: Token) -> None:
        del refresh_token


class ClientCredentialsGrant(grants.ClientCredentialsGrant):
    """RFC 6749 §4.4."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]


class DeviceEndpoint(DeviceAuthorizationEndpoint):
    """RFC 8628 §3.1."""

    CLIENT_AUTH_METHODS = ["none"]
    USER_CODE_TYPE = "digital"
    INTERVAL = 1

    def get_verification_uri(self) -> str:
        return f"{KEPT.issuer}activate"

    def save_device_credential(self, client_id: str, scope: str, data: dict[str, Any]) -> None:
        expires_at = int(time.time()) + data["expires_in"]
        credential = DeviceCredentialDict(client_id=client_id, scope=scope, expires_at=expires_at, **data)
        KEPT.devices[data["device_code"]] = credential


class DeviceGrant(DeviceCodeGrant):
    """RFC 8628 §3.4."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def query_device_credential(self, device_code: str) -> Optional[DeviceCredentialDict]:
        return KEPT.devices.get(device_code)

    def query_user_grant(self, user_code: str) -> Optional[tuple[str, bool]]:
        return KEPT.decisions.get(user_code)

    def should_slow_down(self, credential: DeviceCredentialDict) -> bool:
        del credential
        return False


class Identity(OpenIDToken):
    """What an ID token says; its key has no name."""

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        del client
        return KEPT.key

    def get_client_algorithm(self, client: Client) -> str:
        del client
        return "RS256"

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": self.get_client_algorithm(client)}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        # Several audiences, of which one asked.
        audience = [client.get_client_id(), KEPT.api]
        return {"iss": KEPT.issuer, "aud": audience, "azp": client.get_client_id()}

    def generate_user_info(self, user: str, scope: str) -> UserInfo:
        names = {"name": f"{user} of the lab", "preferred_username": f"{user}@lab.example"}
        return UserInfo(sub=f"lab|{user}", **(names if "profile" in scope.split() else {}))


class IdentityOfCode(Identity, OpenIDCode):
    """The same for a sign-in in the browser, which has a nonce."""

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        del request
        return any(one.get_nonce() == nonce for one in KEPT.codes.values())


class OwnIssuer(IssuerParameter):
    """Who sends the browser back (RFC 9207): its pages and its endpoints are on two ports."""

    def get_issuer(self) -> str:
        return KEPT.issuer


def save_token(token: dict[str, Any], request: Any) -> None:
    """Remembers what can be refreshed."""
    if "refresh_token" in token:
        known = Token(request.client.get_client_id(), token["scope"], request.user)
        KEPT.refreshable[token["refresh_token"]] = known


server = AuthorizationServer(app, query_client=KEPT.clients.get, save_token=save_token)
server.register_grant(
    AuthorizationCodeGrant, [IdentityOfCode(require_nonce=True), CodeChallenge(required=True)]
)
server.register_grant(RefreshTokenGrant, [Identity()])
server.register_grant(ClientCredentialsGrant)
server.register_grant(DeviceGrant, [Identity()])
server.register_endpoint(DeviceEndpoint)
own_issuer = OwnIssuer()
server.register_extension(own_issuer)


@app.before_request
def look() -> Optional[Response]:
    """Notes a request, and answers it otherwise if told so."""
    authorization = request.headers.get("Authorization", "").split(" ")[0] or None
    KEPT.seen["requests"].append(
        {
            "method": request.method,
            "path": request.path,
            "parameters": list(request.args),
            "authorization": authorization,
        }
    )
    instead = KEPT.trouble.pop(request.path, None)
    return Response(instead["body"], instead["status"], content_type=instead["type"]) if instead else None


@app.errorhandler(OAuth2Error)
def send_back(error: OAuth2Error) -> Response:
    """What is wrong with a request goes back to whoever sent the person here (RFC 6749 §4.1.2.1)."""
    answer = server.handle_error_response(server.create_oauth2_request(request), error)
    own_issuer.add_issuer_parameter(server, answer)
    return answer


@app.get("/.well-known/openid-configuration")
def describe() -> Response:
    """OpenID Connect Discovery §3, as little of it as has to be."""
    description = {
        "issuer": KEPT.issuer,
        "authorization_endpoint": f"{KEPT.issuer}auth",
        "token_endpoint": f"{KEPT.api}/token",
        "device_authorization_endpoint": f"{KEPT.api}/device",
        "jwks_uri": f"{KEPT.api}/jwks",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "authorization_response_iss_parameter_supported": True,
    }
    return jsonify(description | KEPT.changes)


@app.get("/jwks")
def keys() -> Response:
    """One key, without a name."""
    return jsonify({"keys": [KEPT.key.as_dict(private=False)]})


@app.get("/auth")
def ask() -> str:
    """Who it is, and whether they agree."""
    grant = server.get_consent_grant()
    asked = html.escape(request.query_string.decode())
    client = html.escape(grant.client.get_client_id())
    return (
        f"<!doctype html><title>Lab</title><p>{client} wants to act for you."
        f'<form method="post" action="/auth?{asked}"><input name="login"><button>Agree</button></form>'
        f'<a href="/auth/abort?{asked}">No</a>'
    )


@app.post("/auth")
def agree() -> Response:
    """They do."""
    grant = server.get_consent_grant()
    return server.create_authorization_response(grant_user=request.form["login"], grant=grant)


@app.get("/auth/abort")
def refuse() -> Response:
    """They do not; the link says so without a form."""
    grant = server.get_consent_grant()
    return server.create_authorization_response(grant_user=None, grant=grant)


@app.post("/device")
def give_code() -> Response:
    """A code for another device."""
    return server.create_endpoint_response(DeviceEndpoint.ENDPOINT_NAME)


@app.get("/activate")
def ask_for_code() -> str:
    """Where it is typed."""
    return (
        '<!doctype html><title>Lab</title><form method="post"><input name="user_code"><input name="login">'
        '<button name="decision" value="yes">Agree</button></form>'
    )


@app.post("/activate")
def take_code() -> Response:
    """It was typed."""
    known = {one.get_user_code() for one in KEPT.devices.values()}
    code = request.form["user_code"]
    if code in known:
        KEPT.decisions[code] = (request.form["login"], request.form["login"] != "nobody")
    return redirect("/done")


@app.get("/done")
def done() -> str:
    """Nothing is left to do."""
    return "<!doctype html><title>Lab</title><p>Success. You can close this page."


@app.post("/token")
def give_token() -> Response:
    """Tokens, and a note of what came of it."""
    response = server.create_token_response()
    body = response.get_json() or {}
    is_basic = request.authorization is not None and request.authorization.type == "basic"
    way = (
        "client_secret_basic"
        if is_basic
        else "client_secret_post" if "client_secret" in request.form else "none"
    )
    KEPT.seen["grants"].append(
        {
            "outcome": "success" if response.status_code == 200 else "error",
            "error": body.get("error"),
            "authentication": way,
            "grant": request.form.get("grant_type"),
            "scope": request.form.get("scope"),
            "refreshToken": request.form.get("refresh_token"),
            "issuedRefreshToken": body.get("refresh_token"),
            "issuedScope": body.get("scope"),
        }
    )
    return response


def serve(certificate: str, private_key: str) -> str:
    """Serves on a port of its own; the address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private_key)
    one = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context)
    threading.Thread(target=one.serve_forever, daemon=True).start()
    return f"https://localhost:{one.server_port}"


def main() -> None:
    """Says where it is, then does what it is told."""
    place = TOLD["certificate"], TOLD["privateKey"]
    KEPT.issuer, KEPT.api = f"{serve(*place)}/", serve(*place)
    print(json.dumps({"issuer": KEPT.issuer}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] == "rotate":
            KEPT.key = RSAKey.generate_key(2048)
        elif command["do"] == "describe":
            KEPT.changes = command["changes"]
        elif command["do"] == "answer":
            KEPT.trouble[command["path"]] = command
        print(json.dumps(KEPT.seen if command["do"] == "seen" else {}), flush=True)


if __name__ == "__main__":
    main()
