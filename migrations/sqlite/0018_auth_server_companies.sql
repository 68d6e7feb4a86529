-- Companies whose people would sign in with SAML, as administrators describe them to the embedded auth server.
create table auth_sso_providers (
    id blob not null primary key,
    -- The administrator's own name for it.
    resource_id text,
    disabled integer,
    -- What the company calls itself.
    entity_id text not null unique,
    metadata_xml text not null,
    metadata_url text,
    attribute_mapping text not null,
    name_id_format text,
    created_at integer not null,
    updated_at integer not null
) strict;

create unique index auth_sso_providers_resource_id on auth_sso_providers (lower(resource_id));

-- Whose addresses are a company's.
create table auth_sso_domains (
    id blob not null primary key,
    provider_id blob not null references auth_sso_providers (id) on delete cascade,
    domain text not null
) strict;

create unique index auth_sso_domains_domain on auth_sso_domains (lower(domain));
create index auth_sso_domains_provider_id on auth_sso_domains (provider_id);
