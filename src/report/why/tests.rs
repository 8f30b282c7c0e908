//! Stories of spots.
//!
//! In: small histories. Out: nothing. Deliberately absent: formats.

use super::{WhyQuery, why};
use crate::model::{Nature, RepoPath, Thresholds};
use crate::profile::testing::{Story, too_early};
use crate::report::Names;

fn query(path: &str, section: Option<&str>) -> WhyQuery {
    let section = section.map(str::to_owned);
    WhyQuery { path: RepoPath::from(path), section, names: Names::Hidden }
}

#[test]
fn a_path_a_section_and_a_path_that_is_not_there() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let (load, save) = (story.spot("src/conf.rs", "fn load"), story.spot("src/conf.rs", "fn save"));
    story.commit(ada, 0, "begin").change(save, Nature::Structural);
    let patches = story.patches(ada, load, &[10, 20]);
    story.chain(load, &patches, None, too_early(5));
    let (history, verdicts, episodes) = story.finish();
    let ask = |query| why(&history, &verdicts, &episodes, &Thresholds::default(), &query);
    let all = ask(query("src/conf.rs", None));
    assert_eq!(all.spots.len(), 2);
    assert_eq!(all.spots[0].spot, "src/conf.rs: fn load");
    assert_eq!((all.spots[0].patches, all.spots[0].repeats), (2, 1));
    assert_eq!(all.spots[0].chains[0].span_days, 10);
    assert!(ask(query("src/conf.rs", Some(""))).spots.is_empty());
    assert_eq!(ask(query("src/conf.rs", Some("fn"))).spots.len(), 2);
    let one = ask(query("src/conf.rs", Some("SAVE")));
    assert_eq!(one.spots.len(), 1);
    assert_eq!(one.spots[0].steps[0].verdict.standing, "headway");
    let none = ask(query("conf.rs", None));
    assert!(!none.path_found && none.spots.is_empty());
    assert_eq!(none.similar_paths, ["src/conf.rs"]);
}

#[test]
fn a_whole_title_means_that_section_and_no_title_the_rest_of_the_file() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let (app, short) = (story.spot("a.rs", "fn app"), story.spot("a.rs", "fn app_short"));
    let outside = story.spot("a.rs", "nothing yet");
    story.commit(ada, 0, "begin").change(app, Nature::Structural);
    story.change(short, Nature::Structural);
    story.change(outside, Nature::Structural);
    let (mut history, verdicts, episodes) = story.finish();
    history.spots[outside.get()].section = None;
    let sections = |section| -> Vec<Option<String>> {
        let found = why(
            &history,
            &verdicts,
            &episodes,
            &Thresholds::default(),
            &query("a.rs", Some(section)),
        );
        found.spots.into_iter().map(|spot| spot.section).collect()
    };
    assert_eq!(sections("fn app"), [Some("fn app".to_owned())]);
    assert_eq!(sections("app").len(), 2);
    assert_eq!(sections(""), [None]);
}

#[test]
fn a_symbol_is_found_however_its_names_are_joined() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let run = story.spot("a.rs", "impl Inner > fn run");
    let all = story.spot("a.rs", "impl Inner > fn run_all");
    story.commit(ada, 0, "begin").change(run, Nature::Structural);
    story.change(all, Nature::Structural);
    let (history, verdicts, episodes) = story.finish();
    let spots = |section| -> Vec<String> {
        let found = why(
            &history,
            &verdicts,
            &episodes,
            &Thresholds::default(),
            &query("a.rs", Some(section)),
        );
        found.spots.into_iter().map(|spot| spot.spot).collect()
    };
    assert_eq!(spots("Inner::run"), ["a.rs: impl Inner > fn run"]);
    assert_eq!(spots("inner.run_all()"), ["a.rs: impl Inner > fn run_all"]);
    assert!(spots("run::Inner").is_empty() && spots("::").is_empty());
}

#[test]
fn a_path_of_earlier_days_is_found() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("old.rs", "fn a");
    story.commit(ada, 0, "begin").change(spot, Nature::Structural);
    let (mut history, verdicts, episodes) = story.finish();
    history.files[0].path = RepoPath::from("new.rs");
    for path in ["old.rs", "new.rs"] {
        let found = why(&history, &verdicts, &episodes, &Thresholds::default(), &query(path, None));
        assert_eq!(found.spots[0].spot, "new.rs: fn a");
    }
}
