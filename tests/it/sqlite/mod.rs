//! What is special about a site whose tables are in a file: one server, its backups, its log, its disk.

mod backup;
mod connections;
mod disk;
mod moving;
mod one_server;
