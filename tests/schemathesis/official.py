"""Asks the auth server what the official description of its API can make up.

The description is a file of the owner of that API and not kept here: GOTRUE_OPENAPI names it. What the
real server answers beside its own description stands in `beside_the_description.json`: with
GOTRUE_BINARY and UPDATE_FIXTURES=1 the same cases are asked there, and the file is written anew.
Ours may answer what is described and what the real one answers; a failure of the server (5xx) never.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from auth_servers import ours, real
from people import People

RECORDED = Path(__file__).with_name("beside_the_description.json")
SEED = 20250101
EXAMPLES = int(os.environ.get("GOTRUE_OPENAPI_EXAMPLES", "25"))

CHECKS = {
    "status": status_code_conformance,
    "body": response_schema_conformance,
    "failure": not_a_server_error,
}


def main():
    description = os.environ.get("GOTRUE_OPENAPI")
    if not description:
        print("SKIPPED: GOTRUE_OPENAPI names no description of the API")
        return
    binary, postgres = os.environ.get("GOTRUE_BINARY"), os.environ.get("TEST_POSTGRES_URL")
    if os.environ.get("UPDATE_FIXTURES") and binary:
        with real(binary, postgres) as server:
            record(ask_everything(description, server))
    recorded = json.loads(RECORDED.read_text())
    outcomes = [compare("SQLite", description, None, recorded)]
    if postgres:
        outcomes.append(compare("Postgres", description, postgres, recorded))
    print(f"- pass {outcomes.count(True)}")
    print(f"- fail {outcomes.count(False)}")
    sys.exit(0 if all(outcomes) else 1)


def record(found):
    beside = sorted({(operation, kind, status) for operation, kind, status, _ in found})
    rows = [dict(zip(("operation", "what", "status"), row)) for row in beside]
    RECORDED.write_text(json.dumps(rows, indent=1) + "\n")


def compare(name, description, postgres, recorded):
    """Whether ours answers only what is described or answered by the real one too."""
    known = {(row["operation"], row["what"], row["status"]) for row in recorded if row["what"] != "failure"}
    with ours(postgres) as server:
        found = ask_everything(description, server)
    new = {}
    for operation, kind, status, shown in found:
        if (operation, kind, status) not in known:
            new.setdefault((operation, kind, status), shown)
    for (operation, kind, status), shown in sorted(new.items()):
        print(f"{name}: {operation} answers {status}, {kind} beside the description\n{shown}\n")
    return not new


def ask_everything(description, server):
    """All that was found beside the description: operation, what of the answer, status, and the case."""
    schema = schemathesis.openapi.from_path(description)
    found, statuses = [], Counter()
    for result in schema.get_all_operations():
        operation = result.ok()
        people = People(server)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            ask_operation(operation, mode, people, found, statuses)
    print(f"{server.name}: {sum(statuses.values())} answers, {dict(sorted(statuses.items()))}", flush=True)
    return found


def ask_operation(operation, mode, people, found, statuses):
    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        people.make_right(case, mode)
        response = case.call(base_url=people.server.origin, timeout=30, allow_redirects=False)
        statuses[response.status_code] += 1
        for kind, check in CHECKS.items():
            try:
                case.validate_response(response, checks=[check])
            except FailureGroup as failures:
                shown = "\n".join(str(failure) for failure in failures.exceptions)
                found.append((operation.label, kind, response.status_code, f"{case.as_curl_command()}\n{shown}"))

    try:
        ask()
    except schemathesis.errors.InvalidSchema as fault:
        print(f"{operation.label}: {fault}")
    except Exception as fault:  # The description asks for what cannot be made up, such as no wrong value at all.
        if "Unsatisfiable" not in type(fault).__name__:
            raise


main()
