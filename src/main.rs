//! Doorward's command line: thin on purpose, the program is the library.

fn main() {}
