//! From a choice of the retrospective to a goal, and to what a quarter did for it.
//!
//! In: two functions that were patched together four times. Out: nothing, or a failed assertion. Deliberately absent: how goals
//! are measured, and which choices are offered; these are tested beside them.
#![expect(clippy::unwrap_used, reason = "an answer that cannot be read has failed its test")]

mod common;

use std::path::PathBuf;

use common::{Output, TestEnv};
use serde_json::Value;

struct World {
    env: TestEnv,
    directory: PathBuf,
}

impl World {
    fn new() -> Self {
        let env = TestEnv::at("2025-11-27T12:00:00Z");
        let directory = env.root().join("work");
        std::fs::create_dir(&directory).unwrap();
        let world = Self { env, directory };
        world.env.git(&world.directory, &["init", "--quiet"]);
        let days = ["05-01", "08-10", "09-01", "10-05", "11-01"];
        for (number, day) in days.into_iter().enumerate() {
            world.commit(number, day, if number == 0 { "feat: begin" } else { "fix: mend" });
        }
        world
    }

    /// Mends one more line of each function.
    fn commit(&self, mended: usize, day: &str, subject: &str) {
        for name in ["lower", "upper"] {
            let lines = (0..6).map(|line| {
                let value = if line < mended { format!("mended{mended}") } else { "given".into() };
                format!("    let {name}_{line} = {value}({line});\n")
            });
            let text = format!("fn {name}() {{\n{}}}\n", lines.collect::<String>());
            std::fs::write(self.directory.join(format!("{name}.rs")), text).unwrap();
        }
        self.env.git(&self.directory, &["add", "."]);
        let mut command = self.env.command("git", &self.directory);
        let date = format!("2025-{day}T12:00:00Z");
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        assert!(command.args(["commit", "--quiet", "-m", subject]).status().unwrap().success());
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.env.headway(&self.directory, arguments)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(output.code, 0, "{}", output.stderr);
        serde_json::from_str(&output.stdout).unwrap()
    }
}

#[test]
fn a_choice_becomes_a_goal_that_a_quarter_is_measured_by() {
    let world = World::new();
    let retro = world.json(&["retro"]);
    let choice = &retro["choices"]["choices"][0];
    let (id, place) = (choice["id"].as_str().unwrap(), choice["aim"]["place"].as_str().unwrap());
    assert_eq!((choice["aim"]["sort"].as_str(), place), (Some("cause"), "lower.rs: fn lower"));
    let unknown = world.run(&["goal", "accept", "nothing"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.contains("there is no choice `nothing`"), "{}", unknown.stderr);
    assert!(unknown.stderr.contains(id), "{}", unknown.stderr);

    let accepted = world.run(&["goal", "accept", &id[..5], "--by", "2026-06"]);
    assert_eq!(accepted.code, 0, "{}", accepted.stderr);
    assert!(accepted.stderr.contains("is set: "), "{}", accepted.stderr);
    let again = world.run(&["goal", "accept", id]);
    assert!(again.stderr.contains("is this choice already"), "{}", again.stderr);
    let goals = world.json(&["goal", "list"]);
    assert_eq!(goals["goals"].as_array().unwrap().len(), 1);
    let goal = &goals["goals"][0];
    assert_eq!((&goal["by"], &goal["aim"]["place"]), (&"2026-06-30".into(), &place.into()));
    assert_eq!((&goal["text"], &goal["project"]), (&choice["text"], &"work".into()));

    assert_eq!(world.run(&["note", "Two of us know the order now"]).code, 0);
    let quarter = world.json(&["status", "--quarter"]);
    let measured = &quarter["goals"][0]["measured"];
    assert_eq!((&measured["now"]["part"], &measured["now"]["days"]), (&2.0.into(), &58.into()));
    assert_eq!(measured["before"]["part"], 2.0);
    assert_eq!(measured["reading"], "unclear");
    let screen = world.run(&["status", "--quarter", "2025-Q4"]).stdout;
    assert!(screen.starts_with("2025-Q4 as of 2025-11-27; it is not over\n"), "{screen}");
    assert!(screen.contains("2025-11-27 work Two of us know the order now\n"), "{screen}");
    assert!(screen.lines().count() <= 23, "{screen}");
    // Before the goal was set there was none.
    assert_eq!(world.json(&["status", "--quarter", "2025-q3"])["goals"], Value::Array(Vec::new()));

    // The retrospective of the next year says what came of it.
    let mut later = world.env.command(env!("CARGO_BIN_EXE_git-headway"), &world.directory);
    later.env("HEADWAY_NOW", "2026-08-01T12:00:00Z");
    let output = later.args(["retro", "--year", "2026", "--format", "json"]).output().unwrap();
    let retro: Value = serde_json::from_slice(&output.stdout).unwrap();
    let goal = &retro["journal"]["goals"][0];
    assert_eq!((&goal["overdue"], &goal["measured"]["now"]["part"]), (&true.into(), &0.0.into()));
}

#[test]
fn a_quarter_is_a_quarter() {
    let world = World::new();
    for wrong in [&["status", "--quarter", "2025"][..], &["status", "--quarter", "--names"]] {
        assert_eq!(world.run(wrong).code, 2);
    }
}
