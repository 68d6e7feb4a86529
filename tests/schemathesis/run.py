"""Runs schemathesis against the program with the auth server inside, once on each database."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from programs import free_port, fresh_database, running

HERE = Path(__file__).parent
BINARY = os.environ.get("DOORWARD_BINARY", str(HERE.parent.parent / "target/debug/doorward"))
POSTGRES = os.environ.get("TEST_POSTGRES_URL")
SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))


def main():
    outcomes = [check("SQLite", None)]
    if POSTGRES:
        with fresh_database(POSTGRES, "schemathesis") as url:
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
    port = free_port()
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
        with running([BINARY], folder, settings, f"{origin}/health/ready"):
            yield origin


main()
