//! Whether `init` asks, and what becomes of the answer.

use crate::screen::Screen;
use crate::world::{Git, World};

const ASKS: &str = "Ask after commits? [y/N]";

/// What `init` shows to a person who presses these keys, and what holds afterwards.
fn init(world: &World, arguments: &[&str], keys: &str) -> (String, String) {
    let screen = Screen::new(40, 120);
    let mut command = world.command(world.root.join("bin/git-headway").to_str().unwrap());
    command.arg("init").args(arguments).env("TERM", "xterm").env("GIT_PAGER", "cat");
    command.stdin(screen.open()).stdout(screen.open()).stderr(screen.open());
    screen.press(keys);
    let (shown, status) = screen.run(command);
    assert!(status.success(), "{shown}");
    (shown, world.git(&["config", "--default", "nothing", "--get", "headway.ask"]))
}

#[test]
fn a_person_is_asked_once_and_yes_is_the_only_yes() {
    for (keys, expected) in
        [("y\n", "prompt"), ("YES\n", "prompt"), ("\n", "never"), ("no\n", "never")]
    {
        let world = World::new(Git::Files).unwrap();
        let (shown, said) = init(&world, &["--mode=file"], keys);
        assert!(shown.contains(ASKS), "{shown}");
        assert_eq!(said, expected, "{keys:?}");
        let (shown, said) = init(&world, &["--mode=file"], "y\n");
        assert!(!shown.contains(ASKS), "{shown}");
        assert_eq!(said, expected, "{keys:?}, once");
    }
}

#[test]
fn nobody_is_asked_who_has_said_it_or_is_not_there() {
    let world = World::new(Git::Files).unwrap();
    let unasked = |arguments: &[&str]| {
        let (shown, said) = init(&world, arguments, "y\n");
        assert!(!shown.contains(ASKS), "{shown}");
        said
    };
    assert_eq!(unasked(&["--mode=file", "--dry-run"]), "nothing");
    assert_eq!(unasked(&["--mode=file", "--quiet"]), "nothing");
    assert_eq!(unasked(&["--mode=file", "--ask=never"]), "never");
    let mut world = World::new(Git::Files).unwrap();
    world.variables.push(("CI", "true".into()));
    let (shown, said) = init(&world, &["--mode=file"], "y\n");
    assert!(!shown.contains(ASKS) && said == "nothing", "{shown}");
    let world = World::new(Git::Files).unwrap();
    world.git(&["config", "--global", "headway.ask", "prompt"]);
    let (shown, _) = init(&world, &["--mode=file"], "n\n");
    assert!(!shown.contains(ASKS), "{shown}");
}
