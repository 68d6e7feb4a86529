"""Who asks, and about whom: what a description cannot make up."""

import itertools
import uuid

import requests

PASSWORD = "seven purple umbrellas"

# One of so many cases is asked as the description makes it up.
TURNS = 4

# So many cases are asked by one person, whom they may delete or sign out.
CASES = 5

numbers = itertools.count()


class People:
    """The people of one server."""

    def __init__(self, server):
        self.server = server
        self.turns = itertools.count()
        self.administrator = server.administrator
        self.session = self.factor = None

    def make_right(self, case, mode):
        """Lets somebody ask who may, about what there is, in most of the cases."""
        turn = next(self.turns)
        if turn % CASES == 0:
            self.session = self.sign_up()
            self.factor = self.enrol()
        # The description names the header of the token too, so that one was made up.
        if turn % TURNS == TURNS - 1:
            return
        schemes = {name for wanted in case.operation.definition.raw.get("security", []) for name in wanted}
        if "AdminAuth" in schemes:
            case.headers["Authorization"] = f"Bearer {self.administrator}"
        elif "UserAuth" in schemes:
            case.headers["Authorization"] = f"Bearer {self.session['access_token']}"
        if mode.is_positive:
            self.name_what_is_there(case)

    def name_what_is_there(self, case):
        for name in case.path_parameters or {}:
            case.path_parameters[name] = self.there(name)
        body = case.body
        if not isinstance(body, dict):
            return
        if case.operation.path == "/token":
            body.update({"email": self.session["user"]["email"], "password": PASSWORD})
            body["refresh_token"] = self.session["refresh_token"]
        elif "email" in body and case.operation.path not in ("/user", "/invite"):
            body["email"] = self.session["user"]["email"]

    def there(self, name):
        return {
            "userId": self.session["user"]["id"],
            "factorId": self.factor,
            "identityId": self.session["user"]["identities"][0]["identity_id"],
        }.get(name, str(uuid.UUID(int=1)))

    def sign_up(self):
        address = f"tester-{next(numbers)}@example.com"
        return self.ask("/signup", {"email": address, "password": PASSWORD})

    def enrol(self):
        bearer = {"Authorization": f"Bearer {self.session['access_token']}"}
        return self.ask("/factors", {"factor_type": "totp"}, bearer)["id"]

    def ask(self, path, body, headers=None):
        answer = requests.post(self.server.origin + path, json=body, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer.json()
