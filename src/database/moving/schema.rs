//! Which tables and columns there are, asked of both databases: they must agree, whoever made them.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{PgConnection, SqliteConnection};

use super::MoveError;
use super::kind::Kind;

/// A table that is moved.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

/// One of its columns.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// The types of the columns by their names, for each table.
type Types = BTreeMap<String, BTreeMap<String, String>>;

/// The tables in an order in which each comes after those that its rows refer to.
pub(super) async fn tables(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
) -> Result<Vec<Table>, MoveError> {
    let here = types_in_sqlite(source).await.map_err(MoveError::Source)?;
    let there = types_in_postgres(target).await.map_err(MoveError::Target)?;
    let (tables, differences) = agreed(&here, &there);
    if !differences.is_empty() {
        return Err(MoveError::Schemas(differences));
    }
    let references = references(source).await.map_err(MoveError::Source)?;
    Ok(in_order(tables, &references))
}

/// Every table of ours in an `SQLite` file, and the types of its columns.
async fn types_in_sqlite(connection: &mut SqliteConnection) -> sqlx::Result<Types> {
    const SELECT_COLUMNS: &str = r"
        select t.name, c.name, lower(c.type)
        from sqlite_schema t, pragma_table_info(t.name) c
        where t.type = 'table'
          and t.name not like 'sqlite\_%' escape '\' and t.name not like '\_sqlx%' escape '\'";
    let columns = sqlx::query_as(SELECT_COLUMNS).fetch_all(connection).await?;
    Ok(by_table(columns))
}

/// The same in the schema of ours in Postgres.
async fn types_in_postgres(connection: &mut PgConnection) -> sqlx::Result<Types> {
    const SELECT_COLUMNS: &str = r"
        select c.table_name::text, c.column_name::text, c.data_type::text
        from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
          and c.table_name not like '\_sqlx%'";
    let columns = sqlx::query_as(SELECT_COLUMNS).fetch_all(connection).await?;
    Ok(by_table(columns))
}

fn by_table(columns: Vec<(String, String, String)>) -> Types {
    let mut types = Types::new();
    for (table, column, data_type) in columns {
        types.entry(table).or_default().insert(column, data_type);
    }
    types
}

/// What both have, and what only one has or has otherwise.
fn agreed(here: &Types, there: &Types) -> (Vec<Table>, Vec<String>) {
    let (mut tables, mut differences) = (Vec::new(), Vec::new());
    for name in here.keys().chain(there.keys()).collect::<BTreeSet<_>>() {
        let (Some(own), Some(other)) = (here.get(name), there.get(name)) else {
            differences.push(format!("only one of the two has the table {name}"));
            continue;
        };
        let mut columns = Vec::new();
        for column in own.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
            let kind = other.get(column).and_then(|data_type| Kind::of_postgres(data_type));
            match (own.get(column), kind) {
                (Some(own), Some(kind)) if own == kind.in_sqlite() => {
                    columns.push(Column { name: column.clone(), kind });
                }
                (own, _) => differences.push(format!(
                    "{name}.{column} is {} here and {} there",
                    own.map_or("missing", String::as_str),
                    other.get(column).map_or("missing", String::as_str)
                )),
            }
        }
        tables.push(Table { name: name.clone(), columns });
    }
    (tables, differences)
}

/// Which table refers to which: `(from, to)`.
async fn references(connection: &mut SqliteConnection) -> sqlx::Result<Vec<(String, String)>> {
    const SELECT_REFERENCES: &str = r#"
        select t.name, r."table"
        from sqlite_schema t, pragma_foreign_key_list(t.name) r
        where t.type = 'table' and t.name <> r."table""#;
    sqlx::query_as(SELECT_REFERENCES).fetch_all(connection).await
}

fn in_order(mut tables: Vec<Table>, references: &[(String, String)]) -> Vec<Table> {
    let mut ordered = Vec::new();
    while !tables.is_empty() {
        let waits = |table: &Table| {
            references.iter().any(|(from, to)| *from == table.name && tables.iter().any(|t| t.name == *to))
        };
        // Tables that wait for each other come as they are: Postgres says then what is missing.
        let next = tables.iter().position(|table| !waits(table)).unwrap_or(0);
        ordered.push(tables.remove(next));
    }
    ordered
}

impl Table {
    /// Their columns, separated by commas, each as `text` writes it.
    fn columns(&self, text: impl Fn(&Column) -> String) -> String {
        self.columns.iter().map(text).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn select_in_sqlite(&self) -> String {
        format!("select {} from {}", self.columns(Column::quoted), quoted(&self.name))
    }

    pub(super) fn select_in_postgres(&self) -> String {
        let text = |column: &Column| match column.kind {
            Kind::Json => format!("{}::text", column.quoted()),
            _ => column.quoted(),
        };
        format!("select {} from {}", self.columns(text), quoted(&self.name))
    }

    pub(super) fn copy_into_postgres(&self) -> String {
        format!("copy {} ({}) from stdin (format binary)", quoted(&self.name), self.columns(Column::quoted))
    }

    /// Keeps everybody else from writing until the transaction ends.
    pub(super) fn lock_in_postgres(&self) -> String {
        format!("lock table {} in exclusive mode", quoted(&self.name))
    }

    pub(super) fn any_row_in_postgres(&self) -> String {
        format!("select exists (select 1 from {})", quoted(&self.name))
    }
}

impl Column {
    fn quoted(&self) -> String {
        quoted(&self.name)
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
