-- Providers that administrators set up for the embedded auth server, beside those of the operator.
create table auth_custom_providers (
    id blob not null primary key,
    provider_type text not null check (provider_type in ('oauth2', 'oidc')),
    -- The name that clients ask for: custom:….
    identifier text not null unique,
    name text not null,
    client_id text not null,
    -- By what it knows that it is us, sealed.
    sealed_secret blob not null,
    acceptable_client_ids text not null,
    scopes text not null,
    pkce_enabled integer not null,
    attribute_mapping text not null,
    custom_claims_allowlist text not null,
    authorization_params text not null,
    enabled integer not null,
    email_optional integer not null,
    skip_nonce_check integer not null,
    -- Of one that speaks OpenID Connect.
    issuer text,
    discovery_url text,
    discovery_document text,
    -- Of any other.
    authorization_url text,
    token_url text,
    userinfo_url text,
    jwks_uri text,
    created_at integer not null,
    updated_at integer not null,
    check (provider_type <> 'oidc' or issuer is not null),
    check (
        provider_type <> 'oauth2'
        or (authorization_url is not null and token_url is not null and userinfo_url is not null)
    )
) strict;
