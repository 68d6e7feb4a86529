//! `POST /token?grant_type=web3` where wallets do not sign in (gotrue-contract §1.2).

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        no_wallet_signs_in,
        an_unknown_chain_is_no_matter,
        the_body_is_no_matter,
    }
}

const GRANT: &str = "/token?grant_type=web3";

async fn no_wallet_signs_in(told: &mut Telling) {
    for chain in ["solana", "ethereum"] {
        told.ask(post(GRANT).json(json!({ "chain": chain, "message": "x", "signature": "y" }))).await;
    }
    told.ask(post(GRANT).json(json!({ "chain": "solana" })).newer_errors()).await;
}

async fn an_unknown_chain_is_no_matter(told: &mut Telling) {
    told.ask(post(GRANT).json(json!({ "chain": "bitcoin" }))).await;
    told.ask(post(GRANT).json(json!({}))).await;
}

async fn the_body_is_no_matter(told: &mut Telling) {
    told.ask(post(GRANT)).await;
    told.ask(post(GRANT).text("nonsense")).await;
    told.ask(post(GRANT).json(json!({ "chain": 5 }))).await;
}
