"""The auth server of this house and the real one, with the same settings, alone on loopback."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import jwt

ROOT = Path(__file__).parents[3]
BINARY = os.environ.get("DOORWARD_BINARY", str(ROOT / "target/debug/doorward"))
SECRET = "only-for-this-check-of-the-description"
START_SECONDS = 60


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
    with database(postgres) as url, running("ours", [BINARY, "auth"], url) as server:
        yield server


@contextmanager
def real(binary, postgres):
    with database(postgres) as url:
        sql(url, "create schema auth")
        with running("the real one", [binary], f"{url}?search_path=auth") as server:
            yield server


@contextmanager
def running(name, command, url):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    settings = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
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
    with tempfile.TemporaryDirectory(prefix="doorward-") as folder, open(f"{folder}/log", "w") as log:
        settings["DATABASE_URL"] = url or f"sqlite:{folder}/accounts.db"
        settings["GOTRUE_DB_DRIVER"] = "postgres" if url else "sqlite"
        program = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log)
        try:
            wait_for(f"{origin}/health", program, f"{folder}/log")
            yield Server(name, origin)
        finally:
            program.terminate()
            program.wait()


def wait_for(url, program, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    sys.exit(f"a server did not start:\n{Path(log).read_text()}")


@contextmanager
def database(postgres):
    """A new one on that Postgres; none without."""
    if not postgres:
        yield None
        return
    name = f"doorward_description_{os.getpid()}"
    sql(postgres, f"create database {name}")
    try:
        yield urlsplit(postgres)._replace(path=f"/{name}").geturl()
    finally:
        sql(postgres, f"drop database {name} with (force)")


def sql(url, statement):
    subprocess.run(["psql", "--no-psqlrc", "-qAt", "-c", statement, url], check=True)
