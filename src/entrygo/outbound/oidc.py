"""OpenID Connect: the authorization code with PKCE (RFC 7636), the identity token verified by the provider's keys.

Only the configured issuer is spoken to, and only signatures of the algorithms named here are believed.
"""

import base64
import hashlib
import secrets
import threading
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from entrygo.ports.identity_provider import Asked, Identity, IdentityFault

ALGORITHMS = ("RS256", "ES256", "PS256")
SECONDS, LEEWAY = 10, 60
KEPT_SECONDS = 3600
MAX_BYTES = 256 * 1024
SCOPE = "openid email profile"


class OidcProvider:
    """A provider found by its issuer. Its configuration and keys are kept for an hour; an unknown key asks again."""

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self._issuer = issuer.rstrip("/")
        self._client_id, self._client_secret = client_id, client_secret
        self._http = httpx.Client(timeout=SECONDS, follow_redirects=False)
        self._lock = threading.Lock()
        self._found: tuple[float, dict[str, Any]] | None = None  # Any: JSON
        self._keys: KeySet | None = None

    @property
    def host(self) -> str:
        """The issuer's host."""
        return urlsplit(self._issuer).hostname or ""

    def ask(self, *, back_to: str) -> Asked:
        """The provider's page, with a state, a nonce and a challenge of this question alone."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": back_to,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = str(self._configuration()["authorization_endpoint"])
        mark = "&" if "?" in address else "?"
        return Asked(url=f"{address}{mark}{urlencode(query)}", state=state, nonce=nonce, verifier=verifier)

    def answered(self, asked: Asked, code: str, *, back_to: str) -> Identity:
        """Exchange the code, verify the identity token, read who it is."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back_to,
            "code_verifier": asked.verifier,
        }
        answer = self._json("POST", str(self._configuration()["token_endpoint"]), form)
        claims = self._verified(str(answer.get("id_token", "")), asked.nonce)
        is_verified = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
        email = str(claims["email"]).strip().lower() if is_verified else None
        name = str(claims.get("name") or email or claims["sub"])
        return Identity(issuer=self._issuer, subject=str(claims["sub"]), email=email, name=name)

    def _verified(self, token: str, nonce: str) -> dict[str, Any]:  # Any: JSON
        """The claims of a token that this issuer signed for us, for this question, and that is in force."""
        try:
            claims = self._decoded(token)
            registry = jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self._configuration()["issuer"]},
                aud={"essential": True, "value": self._client_id},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            registry.validate(claims)
        except (JoseError, ValueError, KeyError) as error:
            raise IdentityFault(f"the identity token does not hold: {error}") from error
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._client_id:
            raise IdentityFault("the identity token is for several parties and was not issued to us")
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:  # Any: JSON
        try:
            return dict(jwt.decode(token, self._key_set(), algorithms=list(ALGORITHMS)).claims)
        except (JoseError, ValueError):
            self._keys = None  # the provider may have rotated them
            return dict(jwt.decode(token, self._key_set(), algorithms=list(ALGORITHMS)).claims)

    def _key_set(self) -> KeySet:
        with self._lock:
            if self._keys is None:
                self._keys = KeySet.import_key_set(self._json("GET", str(self._configured()["jwks_uri"])))  # type: ignore[arg-type]  # JSON as it came
            return self._keys

    def _configuration(self) -> dict[str, Any]:  # Any: JSON
        with self._lock:
            return self._configured()

    def _configured(self) -> dict[str, Any]:  # Any: JSON
        if self._found is None or time.monotonic() - self._found[0] > KEPT_SECONDS:
            found = self._json("GET", f"{self._issuer}/.well-known/openid-configuration")
            if str(found.get("issuer", "")).rstrip("/") != self._issuer:
                raise IdentityFault(f"{self._issuer} says that its issuer is {found.get('issuer')}")
            self._found, self._keys = (time.monotonic(), found), None
        return self._found[1]

    def _json(
        self, method: str, address: str, form: dict[str, str] | None = None
    ) -> dict[str, Any]:  # Any: JSON
        auth = None if form is None else httpx.BasicAuth(self._client_id, self._client_secret)
        try:
            response = self._http.request(method, address, data=form, auth=auth)
            if response.status_code != 200 or len(response.content) > MAX_BYTES:
                raise IdentityFault(f"{address} answered {response.status_code}")
            found = response.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise IdentityFault(f"{address}: {error or type(error).__name__}") from error
        if not isinstance(found, dict):
            raise IdentityFault(f"{address} answered no JSON object")
        return found
