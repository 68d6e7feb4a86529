"""What schemathesis cannot read from the document: who is signed in, and which values are really right.

Three of four cases that keep to the document are given the secrets of a real account, so that not only
refusals are seen. An account that was used up (deleted, signed out, near a limit) is replaced. Each
request comes from an address of its own: the limits for strangers are not what is tested here.
"""

import itertools
import os

import requests
import schemathesis

ORIGIN = os.environ["DOORWARD_TEST_ORIGIN"]

# Of the ten that an account has at once.
MOST_TRIES = 6

addresses = (f"10.{high}.{low}.1" for _ in itertools.count() for high in range(256) for low in range(256))
numbers = itertools.count()
turns = itertools.count()


class Account:
    """Somebody with an account, who is signed in."""

    now = None

    @classmethod
    def current(cls):
        if cls.now is None or cls.now.is_spent or cls.now.tries >= MOST_TRIES:
            cls.now = cls()
        return cls.now

    def __init__(self):
        account = new_account()
        self.username, self.password = account["username"], account["password"]
        self.is_spent = False
        self.tries = 0
        ask("POST", "/api/register", json=account)
        pair = ask("POST", "/api/token", data=self.credentials()).json()
        self.token, self.refresh_token = pair["access_token"], pair["refresh_token"]

    def credentials(self):
        return {"grant_type": "password", "username": self.username, "password": self.try_password()}

    def try_password(self):
        self.tries += 1
        return self.password

    def session(self):
        headers = {"Authorization": f"Bearer {self.token}"}
        sessions = ask("GET", "/api/users/me/sessions", headers=headers).json()["sessions"]
        return next(session["id"] for session in sessions if session["is_current"])


def new_account():
    name = f"tester-{next(numbers)}"
    return {"username": name, "email": f"{name}@example.com", "password": f"seven purple umbrellas {name[7:]}"}


def ask(method, path, headers=(), **body):
    headers = dict(headers) | {"X-Real-IP": next(addresses)}
    answer = requests.request(method, ORIGIN + path, headers=headers, timeout=30, **body)
    answer.raise_for_status()
    return answer


@schemathesis.auth(refresh_interval=None).apply_to(path_regex="/users/me")
class Token:
    def get(self, case, context):
        return Account.current().token

    def set(self, case, token, context):
        case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers["X-Real-IP"] = next(addresses)
    if case.meta is not None and case.meta.generation.mode.is_positive and next(turns) % 4:
        make_right(case, Account.current())


def make_right(case, account):
    """Puts what is really right into a case that only looks right."""
    operation, body = name_of(case), case.body
    if operation == "end_session":
        case.path_parameters["id"] = account.session()
    if not isinstance(body, dict):
        return
    if operation == "delete_me":
        body["password"] = account.try_password()
    elif operation == "change_password":
        body["current_password"] = account.try_password()
        body["new_password"] = f"seven green umbrellas {next(numbers)}"
    elif operation == "register":
        body.update(new_account())
    elif operation == "change_me":
        body["username"] = new_account()["username"]
    elif operation == "revoke":
        body["token"] = account.refresh_token
        account.is_spent = True
    elif operation == "token" and "refresh_token" in body:
        body["refresh_token"] = account.refresh_token
        account.is_spent = True
    elif operation == "token":
        body.update(account.credentials())


@schemathesis.hook
def after_call(context, case, response):
    if name_of(case) in ("delete_me", "end_session", "change_password") and Account.now is not None:
        Account.now.tries += 1
        Account.now.is_spent |= response.status_code == 204


def name_of(case):
    return case.operation.definition.raw.get("operationId")
