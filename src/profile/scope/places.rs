//! What a person did in one repository, as far as scope asks; it stands on its own.
//!
//! In: a judged history and commits of the person. Out: the files that they changed, with area, language and boundary, and
//! for each commit what it did to which of them. Deliberately absent: changes that do not count; names of files.
//!
//! An area is one that ownership has. What was worked in and is gone is an area as well, else the past would look
//! narrower than it was: the outermost directory in which nothing is alive.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{BoundarySort, language_of};
use crate::classify::{PathClass, path_class};
use crate::model::{
    ChangeIndex, CommitIndex, FileChange, FileIndex, Fingerprint, GitattributesMark, History, Kind,
    Nature, RepoPath, Verdicts,
};
use crate::profile::{Area, Areas, Standings, Subject};

/// An area that a person worked in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkedArea {
    /// Its name.
    pub name: String,
    /// The first change there that counts was the person's.
    pub founded: bool,
}

/// A file that a person changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The fingerprint of its latest path, which clones of a project have in common.
    pub file: u64,
    /// Position in [`Places::areas`].
    pub area: u32,
    /// Position in [`Places::languages`].
    pub language: Option<u32>,
    /// Whether it is code of the product.
    pub is_code: bool,
}

/// What a commit did to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Touch {
    /// Position in [`Places::files`].
    pub place: u32,
    /// The kind of the change.
    pub kind: Kind,
    /// Whether it was structural.
    pub structural: bool,
    /// The boundary that it changed there, if any.
    pub boundary: Option<BoundarySort>,
}

/// Where a person worked in a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// The areas.
    pub areas: Vec<WorkedArea>,
    /// The programming languages.
    pub languages: Vec<String>,
    /// The files.
    pub files: Vec<Place>,
}

/// What is known of a repository when it is asked where somebody worked.
pub struct Survey<'a> {
    /// The history.
    pub history: &'a History,
    /// Its verdicts.
    pub verdicts: &'a Verdicts,
    /// What counts.
    pub standings: &'a Standings,
    /// Its areas.
    pub areas: &'a Areas,
    /// Whose work it is.
    pub subject: &'a Subject,
    /// Files in which commits changed the signature or the visibility of something public.
    pub interfaces: &'a HashSet<(CommitIndex, FileIndex)>,
}

impl Survey<'_> {
    /// Where the person worked, and what each of some commits of theirs did there.
    #[must_use]
    pub fn places(&self, commits: &[CommitIndex]) -> (Places, Vec<Vec<Touch>>) {
        let mut making = Making {
            marks: self.marks(),
            founders: self.founders(),
            places: Places::default(),
            boundaries: Vec::new(),
            files: HashMap::new(),
            areas: HashMap::new(),
            languages: HashMap::new(),
        };
        let touches = commits.iter().map(|commit| self.touches(*commit, &mut making)).collect();
        (making.places, touches)
    }

    fn touches(&self, commit: CommitIndex, making: &mut Making) -> Vec<Touch> {
        let counted = self.history.changes_of(commit).filter(|change| self.counts(*change));
        let touches = counted.map(|change| {
            let file_change = self.history.file_change_of(change);
            let verdict = self.verdicts.change(change);
            let place = making.place(self, file_change.file);
            let by_name = making.boundaries[place as usize].filter(|sort| {
                *sort != BoundarySort::Build || decides(file_change, verdict.kind())
            });
            let is_interface = self.interfaces.contains(&(commit, file_change.file))
                && making.places.files[place as usize].is_code;
            Touch {
                place,
                kind: verdict.kind(),
                structural: verdict.nature() == Nature::Structural,
                boundary: if is_interface { Some(BoundarySort::Interface) } else { by_name },
            }
        });
        // A file that was changed in many places in the same way was changed once.
        touches.collect::<BTreeSet<Touch>>().into_iter().collect()
    }

    fn counts(&self, change: ChangeIndex) -> bool {
        let file = self.history.file_change_of(change).file;
        self.standings.counts(change) && self.areas.is_countable(file)
    }

    /// What `.gitattributes` says of each file, by its latest change.
    fn marks(&self) -> HashMap<FileIndex, GitattributesMark> {
        let changes = self.history.file_changes.iter();
        changes.filter_map(|change| Some((change.file, change.mark?))).collect()
    }

    /// Areas in which the first change that counts was the person's.
    fn founders(&self) -> HashMap<String, bool> {
        let mut founders = HashMap::new();
        let mut seen: HashSet<FileIndex> = HashSet::new();
        for commit in self.history.commit_indices() {
            for change in self.history.changes_of(commit).filter(|change| self.counts(*change)) {
                let file = self.history.file_change_of(change).file;
                if seen.insert(file) {
                    let founded = self.subject.wrote(self.history, commit);
                    founders.entry(self.area_of(file)).or_insert(founded);
                }
            }
        }
        founders
    }

    fn area_of(&self, file: FileIndex) -> String {
        let at = self.areas.of_file(file);
        let path = &self.history.files[file.get()].path;
        at.map_or_else(|| gone(path, self.areas), |at| self.areas.all[at].name())
    }
}

/// Lines up to which a manifest that has as many of them as before only counts versions up.
const VERSIONS: u32 = 3;

/// Whether a change of what the build reads decides anything. A release, words about the project, and versions that are counted up, do not.
fn decides(change: &FileChange, kind: Kind) -> bool {
    let counts_up = change.added == change.deleted && change.added <= VERSIONS;
    !matches!(kind, Kind::Chore | Kind::Docs) && !counts_up
}

/// The name of the area of a file near which nothing is alive.
fn gone(path: &RepoPath, areas: &Areas) -> String {
    let mut directory = Vec::new();
    for part in path.directories() {
        directory.extend_from_slice(part);
        let is_split = areas.all.iter().any(|area| {
            let at = area.directory.as_bytes();
            at.strip_prefix(directory.as_slice())
                .is_some_and(|rest| rest.first() == Some(&b'/') || rest.is_empty() && area.itself)
        });
        if !is_split {
            return format!("{}/", RepoPath::new(&directory));
        }
        directory.push(b'/');
    }
    if directory.is_empty() {
        Area::top().to_owned()
    } else {
        format!("{}*", RepoPath::new(&directory))
    }
}

/// Places in the making.
struct Making {
    marks: HashMap<FileIndex, GitattributesMark>,
    founders: HashMap<String, bool>,
    places: Places,
    /// By place: the boundary that it is by its name.
    boundaries: Vec<Option<BoundarySort>>,
    files: HashMap<FileIndex, u32>,
    areas: HashMap<String, u32>,
    languages: HashMap<&'static str, u32>,
}

impl Making {
    fn place(&mut self, survey: &Survey<'_>, file: FileIndex) -> u32 {
        if let Some(known) = self.files.get(&file) {
            return *known;
        }
        let path = &survey.history.files[file.get()].path;
        let class = path_class(path, self.marks.get(&file).copied());
        let place = Place {
            file: Fingerprint::of(path.as_bytes()).value(),
            area: self.area(survey.area_of(file)),
            language: language_of(path, class).map(|name| self.language(name)),
            is_code: class == PathClass::Code,
        };
        let number = number(self.places.files.len());
        self.places.files.push(place);
        self.boundaries.push(BoundarySort::of(path, class));
        self.files.insert(file, number);
        number
    }

    fn area(&mut self, name: String) -> u32 {
        let areas = &mut self.places.areas;
        let founded = self.founders.get(&name).copied().unwrap_or_default();
        *self.areas.entry(name).or_insert_with_key(|name| {
            areas.push(WorkedArea { name: name.clone(), founded });
            number(areas.len() - 1)
        })
    }

    fn language(&mut self, name: &'static str) -> u32 {
        let languages = &mut self.places.languages;
        *self.languages.entry(name).or_insert_with(|| {
            languages.push(name.to_owned());
            number(languages.len() - 1)
        })
    }
}

/// A number for the next of so many.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{BoundarySort, Places, Survey, Touch};
    use crate::model::{CommitIndex, Kind, Nature, Noise};
    use crate::profile::testing::Story;
    use crate::profile::{Areas, Standings, Subject};

    fn places(story: Story, interface: Option<&str>) -> (Places, Vec<Vec<Touch>>) {
        let (history, verdicts, episodes) = story.finish();
        let (areas, standings) =
            (Areas::of(&history, &verdicts), Standings::of(&verdicts, &episodes));
        let subject = Subject { people: vec![history.commits[0].author] };
        let own: Vec<CommitIndex> =
            history.commit_indices().filter(|at| subject.wrote(&history, *at)).collect();
        let named = (history.file_changes.iter())
            .filter(|change| interface == Some(change.path.to_string().as_str()));
        let interfaces: HashSet<_> = named.map(|change| (change.commit, change.file)).collect();
        let survey = Survey {
            history: &history,
            verdicts: &verdicts,
            standings: &standings,
            areas: &areas,
            subject: &subject,
            interfaces: &interfaces,
        };
        survey.places(&own)
    }

    #[test]
    fn files_with_what_was_done_to_them() {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let [f, g] = ["fn f", "fn g"].map(|title| story.spot("src/net/a.rs", title));
        let (theirs, lock) = (story.spot("docs/b.md", "# B"), story.spot("Cargo.lock", "x"));
        story.commit(ada, 0, "feat: begin").change(f, Nature::Structural);
        story.change(g, Nature::Structural);
        story.change(lock, Nature::Noise(Noise::LockFile));
        story.commit(ben, 1, "docs: begin").change(theirs, Nature::Upkeep);
        story.commit(ada, 2, "docs: go on").change(theirs, Nature::Upkeep);
        story.change(f, Nature::Patch);
        for path in ["src/net/a.rs", "docs/b.md"] {
            story.alive(path, Some(0), 10);
        }
        let (places, touches) = places(story, Some("src/net/a.rs"));
        let areas: Vec<_> =
            places.areas.iter().map(|area| (area.name.as_str(), area.founded)).collect();
        assert_eq!(areas, [("src/net/", true), ("docs/", false)]);
        assert_eq!(places.languages, ["Rust"]);
        assert_eq!(places.files.len(), 2, "a lock file is nobody's work");
        assert!(places.files[0].is_code && !places.files[1].is_code);
        let touch = |place, kind, structural, boundary| Touch { place, kind, structural, boundary };
        let interface = Some(BoundarySort::Interface);
        assert_eq!(touches[0], [touch(0, Kind::Refactor, true, interface)]);
        let second = [touch(0, Kind::Fix, false, interface), touch(1, Kind::Fix, false, None)];
        assert_eq!(touches[1], second);
    }

    #[test]
    fn versions_that_are_counted_up_decide_nothing() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let manifest = story.spot("Cargo.toml", "[dependencies]");
        // Three lines come and one goes; then one comes and one goes.
        story.commit(ada, 0, "build: use it").change_of(manifest, Nature::Upkeep, 3);
        story.commit(ada, 1, "build: a newer one").change_of(manifest, Nature::Upkeep, 1);
        story.alive("Cargo.toml", Some(0), 10);
        let (_, touches) = places(story, None);
        let boundaries: Vec<_> = touches.iter().map(|touches| touches[0].boundary).collect();
        assert_eq!(boundaries, [Some(BoundarySort::Build), None]);
    }

    #[test]
    fn what_is_gone_was_an_area_as_well() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        for path in ["old/deep/a.rs", "src/net/b.rs", "src/gone/deep/c.rs", "src/net/d.rs", "e.rs"]
        {
            let spot = story.spot(path, "fn f");
            story.commit(ada, 0, "feat: begin").change(spot, Nature::Structural);
        }
        story.alive("src/net/b.rs", Some(1), 50);
        story.alive("src/io/x.rs", None, 50);
        let (places, _) = places(story, None);
        let areas: Vec<_> = places.areas.iter().map(|area| area.name.as_str()).collect();
        assert_eq!(areas, ["old/", "src/net/", "src/gone/", "(top level)"]);
    }
}
