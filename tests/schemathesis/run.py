"""Runs schemathesis against the program with the auth server inside, once on each database."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

HERE = Path(__file__).parent
BINARY = os.environ.get("DOORWARD_BINARY", str(HERE.parent.parent / "target/debug/doorward"))
POSTGRES = os.environ.get("TEST_POSTGRES_URL")
SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))
START_SECONDS = 20


def main():
    outcomes = [check("SQLite", None)]
    if POSTGRES:
        with fresh_database() as url:
            outcomes.append(check("Postgres", url))
    else:
        print("Postgres: skipped, TEST_POSTGRES_URL is not set")
    print(f"- pass {outcomes.count(True)}")
    print(f"- fail {outcomes.count(False)}")
    sys.exit(0 if all(outcomes) else 1)


def check(name, database):
    """Whether nothing was found."""
    print(f"== {name}", flush=True)
    with site(database) as origin, tempfile.TemporaryDirectory(prefix="doorward-") as folder:
        done = subprocess.run(
            [SCHEMATHESIS, "--config-file", HERE / "schemathesis.toml", "run", f"{origin}/api/openapi.json"]
            + ["--checks", "all", "--no-color"],
            cwd=folder,
            env=os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "DOORWARD_TEST_ORIGIN": origin, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    return done.returncode == 0


@contextmanager
def site(database):
    """The program on a port of its own, with an empty data folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    settings = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "RUST_LOG": "warn",
        "DOORWARD_CONFIRM_MAILS": "false",
        # Lets the hooks say from where they ask.
        "DOORWARD_CLIENT_ADDRESS_HEADER": "X-Real-IP",
    }
    if database:
        settings["DATABASE_URL"] = database
    with tempfile.TemporaryDirectory(prefix="doorward-") as folder:
        program = subprocess.Popen([BINARY], cwd=folder, env=settings)
        try:
            wait_for(f"{origin}/health/ready", program)
            yield origin
        finally:
            program.terminate()
            program.wait()


def wait_for(url, program):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    sys.exit(f"{BINARY} did not start")


@contextmanager
def fresh_database():
    name = f"doorward_schemathesis_{os.getpid()}"
    sql(f"create database {name}")
    try:
        yield urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
    finally:
        sql(f"drop database {name} with (force)")


def sql(statement):
    subprocess.run(["psql", "--no-psqlrc", "-qAt", "-c", statement, POSTGRES], check=True)


main()
