//! The rules for the migrations: two twins, and two owners that share no key.

use super::source::Source;

/// The tables of the embedded auth server begin so: beside Supabase they are not there.
const AUTH_PREFIX: &str = "auth_";

/// The migrations that make them say so in their names.
const AUTH_MIGRATION: &str = "auth_server";

#[test]
fn the_migrations_are_twins() {
    let sqlite = names("migrations/sqlite");
    let postgres = names("migrations/postgres");
    assert_eq!(sqlite, postgres);
    assert!(differences("create table a (x integer)", "create table a (x bigint, y text)").is_some());
    for (sqlite, postgres) in Source::all_below(&["migrations/sqlite"])
        .iter()
        .zip(Source::all_below(&["migrations/postgres"]).iter())
        .filter(|(sqlite, _)| sqlite.is("sql"))
    {
        assert_eq!(differences(&sqlite.text, &postgres.text), None, "{}", sqlite.path);
    }
}

#[test]
fn the_tables_of_the_auth_server_stand_alone() {
    let sample = "create table users (id uuid references auth_users (id))";
    assert_eq!(ownership_faults("0002_accounts.sql", sample), ["auth_users is referenced"]);
    assert_eq!(ownership_faults("0001_auth_server.sql", "create table users (x)"), ["users is made"]);
    assert_eq!(ownership_faults("0002_accounts.sql", "create table auth_x (x)"), ["auth_x is made"]);
    for migration in Source::all_below(&["migrations"]).iter().filter(|file| file.is("sql")) {
        assert_eq!(
            ownership_faults(&migration.path, &migration.text),
            [] as [String; 0],
            "{}",
            migration.path
        );
    }
}

fn names(folder: &str) -> Vec<String> {
    Source::all_below(&[folder])
        .iter()
        .filter(|file| file.is("sql"))
        .map(|file| file.path.rsplit('/').next().unwrap_or_default().to_owned())
        .collect()
}

/// Tables and columns that only one of the twins has, or has in another order.
fn differences(sqlite: &str, postgres: &str) -> Option<(Vec<String>, Vec<String>)> {
    let (sqlite, postgres) = (columns(sqlite), columns(postgres));
    (sqlite != postgres).then_some((sqlite, postgres))
}

/// `table.column` for each column that a migration makes, in order.
fn columns(sql: &str) -> Vec<String> {
    let sql = without_comments(sql);
    let mut columns = Vec::new();
    for statement in sql.split(';') {
        let Some((table, rest)) = made_table(statement) else {
            columns.extend(altered_table(statement));
            continue;
        };
        let body = rest.split_once('(').map_or("", |(_, body)| body);
        for definition in top_level_parts(body) {
            let first = definition.split_whitespace().next().unwrap_or_default();
            if !matches!(first, "" | "primary" | "unique" | "check" | "foreign" | "constraint") {
                columns.push(format!("{table}.{first}"));
            }
        }
    }
    columns
}

/// The name of the table that a statement makes, and what follows the name.
fn made_table(statement: &str) -> Option<(&str, &str)> {
    let rest = statement.trim_start().strip_prefix("create table")?.trim_start();
    let rest = rest.strip_prefix("if not exists").unwrap_or(rest).trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
    Some(rest.split_at(end))
}

/// `table add column name` and the like: what a statement changes, without the column's type.
fn altered_table(statement: &str) -> Option<String> {
    let words: Vec<_> = statement.trim_start().strip_prefix("alter table")?.split_whitespace().collect();
    Some(words.iter().take(4).copied().collect::<Vec<_>>().join(" "))
}

/// Splits at the commas that stand in no further parentheses; ends with the closing one.
fn top_level_parts(body: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in body.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if let Some(part) = parts.last_mut().filter(|_| c != ',' || depth > 0) {
            part.push(c);
        }
    }
    parts
}

fn ownership_faults(path: &str, sql: &str) -> Vec<String> {
    let belongs_to_auth = path.contains(AUTH_MIGRATION);
    let sql = without_comments(sql);
    let mut faults = Vec::new();
    for statement in sql.split(';') {
        if let Some((table, _)) = made_table(statement)
            && table.starts_with(AUTH_PREFIX) != belongs_to_auth
        {
            faults.push(format!("{table} is made"));
        }
        for referenced in statement.split("references ").skip(1) {
            let end =
                referenced.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(referenced.len());
            let referenced = &referenced[..end];
            if referenced.starts_with(AUTH_PREFIX) != belongs_to_auth {
                faults.push(format!("{referenced} is referenced"));
            }
        }
    }
    faults
}

fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
