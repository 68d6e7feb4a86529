//! The table of GoTrue's variables in Markdown, for the documentation.

use std::fmt::Write as _;

use super::name::{GoTrueName, Treatment};
use super::names::gotrue_names;

/// The tables: what is taken, what is refused, and what does nothing.
pub fn gotrue_table() -> String {
    let mut table = String::from("| Variable | Default | What it is |\n|---|---|---|\n");
    for name in gotrue_names() {
        if let Treatment::Taken { default } = name.treatment {
            row(&mut table, name, &[default, name.help]);
        }
    }
    table.push_str("\nRefused, since without it the server would be less safe than meant:\n\n");
    table.push_str("| Variable | Why |\n|---|---|\n");
    for name in gotrue_names() {
        if let Treatment::Refused { .. } = name.treatment {
            row(&mut table, name, &[name.help]);
        }
    }
    table.push_str("\nNamed at the start, and without effect:\n\n| Variable | Instead |\n|---|---|\n");
    for name in gotrue_names() {
        if let Treatment::Named { .. } = name.treatment {
            row(&mut table, name, &[name.help]);
        }
    }
    table.push_str(
        "\nWithout effect, since they only say more about one of those, or since GoTrue does not read \
                    them either:\n\n| Variable | With |\n|---|---|\n",
    );
    for name in gotrue_names() {
        match name.treatment {
            Treatment::Beside(other) => row(&mut table, name, &[other]),
            Treatment::Dead => row(&mut table, name, &["nothing"]),
            _ => {}
        }
    }
    table
}

fn row(table: &mut String, name: &GoTrueName, cells: &[&str]) {
    let names: Vec<_> = name.names.iter().rev().map(|name| format!("`{name}`")).collect();
    let members = match name.members {
        [] => String::new(),
        members => {
            format!("; `<X>`: {}", members.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" "))
        }
    };
    // Writing to a string cannot fail.
    let _ = writeln!(table, "| {}{members} | {} |", names.join(", "), cells.join(" | "));
}
