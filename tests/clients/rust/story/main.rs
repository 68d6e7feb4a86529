//! `supabase-client-auth` as it is published, at the auth server alone: every way in and out, factors,
//! identities, administration. The environment says where the server is.

mod administration;
mod factors;
mod identities;
mod person;
mod sessions;
