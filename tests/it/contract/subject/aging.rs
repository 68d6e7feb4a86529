//! How time is made to pass at the real server: what happened becomes older.

/// Makes everything that happened to the users with a mark, or one of the numbers `$3`, `$2` seconds older.
pub(super) const AGE: &[&str] = &[
    "update auth.users set confirmation_sent_at = confirmation_sent_at - make_interval(secs => $2),
        recovery_sent_at = recovery_sent_at - make_interval(secs => $2),
        email_change_sent_at = email_change_sent_at - make_interval(secs => $2),
        phone_change_sent_at = phone_change_sent_at - make_interval(secs => $2),
        reauthentication_sent_at = reauthentication_sent_at - make_interval(secs => $2),
        banned_until = banned_until - make_interval(secs => $2)
     where strpos(email, $1) > 0 or phone = any($3)",
    "update auth.one_time_tokens set created_at = created_at - make_interval(secs => $2),
        updated_at = updated_at - make_interval(secs => $2)
     where user_id in (select id from auth.users where strpos(email, $1) > 0 or phone = any($3))",
    "update auth.flow_state set created_at = created_at - make_interval(secs => $2),
        updated_at = updated_at - make_interval(secs => $2),
        auth_code_issued_at = auth_code_issued_at - make_interval(secs => $2)
     where user_id in (select id from auth.users where strpos(email, $1) > 0 or phone = any($3)) or strpos(referrer, $1) > 0",
    "update auth.oauth_authorizations set created_at = created_at - make_interval(secs => $2),
        expires_at = expires_at - make_interval(secs => $2)
     where strpos(redirect_uri, $1) > 0",
    "update auth.sessions set created_at = created_at - make_interval(secs => $2),
        updated_at = updated_at - make_interval(secs => $2),
        refreshed_at = refreshed_at - make_interval(secs => $2)
     where user_id in (select id from auth.users where strpos(email, $1) > 0 or phone = any($3))",
    "update auth.refresh_tokens set created_at = created_at - make_interval(secs => $2),
        updated_at = updated_at - make_interval(secs => $2)
     where user_id in (select id::text from auth.users where strpos(email, $1) > 0 or phone = any($3))",
    "update auth.mfa_amr_claims set created_at = created_at - make_interval(secs => $2),
        updated_at = updated_at - make_interval(secs => $2)
     where session_id in (
        select s.id from auth.sessions s join auth.users u on u.id = s.user_id where (strpos(u.email, $1) > 0 or u.phone = any($3)))",
    "update auth.mfa_challenges set created_at = created_at - make_interval(secs => $2),
        verified_at = verified_at - make_interval(secs => $2)
     where factor_id in (
        select f.id from auth.mfa_factors f join auth.users u on u.id = f.user_id where (strpos(u.email, $1) > 0 or u.phone = any($3)))",
    "update auth.webauthn_challenges set created_at = created_at - make_interval(secs => $2),
        expires_at = expires_at - make_interval(secs => $2)
     where user_id is null
        or user_id in (select id from auth.users where strpos(email, $1) > 0 or phone = any($3))",
    "update auth.mfa_factors set created_at = created_at - make_interval(secs => $2),
        updated_at = updated_at - make_interval(secs => $2),
        last_challenged_at = last_challenged_at - make_interval(secs => $2)
     where user_id in (select id from auth.users where strpos(email, $1) > 0 or phone = any($3))",
];
