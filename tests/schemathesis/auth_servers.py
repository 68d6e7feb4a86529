"""The auth server of this house and the real one, with the same settings, alone on loopback."""

import os
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jwt

from programs import free_port, fresh_database, running, sql

ROOT = Path(__file__).parents[2]
BINARY = os.environ.get("DOORWARD_BINARY", str(ROOT / "target/debug/doorward"))
SECRET = "only-for-this-check-of-the-description"


@dataclass
class Server:
    """A running server."""

    name: str
    origin: str

    @property
    def administrator(self):
        """What opens the administrators' endpoints."""
        claims = {"role": "service_role", "aud": "authenticated", "iat": 0, "exp": int(time.time()) + 3600}
        return jwt.encode(claims, SECRET, "HS256")


@contextmanager
def ours(postgres):
    if postgres:
        with fresh_database(postgres, "description") as url, serving("ours", [BINARY, "auth"], url) as server:
            yield server
    else:
        with serving("ours", [BINARY, "auth"], None) as server:
            yield server


@contextmanager
def real(binary, postgres):
    with fresh_database(postgres, "description") as url:
        sql(url, "create schema auth")
        with serving("the real one", [binary], f"{url}?search_path=auth") as server:
            yield server


@contextmanager
def serving(name, command, url):
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    settings = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "RUST_LOG": "warn",
        "GOTRUE_API_HOST": "127.0.0.1",
        "API_EXTERNAL_URL": origin,
        "GOTRUE_SITE_URL": "http://site.example",
        "GOTRUE_JWT_SECRET": SECRET,
        "GOTRUE_JWT_AUD": "authenticated",
        "GOTRUE_JWT_DEFAULT_GROUP_NAME": "authenticated",
        "GOTRUE_JWT_ADMIN_ROLES": "service_role",
        "GOTRUE_MAILER_AUTOCONFIRM": "true",
        "GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED": "true",
        "GOTRUE_SECURITY_MANUAL_LINKING_ENABLED": "true",
        "GOTRUE_OAUTH_SERVER_ENABLED": "true",
        "GOTRUE_OAUTH_SERVER_ALLOW_DYNAMIC_REGISTRATION": "true",
        "GOTRUE_OAUTH_SERVER_AUTHORIZATION_PATH": "/consent",
        "GOTRUE_RATE_LIMIT_EMAIL_SENT": "100000",
        "GOTRUE_SMTP_MAX_FREQUENCY": "0",
    }
    with tempfile.TemporaryDirectory(prefix="doorward-") as folder:
        settings["DATABASE_URL"] = url or f"sqlite:{folder}/accounts.db"
        settings["GOTRUE_DB_DRIVER"] = "postgres" if url else "sqlite"
        with running(command, folder, settings, f"{origin}/health"):
            yield Server(name, origin)
