//! What is a row of a dump, and what only looks like one.

use super::sql::SqlRows;
use super::tokens::SqlError;

/// What the columns of a row hold, if anything.
type Fields = Vec<(String, Option<String>)>;

/// The rows of `auth.users` in a text, each with its line.
fn rows(text: &str) -> Result<Vec<(u64, Fields)>, SqlError> {
    let mut source = SqlRows::new(text.as_bytes(), "users");
    let mut rows = Vec::new();
    while let Some(row) = source.next()? {
        rows.push((row.line, row.fields));
    }
    Ok(rows)
}

fn fields(pairs: &[(&str, Option<&str>)]) -> Fields {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned))).collect()
}

#[test]
fn copied_rows_are_unescaped() {
    let text =
        "COPY auth.users (id, email, \"Odd\"\"Name\") FROM stdin;\n1\t\\N\ta\\tb\\nc\\\\\n2\t\tü\n\\.\n";
    let expected = vec![
        (2, fields(&[("id", Some("1")), ("email", None), ("Odd\"Name", Some("a\tb\nc\\"))])),
        (3, fields(&[("id", Some("2")), ("email", Some("")), ("Odd\"Name", Some("ü"))])),
    ];
    assert_eq!(rows(text).unwrap(), expected);
}

#[test]
fn inserted_rows_are_read_whatever_their_values_look_like() {
    let text = "insert into \"auth\" . \"users\" (id, a, b, c)\n overriding system value values\n\
        (1, 'it''s; (2)', NULL, true),\n(-2, E'a\\'b\\nc', '{}'::jsonb, -- what\n'x'::character varying(5)\n)\n\
        on conflict do nothing;\ninsert into auth.users (id) values (3);";
    let expected = vec![
        (3, fields(&[("id", Some("1")), ("a", Some("it's; (2)")), ("b", None), ("c", Some("true"))])),
        (4, fields(&[("id", Some("-2")), ("a", Some("a'b\nc")), ("b", Some("{}")), ("c", Some("x"))])),
    ];
    let read = rows(text).unwrap();
    assert_eq!(read[..2], expected);
    assert_eq!(read.len(), 3);
}

#[test]
fn what_only_looks_like_a_row_is_none() {
    let text = "\\restrict abc'\n/* copy auth.users (id) from stdin; /* ' */ */\n\
        create function f() returns void as $body$\ninsert into auth.users (id) values (9);\n$body$ language sql;\n\
        comment on table auth.users is 'insert into auth.users (id) values (8);';\n\
        copy public.users (id) from stdin;\n7\n\\.\ncopy auth.users (id) to stdout;\n\
        insert into public.users (id) values (6);\ninsert into auth.identities (id) values ('(');\n\
        copy auth.users (id) from stdin;\n5\n\\.\n";
    let read = rows(text).unwrap();
    assert_eq!(read.iter().map(|(_, fields)| fields[0].1.as_deref()).collect::<Vec<_>>(), [Some("5")]);
}

#[test]
fn what_cannot_be_read_is_said() {
    for (text, line) in [
        ("copy auth.users (id) from stdin;\n1\n", 3),
        ("insert into auth.users (id) values (1", 1),
        ("insert into auth.users values\n(1);", 1),
        ("insert into auth.users (id) values\n(1, 2);", 2),
        ("insert into auth.users (id) values ((select 1));", 1),
        ("insert into auth.users (id) values ('1\n", 2),
        ("copy auth.users (id, email) from stdin;\n1\n\\.\n", 2),
        ("copy auth.users from stdin;\n1\n\\.\n", 2),
    ] {
        let error = rows(text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("line {line}: ")), "{text}: {error}");
    }
    assert!(matches!(rows_of(b"copy auth.users (id) from stdin;\n\xff\n\\.\n"), Err(SqlError::NotUtf8(2))));
}

fn rows_of(bytes: &[u8]) -> Result<(), SqlError> {
    let mut source = SqlRows::new(bytes, "users");
    while source.next()?.is_some() {}
    Ok(())
}
