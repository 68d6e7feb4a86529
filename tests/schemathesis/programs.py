"""Programs that run as long as a check needs them, and databases of their own for them."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

START_SECONDS = 60


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def running(command, folder, settings, health):
    """A program in a folder, from when it answers at `health`. What it says goes to standard error."""
    program = subprocess.Popen(command, cwd=folder, env=settings, stdout=sys.stderr, stderr=sys.stderr)
    try:
        wait_for(health, program)
        yield
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
    sys.exit(f"{program.args[0]} did not start")


@contextmanager
def fresh_database(postgres, name):
    """A new one on that Postgres, gone afterwards."""
    name = f"doorward_{name}_{os.getpid()}"
    sql(postgres, f"create database {name}")
    try:
        yield urlsplit(postgres)._replace(path=f"/{name}").geturl()
    finally:
        sql(postgres, f"drop database {name} with (force)")


def sql(url, statement):
    subprocess.run(["psql", "--no-psqlrc", "-qAt", "-c", statement, url], check=True)
