//! The `tacitus-eval` command.
fn main() {}
