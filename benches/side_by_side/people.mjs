// Many people, written straight into the tables of each server, all with the same password.

export const PASSWORD = "seven lanterns over the harbour";

/** The address of one of them, from 1. */
export const address = (number) => `person${number}@example.com`;

/** So many of the first have a hash as this server makes it; all others one of bcrypt with cost 10. */
export const WITH_OWN_HASH = 500;

/** A hash of the password, as this server makes it: GoTrue's are of bcrypt with cost 10. */
export async function ownHash(server) {
  const { user } = await server.asks("POST", "/signup", { body: { email: "first@example.com", password: PASSWORD } });
  const [column, users] = server.isOurs ? ["password_hash", "auth_users"] : ["encrypted_password", "users"];
  return server.sql(`select ${column} from ${users} where id = '${user.id}'`);
}

/** Writes so many people. */
export function fill(server, count, own, bcrypt) {
  const hash = `case when n <= ${WITH_OWN_HASH} then '${own}' else '${bcrypt}' end`;
  for (const statement of (server.isOurs ? intoOurs : intoGotrue)(hash, `generate_series(1, ${count}) n`)) server.sql(statement);
}

const ID = "lpad(to_hex(n), 32, '0')::uuid";

function intoOurs(hash, numbers) {
  return [
    `insert into auth_users (id, aud, role, email, password_hash, email_confirmed_at, email_change_is_half_confirmed,
       app_metadata, user_metadata, full_name, is_anonymous, created_at, updated_at)
     select ${ID}, 'authenticated', 'authenticated', 'person' || n || '@example.com',
       ${hash}, now(), false,
       '{"provider": "email", "providers": ["email"]}', '{"colour": "blue"}', '', false, now(), now()
     from ${numbers}`,
    `insert into auth_identities (id, user_id, provider, provider_id, identity_data, email, created_at, updated_at)
     select ${ID}, ${ID}, 'email', ${ID}::text, jsonb_build_object('sub', ${ID}, 'email', 'person' || n || '@example.com'),
       'person' || n || '@example.com', now(), now()
     from ${numbers}`,
    "vacuum analyze auth_users",
    "vacuum analyze auth_identities",
  ];
}

function intoGotrue(hash, numbers) {
  return [
    `insert into users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
       raw_user_meta_data, confirmation_token, recovery_token, email_change_token_new, email_change, is_anonymous, created_at, updated_at)
     select '00000000-0000-0000-0000-000000000000', ${ID}, 'authenticated', 'authenticated', 'person' || n || '@example.com',
       ${hash}, now(),
       '{"provider": "email", "providers": ["email"]}', '{"colour": "blue"}', '', '', '', '', false, now(), now()
     from ${numbers}`,
    `insert into identities (id, user_id, provider, provider_id, identity_data, created_at, updated_at)
     select ${ID}, ${ID}, 'email', ${ID}::text, jsonb_build_object('sub', ${ID}, 'email', 'person' || n || '@example.com'), now(), now()
     from ${numbers}`,
    "vacuum analyze users",
    "vacuum analyze identities",
  ];
}
