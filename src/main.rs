//! The program `git-headway`.

fn main() {}
