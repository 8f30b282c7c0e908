//! The page as a browser shows it.
//!
//! In: pages that the built binary writes, opened by a Chromium without a window. Out: what is wrong with each, in sentences:
//! what it loads or complains of, what overlaps or is cut at three widths, contrast in light and dark colours, names and
//! headings for those who listen, dead links, what a sheet of paper cuts. Deliberately absent: what the page says (`answers.rs`),
//! and what may be known from its source without a browser.
//!
//! Pictures and prints of the last run lie in `target/tmp/page`. Without a browser nothing is looked at, unless
//! `HEADWAY_NEEDS_BROWSER` is set.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "../common/mod.rs"]
mod common;

mod chromium;
mod drawings;
mod paper;

use std::path::{Path, PathBuf};

use serde_json::Value;

use chromium::Browser;
use common::people::People;
use common::{Story, TestEnv, stories};
use drawings::Made;

/// The widths of a phone, a tablet and a desk, in CSS pixels.
const WIDTHS: [u32; 3] = [360, 768, 1280];

/// A4 and Letter, in inches.
const PAPERS: [(&str, f64, f64); 2] = [("A4", 8.27, 11.69), ("Letter", 8.5, 11.0)];

/// What is left between margins of 20 mm on the narrower of the two, in CSS pixels.
const ON_PAPER: u32 = 642;

/// More than a page has that keys could come to.
const MOST_STOPS: usize = 2_000;

fn sentences(found: &Value) -> Vec<String> {
    let found = found.as_array().unwrap().iter();
    found.map(|sentence| sentence.as_str().unwrap().to_owned()).collect()
}

/// Everything that is wrong with a page.
struct Look {
    browser: Browser,
    pictures: PathBuf,
    name: String,
    faults: Vec<String>,
}

impl Look {
    fn at(program: &Path, env: &TestEnv, name: &str, page: &Path) -> Vec<String> {
        let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page");
        std::fs::create_dir_all(&pictures).unwrap();
        let browser = Browser::start(program, env);
        let mut look = Self { browser, pictures, name: name.to_owned(), faults: Vec::new() };
        look.browser.resize(WIDTHS[0], 800);
        look.browser.medium("screen", "light");
        look.browser.open(page);
        look.faults.extend(look.browser.complaints());
        look.browser.evaluate(concat!("audit = ", include_str!("audit.js"), "; ''"));
        look.browser.evaluate(concat!("rules = ", include_str!("rules.js"), "; ''"));
        look.on_keys();
        look.ask("as loaded", "structure()");
        look.on_screens();
        look.on_paper();
        look.faults
    }

    fn ask(&mut self, when: &str, what: &str) {
        let found = self.browser.evaluate(&format!("audit.{what}"));
        self.faults.extend(sentences(&found).iter().map(|fault| format!("{when}: {fault}")));
    }

    fn keep(&self, what: &str, bytes: &[u8]) {
        std::fs::write(self.pictures.join(format!("{}-{what}", self.name)), bytes).unwrap();
    }

    /// From the first press of the tab key to the last thing that it comes to.
    fn on_keys(&mut self) {
        for _ in 0..MOST_STOPS {
            self.browser.press_tab();
            if self.browser.evaluate("rules.focused()") == "" {
                break;
            }
        }
        self.ask_rules("by keys", "order()");
    }

    fn ask_rules(&mut self, when: &str, what: &str) {
        let found = self.browser.evaluate(&format!("rules.{what}"));
        self.faults.extend(sentences(&found).iter().map(|fault| format!("{when}: {fault}")));
    }

    /// Each width, as loaded and with every fold open; then both sets of colours.
    fn on_screens(&mut self) {
        for folds in ["", ", unfolded"] {
            for width in WIDTHS {
                self.browser.resize(width, 800);
                self.ask(&format!("{width} px{folds}"), "layout()");
                self.ask_rules(&format!("{width} px{folds}"), "broken()");
                if folds.is_empty() {
                    let picture = self.browser.picture();
                    self.keep(&format!("{width}.png"), &picture);
                }
            }
            self.browser.evaluate("audit.open()");
        }
        for colours in ["light", "dark"] {
            self.browser.medium("screen", colours);
            self.ask(colours, &format!("contrast({})", colours == "dark"));
            self.ask(colours, "graphics()");
            self.ask(&format!("{colours}, chosen"), "choices(false)");
            let picture = self.browser.picture();
            self.keep(&format!("{colours}.png"), &picture);
        }
        for colours in ["light", "dark"] {
            self.browser.force_colours(colours);
            self.ask(&format!("forced, {colours}"), &format!("contrast({})", colours == "dark"));
            self.ask(&format!("forced, {colours}"), "graphics()");
            let picture = self.browser.picture();
            self.keep(&format!("forced-{colours}.png"), &picture);
        }
        self.browser.medium("screen", "light");
        self.browser.evaluate("audit.close()");
    }

    /// Nobody can scroll a sheet, and what it must not cut stands on one.
    fn on_paper(&mut self) {
        self.browser.resize(ON_PAPER, 800);
        self.browser.medium("print", "light");
        self.ask("on paper", "layout(true)");
        self.ask_rules("on paper", "broken('link-in-text-block')");
        // Paper is light, whatever its reader likes on a screen.
        self.browser.medium("print", "dark");
        self.ask("on paper", "contrast(false)");
        self.ask("on paper", "graphics()");
        self.ask("on paper, chosen", "choices(true)");
        let whole = sentences(&self.browser.evaluate("audit.mark()"));
        self.browser.medium("", "light");
        for (paper, width, height) in PAPERS {
            let pdf = self.browser.print(width, height);
            self.keep(&format!("{paper}.pdf"), &pdf);
            let sheets = paper::links_by_sheet(&pdf);
            for (number, thing) in whole.iter().enumerate() {
                match paper::ends_of(&sheets, number) {
                    Some((top, bottom)) if top == bottom => {}
                    Some((top, bottom)) => self.faults.push(format!(
                        "{paper}: {thing} begins on sheet {top} and ends on sheet {bottom}"
                    )),
                    None => self.faults.push(format!("{paper}: {thing} is on no sheet")),
                }
            }
        }
    }
}

/// The faults of a file that lies beside this one.
fn faults_of_sample(name: &str) -> Option<Vec<String>> {
    let program = chromium::find()?;
    let env = TestEnv::new();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page").join(name);
    Some(Look::at(&program, &env, name.trim_end_matches(".html"), &page))
}

#[test]
fn every_fault_is_found() {
    let Some(faults) = faults_of_sample("faulty.html") else { return };
    let expected = include_str!("faulty.txt").lines();
    let missed: Vec<&str> =
        expected.filter(|line| !faults.iter().any(|fault| fault.contains(line))).collect();
    assert!(missed.is_empty(), "\n{}\n\nin\n{}", missed.join("\n"), faults.join("\n"));
}

#[test]
fn a_sound_page_has_no_faults() {
    let faults = faults_of_sample("sound.html").unwrap_or_default();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
/// What the program writes in a repository, held against everything.
fn look_at(name: &str, env: &TestEnv, repository: &Path, asked: &[&str]) {
    let Some(program) = chromium::find() else { return };
    let written = env.headway(repository, &[asked, &["--format", "html"]].concat());
    assert_eq!((written.code, written.stderr.as_str()), (0, ""), "{asked:?}");
    let page = env.root().join("page.html");
    std::fs::write(&page, written.stdout).unwrap();
    let faults = Look::at(&program, env, name, &page);
    assert!(faults.is_empty(), "{asked:?}\n{}", faults.join("\n"));
}

/// The year of the latest commit of every story, as whoever wrote it would read it.
#[test]
fn the_year_of_every_story() {
    for Story { name, now, .. } in &stories() {
        let env = TestEnv::at(now);
        let repository = env.import(name);
        let format = "--format=%ae %ad";
        let latest = env.git(&repository, &["log", "-1", "--date=format:%Y", format, "HEAD"]);
        let (author, year) = latest.trim().split_once(' ').unwrap();
        look_at(name, &env, &repository, &["retro", "--year", year, "--author", author]);
    }
}

#[test]
fn a_year_and_all_years_of_somebody_who_handed_over() {
    let people = People::load("hands-over");
    let env = TestEnv::at(&people.now);
    let repository = env.import_stream(people.stream().as_bytes());
    let ada = ["--author", "ada@example.org"];
    let year = [&["retro", "--year", "2024"], &ada[..]].concat();
    look_at("handed-over-year", &env, &repository, &year);
    look_at("handed-over", &env, &repository, &[&["profile"], &ada[..]].concat());
}

fn look_at_drawings(name: &str, made: &Made) {
    let page = git_headway::report::html::sections(
        "Every drawing that there is",
        "made up for a test".to_owned(),
        &made.sections(),
    );
    let env = TestEnv::new();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page").join(format!("{name}.html"));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, page).unwrap();
    let Some(program) = chromium::find() else { return };
    let faults = Look::at(&program, &env, name, &file);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_drawing() {
    look_at_drawings("drawings", &Made { many: 6, large: 12.0, name: String::new() });
}

#[test]
fn every_drawing_of_many_large_hostile_things() {
    let name = "<b>\u{202e}\u{1b}[31m\"'&火火火火 a name that is much too long for any drawing ";
    look_at_drawings("hostile-drawings", &Made { many: 12, large: 4e9, name: name.to_owned() });
}

#[test]
fn every_drawing_of_one_thing_and_of_none() {
    look_at_drawings("lone-drawings", &Made { many: 1, large: 0.2, name: String::new() });
    look_at_drawings("empty-drawings", &Made { many: 0, large: 1.0, name: String::new() });
}
