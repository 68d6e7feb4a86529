"""supabase-py as it is published, pointed at the auth server inside as it would be at Supabase.

supabase_py.test.mjs starts the site and says by the environment where it is.
"""

import base64
import html
import json
import os
import re
import time
import unittest

import httpx
from supabase import ClientOptions, create_client
from supabase_auth.errors import AuthApiError, AuthInvalidJwtError, AuthWeakPasswordError

ORIGIN = os.environ["ORIGIN"]
CONFIRMS = os.environ["DOORWARD_CONFIRM_MAILS"] == "true"
PASSWORD = "three random words 17"
NEW_PASSWORD = "quite another sentence 23"
PATIENCE_SECONDS = 10


def client(key="PUBLISHABLE_KEY"):
    """A client, and the list of what it asks: "POST /token", below the base of the auth server."""
    asked = []

    def note(request):
        asked.append(f"{request.method} {request.url.path.removeprefix('/auth/v1')}")

    http = httpx.Client(event_hooks={"request": [note]})
    options = ClientOptions(auto_refresh_token=False, persist_session=False, httpx_client=http)
    return create_client(ORIGIN, os.environ[key], options), asked


def mailed_code(address, after):
    """The code in the newest mail to somebody, once they have more than `after` mails."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        mails = [one for one in httpx.get(f"{ORIGIN}/dev/mailbox").text.split("<li>") if f"To {address}," in one]
        if len(mails) > after:
            letter = httpx.get(ORIGIN + re.search(r'href="([^"]+)"', mails[0])[1]).text
            words = html.unescape(re.search(r'<pre>(.*?)</pre>', letter, re.DOTALL)[1])
            return re.search(r"(?<!\d)\d{6}(?!\d)", re.sub(r"https?://\S+", "", words))[0]
        time.sleep(0.1)
    raise AssertionError(f"no mail to {address}")


class Refused(unittest.TestCase):
    def assert_refused(self, kind, code, call, *arguments):
        with self.assertRaises(kind) as refusal:
            call(*arguments)
        self.assertEqual(refusal.exception.code, code)
        return refusal.exception


@unittest.skipIf(CONFIRMS, "addresses are confirmed by mail")
class NotConfirmed(Refused):
    def test_goes_from_the_sign_up_to_the_sign_out_after_which_the_refresh_token_is_refused(self):
        auth = client()[0].auth
        email = "ada@example.com"
        made = auth.sign_up({"email": email, "password": PASSWORD, "options": {"data": {"colour": "blue"}}})
        self.assertEqual(made.session.token_type, "bearer")
        self.assertEqual(made.user.user_metadata["colour"], "blue")

        session = auth.sign_in_with_password({"email": email, "password": PASSWORD}).session
        user = auth.get_user().user
        self.assertEqual((user.id, user.email, user.role), (made.user.id, email, "authenticated"))

        fresh = auth.refresh_session().session
        self.assertNotEqual(fresh.refresh_token, session.refresh_token)
        self.assertNotEqual(fresh.access_token, session.access_token)
        self.assertEqual(auth.get_user().user.id, user.id)

        auth.sign_out()
        self.assert_refused(AuthApiError, "refresh_token_not_found", auth.refresh_session, fresh.refresh_token)
        self.assert_refused(AuthApiError, "session_not_found", auth.get_user, fresh.access_token)

    def test_checks_a_token_with_the_public_keys_and_asks_nobody_about_it(self):
        supabase, asked = client()
        session = supabase.auth.sign_up({"email": "keys@example.com", "password": PASSWORD}).session
        asked.clear()
        answer = supabase.auth.get_claims()
        self.assertEqual(answer["headers"]["alg"], "ES256")
        self.assertEqual(answer["claims"]["email"], "keys@example.com")
        self.assertEqual(answer["claims"]["iss"], f"{ORIGIN}/auth/v1")
        self.assertEqual(asked, ["GET /.well-known/jwks.json"])
        supabase.auth.get_claims()
        self.assertEqual(len(asked), 1, "the keys are remembered")

        head, body, signature = session.access_token.split(".")
        other = {**json.loads(base64.urlsafe_b64decode(body + "==")), "role": "service_role"}
        other = base64.urlsafe_b64encode(json.dumps(other).encode()).rstrip(b"=").decode()
        with self.assertRaises(AuthInvalidJwtError):
            supabase.auth.get_claims(f"{head}.{other}.{signature}")
        self.assertEqual(len(asked), 1, "the forgery is found without a question")

    def test_tells_wrong_passwords_weak_ones_and_taken_addresses_apart(self):
        auth = client()[0].auth
        email = "errors@example.com"
        auth.sign_up({"email": email, "password": PASSWORD})
        sign_in, sign_up = auth.sign_in_with_password, auth.sign_up
        wrong = {"email": email, "password": "not this one 99"}
        self.assertEqual(self.assert_refused(AuthApiError, "invalid_credentials", sign_in, wrong).status, 400)
        nobody = {"email": "nobody@example.com", "password": PASSWORD}
        self.assert_refused(AuthApiError, "invalid_credentials", sign_in, nobody)
        weak = {"email": "weak@example.com", "password": "abc"}
        self.assertIn("length", self.assert_refused(AuthWeakPasswordError, "weak_password", sign_up, weak).reasons)
        taken = {"email": email, "password": PASSWORD}
        self.assert_refused(AuthApiError, "user_already_exists", sign_up, taken)

    def test_administers_people_with_the_secret_key_and_not_with_the_publishable_one(self):
        admin = client("SECRET_KEY")[0].auth.admin
        email = "made@example.com"
        user = admin.create_user({"email": email, "password": PASSWORD, "email_confirm": True}).user
        self.assertIn(user.id, [one.id for one in admin.list_users()])
        admin.update_user_by_id(user.id, {"password": NEW_PASSWORD})
        client()[0].auth.sign_in_with_password({"email": email, "password": NEW_PASSWORD})
        admin.delete_user(user.id)
        self.assert_refused(AuthApiError, "user_not_found", admin.get_user_by_id, user.id)
        self.assert_refused(AuthApiError, "not_admin", client()[0].auth.admin.list_users)


@unittest.skipUnless(CONFIRMS, "addresses are not confirmed")
class Confirmed(Refused):
    def test_confirms_an_address_and_recovers_a_password_with_the_mailed_codes(self):
        auth = client()[0].auth
        email = "ada@example.com"
        known = {"email": email, "password": PASSWORD}
        self.assertIsNone(auth.sign_up(known).session)
        self.assert_refused(AuthApiError, "email_not_confirmed", auth.sign_in_with_password, known)
        code = {"email": email, "token": mailed_code(email, after=0), "type": "email"}
        self.assert_refused(AuthApiError, "otp_expired", auth.verify_otp, {**code, "token": "000000"})
        self.assertIsNotNone(auth.verify_otp(code).session)
        self.assertIsNotNone(auth.get_user().user.email_confirmed_at)
        auth.sign_out()

        auth.reset_password_for_email(email)
        auth.verify_otp({"email": email, "token": mailed_code(email, after=1), "type": "recovery"})
        auth.update_user({"password": NEW_PASSWORD})
        auth.sign_out({"scope": "global"})
        self.assert_refused(AuthApiError, "invalid_credentials", auth.sign_in_with_password, known)
        auth.sign_in_with_password({"email": email, "password": NEW_PASSWORD})


if __name__ == "__main__":
    unittest.main()
