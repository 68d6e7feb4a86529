"""supabase-py as it is published, at the auth server alone: every way in and out, factors, identities, administration.

supabase_py.test.mjs starts the server and says by the environment where it is.
"""

import base64
import hashlib
import hmac
import os
import struct
import time
import unittest

import httpx
from supabase import ClientOptions, create_client
from supabase_auth.errors import AuthApiError

SERVER_URL = os.environ["SERVER_URL"]
MAILS_URL = os.environ["MAILS_URL"]
SITE = "http://site.example"
PASSWORD = "three random words 17"
NEW_PASSWORD = "quite another sentence 23"
PATIENCE_SECONDS = 10


def client(key="PUBLISHABLE_KEY"):
    options = ClientOptions(auto_refresh_token=False, persist_session=False, flow_type="pkce")
    return create_client(SERVER_URL, os.environ[key], options).auth


def administrator():
    return client("SECRET_KEY").admin


def signed_in(email):
    """A client of somebody with a confirmed address."""
    administrator().create_user({"email": email, "password": PASSWORD, "email_confirm": True})
    auth = client()
    auth.sign_in_with_password({"email": email, "password": PASSWORD})
    return auth


def newest_mail(to):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answer = httpx.get(f"{MAILS_URL}/newest", params={"to": to})
        if answer.status_code == 200:
            return answer.json()
        time.sleep(0.05)
    raise AssertionError(f"no mail to {to}")


def take_mail(to):
    """The newest mail to somebody, after which the mailbox is empty."""
    mail = newest_mail(to)
    httpx.delete(MAILS_URL)
    return mail


def redirect(url):
    return httpx.get(url).headers["location"]


def sign_in_at_provider(page, login):
    """Is `login` at the provider, whose page this is, and comes back with a code."""
    back = httpx.URL(redirect(redirect(httpx.URL(page).copy_merge_params({"login": login}))))
    return back.params["code"]


def totp(secret, later=0):
    """The code of an authenticator app (RFC 6238): of now, or so many steps of thirty seconds later."""
    step = struct.pack(">Q", int(time.time()) // 30 + later)
    mac = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), step, hashlib.sha1)
    (number,) = struct.unpack_from(">I", mac, mac[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def other_than(code):
    return "111111" if code == "000000" else "000000"


class Story(unittest.TestCase):
    def assert_refused(self, code, call, *arguments):
        with self.assertRaises(AuthApiError) as refusal:
            call(*arguments)
        self.assertEqual(refusal.exception.code, code)

    def test_signs_up_confirms_signs_in_and_refreshes(self):
        auth = client()
        email = "ada@example.com"
        known = {"email": email, "password": PASSWORD}
        made = auth.sign_up({**known, "options": {"data": {"colour": "blue"}}})
        self.assertIsNone(made.session)
        self.assert_refused("email_not_confirmed", auth.sign_in_with_password, known)
        proof = {"email": email, "token": take_mail(email)["code"], "type": "email"}
        self.assert_refused("otp_expired", auth.verify_otp, {**proof, "token": other_than(proof["token"])})
        user = auth.verify_otp(proof).user
        self.assertEqual((user.id, user.user_metadata["colour"]), (made.user.id, "blue"))
        self.assert_refused("otp_expired", auth.verify_otp, proof)

        session = auth.sign_in_with_password(known).session
        fresh = auth.refresh_session().session
        self.assertNotEqual(fresh.refresh_token, session.refresh_token)
        self.assertEqual(auth.get_user(fresh.access_token).user.email, email)
        self.assert_refused("invalid_credentials", auth.sign_in_with_password, {**known, "password": "not this 99"})

    def test_comes_back_with_a_code_from_the_link_of_a_mail(self):
        auth = client()
        email = "bea@example.com"
        options = {"email_redirect_to": f"{SITE}/welcome"}
        auth.sign_up({"email": email, "password": PASSWORD, "options": options})
        landed = httpx.URL(redirect(next(link for link in take_mail(email)["links"] if "token=" in link)))
        self.assertEqual((landed.host, landed.path), ("site.example", "/welcome"))
        exchange = {"auth_code": landed.params["code"]}
        self.assertEqual(auth.exchange_code_for_session(exchange).user.email, email)
        with self.assertRaises(AuthApiError):
            auth.exchange_code_for_session(exchange)

    def test_signs_in_by_a_mailed_code_alone(self):
        auth = client()
        email = "otto@example.com"
        auth.sign_in_with_otp({"email": email})
        proof = {"email": email, "token": take_mail(email)["code"], "type": "email"}
        self.assertEqual(auth.verify_otp(proof).user.email, email)

    def test_recovers_a_password_and_changes_data_password_and_address(self):
        email = "rita@example.com"
        known = {"email": email, "password": PASSWORD}
        signed_in(email)
        auth = client()
        auth.reset_password_for_email(email)
        auth.verify_otp({"email": email, "token": take_mail(email)["code"], "type": "recovery"})
        user = auth.update_user({"password": NEW_PASSWORD, "data": {"colour": "red"}}).user
        self.assertEqual(user.user_metadata["colour"], "red")
        self.assert_refused("same_password", auth.update_user, {"password": NEW_PASSWORD})
        self.assert_refused("invalid_credentials", client().sign_in_with_password, known)
        auth.sign_in_with_password({**known, "password": NEW_PASSWORD})

        to = "rita.new@example.com"
        self.assertEqual(auth.update_user({"email": to}).user.new_email, to)
        for address in (email, to):
            code = newest_mail(address)["code"]
            auth.verify_otp({"email": address, "token": code, "type": "email_change"})
        self.assertEqual(auth.refresh_session().user.email, to)

    def test_checks_tokens_by_the_published_keys(self):
        auth = signed_in("keys@example.com")
        answer = auth.get_claims()
        self.assertEqual(answer["headers"]["alg"], "ES256")
        claims = answer["claims"]
        self.assertEqual((claims["email"], claims["role"], claims["aal"]), ("keys@example.com", "authenticated", "aal1"))

    def test_enrols_an_authenticator_app_steps_up_with_it_and_takes_it_away(self):
        email = "mia@example.com"
        auth = signed_in(email)
        factor = auth.mfa.enroll({"factor_type": "totp", "friendly_name": "phone", "issuer": "Site"})
        self.assertTrue(factor.totp.uri.startswith("otpauth://totp/Site:"), factor.totp.uri)
        challenge = auth.mfa.challenge({"factor_id": factor.id})
        proof = {"factor_id": factor.id, "challenge_id": challenge.id, "code": totp(factor.totp.secret)}
        self.assert_refused("mfa_verification_failed", auth.mfa.verify, {**proof, "code": other_than(proof["code"])})
        auth.mfa.verify(proof)
        raised = auth.mfa.get_authenticator_assurance_level()
        self.assertEqual((raised.current_level, raised.next_level), ("aal2", "aal2"))

        again = client()
        again.sign_in_with_password({"email": email, "password": PASSWORD})
        level = again.mfa.get_authenticator_assurance_level()
        self.assertEqual((level.current_level, level.next_level), ("aal1", "aal2"))
        self.assert_refused("insufficient_aal", again.mfa.unenroll, {"factor_id": factor.id})
        again.mfa.challenge_and_verify({"factor_id": factor.id, "code": totp(factor.totp.secret, later=1)})
        self.assertEqual([one.id for one in again.mfa.list_factors().totp], [factor.id])
        again.mfa.unenroll({"factor_id": factor.id})
        self.assertEqual(again.mfa.list_factors().all, [])

    def test_signs_in_through_a_provider_with_a_code_challenge(self):
        auth = client()
        way = {"provider": "keycloak", "options": {"redirect_to": f"{SITE}/landed"}}
        code = sign_in_at_provider(redirect(auth.sign_in_with_oauth(way).url), "olga@example.com")
        answer = auth.exchange_code_for_session({"auth_code": code})
        self.assertEqual((answer.user.email, answer.user.app_metadata["provider"]), ("olga@example.com", "keycloak"))
        self.assertEqual(answer.session.provider_token, "olga@example.com")

        stolen = sign_in_at_provider(redirect(client().sign_in_with_oauth(way).url), "olga@example.com")
        auth.sign_in_with_oauth(way)
        self.assert_refused("bad_code_verifier", auth.exchange_code_for_session, {"auth_code": stolen})

    def test_links_an_identity_and_takes_it_away_but_never_the_last_one(self):
        auth = signed_in("ida@example.com")
        page = auth.link_identity({"provider": "keycloak", "options": {"redirect_to": SITE}}).url
        auth.exchange_code_for_session({"auth_code": sign_in_at_provider(page, "ida.elsewhere@example.com")})
        identities = {one.provider: one for one in auth.get_user_identities().identities}
        self.assertEqual(sorted(identities), ["email", "keycloak"])
        auth.unlink_identity(identities["keycloak"])
        self.assertEqual([one.provider for one in auth.get_user_identities().identities], ["email"])
        self.assert_refused("single_identity_not_deletable", auth.unlink_identity, identities["email"])

    def test_signs_out_here_elsewhere_or_everywhere(self):
        for scope, ends in {"local": (True, False), "others": (False, True), "global": (True, True)}.items():
            with self.subTest(scope):
                email = f"{scope}@example.com"
                here, there = signed_in(email), client()
                there.sign_in_with_password({"email": email, "password": PASSWORD})
                tokens = [auth.get_session().refresh_token for auth in (here, there)]
                here.sign_out({"scope": scope})
                for is_over, token in zip(ends, tokens):
                    if is_over:
                        self.assert_refused("refresh_token_not_found", client().refresh_session, token)
                    else:
                        self.assertIsNotNone(client().refresh_session(token).session)

    def test_administers_people_with_the_secret_key_and_not_with_the_publishable_one(self):
        admin = administrator()
        email = "made@example.com"
        attributes = {"email": email, "password": PASSWORD, "email_confirm": True, "app_metadata": {"plan": "gold"}}
        user = admin.create_user(attributes).user
        self.assertEqual(user.app_metadata["plan"], "gold")
        self.assert_refused("email_exists", admin.create_user, attributes)
        self.assertIn(user.id, [one.id for one in admin.list_users(page=1, per_page=1000)])
        self.assertEqual(len(admin.list_users(page=1, per_page=1)), 1)
        self.assertEqual(admin.get_user_by_id(user.id).user.email, email)
        admin.update_user_by_id(user.id, {"password": NEW_PASSWORD, "user_metadata": {"colour": "green"}})
        known = {"email": email, "password": NEW_PASSWORD}
        auth = client()
        auth.sign_in_with_password(known)
        admin.update_user_by_id(user.id, {"ban_duration": "1h"})
        self.assert_refused("user_banned", client().sign_in_with_password, known)
        admin.update_user_by_id(user.id, {"ban_duration": "none"})

        factor = auth.mfa.enroll({"factor_type": "totp"})
        auth.mfa.challenge_and_verify({"factor_id": factor.id, "code": totp(factor.totp.secret)})
        factors = admin.mfa.list_factors({"user_id": user.id})
        self.assertEqual([(one.id, one.status) for one in factors], [(factor.id, "verified")])
        admin.mfa.delete_factor({"user_id": user.id, "id": factor.id})
        self.assertEqual(admin.mfa.list_factors({"user_id": user.id}), [])

        admin.delete_user(user.id)
        self.assert_refused("user_not_found", admin.get_user_by_id, user.id)
        self.assert_refused("not_admin", client().admin.list_users)

    def test_makes_links_of_every_kind_which_are_as_good_as_mailed_ones_and_invites(self):
        admin = administrator()
        signed_in("gina@example.com")
        wanted = [
            {"type": "signup", "email": "linked@example.com", "password": PASSWORD},
            {"type": "invite", "email": "invited@example.com"},
            {"type": "magiclink", "email": "gina@example.com"},
            {"type": "recovery", "email": "gina@example.com"},
        ]
        for link in wanted:
            answer = admin.generate_link(link)
            proof = {"token_hash": answer.properties.hashed_token, "type": link["type"]}
            self.assertEqual(client().verify_otp(proof).user.id, answer.user.id)
        guest = "guest@example.com"
        user = admin.invite_user_by_email(guest, {"data": {"table": 5}, "redirect_to": SITE}).user
        self.assertEqual(user.user_metadata["table"], 5)
        proof = {"email": guest, "token": take_mail(guest)["code"], "type": "invite"}
        self.assertEqual(client().verify_otp(proof).user.id, user.id)


if __name__ == "__main__":
    unittest.main()
