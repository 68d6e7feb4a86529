//! What is written about the variables says the same as the program.

use std::fs;

use doorward::config::gotrue_table;

#[test]
fn the_page_about_the_auth_server_alone_has_the_tables_that_the_program_prints() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/auth-server.md")).unwrap();
    let (_, rest) = page.split_once("<!-- names -->\n").expect("the beginning of the tables");
    let (tables, _) = rest.split_once("<!-- /names -->").expect("the end of the tables");
    assert_eq!(tables, gotrue_table(), "print them with: cargo run -- config gotrue");
}
