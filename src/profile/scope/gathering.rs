//! The work of one person in several repositories, put together.
//!
//! In: places and touches of each repository. Out: deeds, with areas, files and languages numbered through all of them.
//! Deliberately absent: which commits are the same in two clones; who calls knows.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Deed, Places, Touch};
use crate::model::Timestamp;

/// An area of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaName {
    /// The project, by number.
    pub project: u32,
    /// Its name there.
    pub name: String,
    /// The first change there that counts was the person's.
    pub founded: bool,
}

/// Deeds in several repositories.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    /// What was done.
    pub deeds: Vec<Deed>,
    /// The areas, by number.
    pub areas: Vec<AreaName>,
    /// The languages, by number.
    pub languages: Vec<String>,
    area_numbers: HashMap<(u32, String), u32>,
    files: HashMap<(u32, u64), u32>,
}

/// The numbers of one repository's places among those of all.
#[derive(Clone, Debug)]
pub struct PlaceNumbers {
    areas: Vec<u32>,
    files: Vec<u32>,
    languages: Vec<u32>,
}

impl Gathering {
    /// Adds what a commit did: when, on which day in its author's zone, in which project, and to which places.
    pub fn add(
        &mut self,
        (time, date): (Timestamp, Date),
        project: u32,
        places: &Places,
        numbers: &PlaceNumbers,
        touches: &[Touch],
    ) {
        for touch in touches {
            let place = &places.files[touch.place as usize];
            self.deeds.push(Deed {
                time,
                date,
                project,
                file: numbers.files[touch.place as usize],
                area: numbers.areas[place.area as usize],
                language: place.language.map(|at| numbers.languages[at as usize]),
                boundary: touch.boundary,
                is_code: place.is_code,
                kind: touch.kind,
                structural: touch.structural,
            });
        }
    }

    /// Numbers the places of a repository. Repositories of one project have its number in common, and so their areas
    /// and files.
    pub fn numbers(&mut self, project: u32, places: &Places) -> PlaceNumbers {
        let mut areas = Vec::with_capacity(places.areas.len());
        for area in &places.areas {
            let next = number(self.areas.len());
            let known = *self.area_numbers.entry((project, area.name.clone())).or_insert(next);
            if known == next {
                let (name, founded) = (area.name.clone(), area.founded);
                self.areas.push(AreaName { project, name, founded });
            }
            areas.push(known);
        }
        let files = places.files.iter().map(|place| {
            let next = number(self.files.len());
            *self.files.entry((project, place.file)).or_insert(next)
        });
        let files = files.collect();
        let languages = places.languages.iter().map(|name| {
            let known = self.languages.iter().position(|known| known == name);
            number(known.unwrap_or_else(|| {
                self.languages.push(name.clone());
                self.languages.len() - 1
            }))
        });
        PlaceNumbers { areas, files, languages: languages.collect() }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Gathering, Places, Touch};
    use crate::model::{Kind, date};
    use crate::profile::scope::places::{Place, WorkedArea};

    fn places(areas: &[&str], languages: &[&str], files: &[(u64, u32)]) -> Places {
        let ground = |name: &&str| WorkedArea { name: (*name).to_owned(), founded: false };
        let place = |(file, area): &(u64, u32)| Place {
            file: *file,
            area: *area,
            language: Some(0),
            is_code: true,
        };
        Places {
            areas: areas.iter().map(ground).collect(),
            languages: languages.iter().map(|name| (*name).to_owned()).collect(),
            files: files.iter().map(place).collect(),
        }
    }

    #[test]
    fn clones_have_places_in_common_and_projects_have_not() {
        let touch = |place| Touch { place, kind: Kind::Fix, structural: false, boundary: None };
        let mut all = Gathering::default();
        let mut add = |project, time, places: &Places, touches: &[Touch]| {
            let numbers = all.numbers(project, places);
            all.add((time, date(time, 0)), project, places, &numbers, touches);
        };
        let touches = [touch(0), touch(1)];
        add(0, 0, &places(&["a/", "b/"], &["Go"], &[(11, 0), (12, 1)]), &touches);
        let touches = [touch(0)];
        add(0, 99, &places(&["b/"], &["Go"], &[(12, 0)]), &touches);
        add(1, 99, &places(&["b/"], &["C", "Go"], &[(12, 0)]), &touches);
        let told = all.deeds.iter().map(|deed| (deed.area, deed.file, deed.language.unwrap()));
        assert_eq!(told.collect::<Vec<_>>(), [(0, 0, 0), (1, 1, 0), (1, 1, 0), (2, 2, 1)]);
        assert_eq!(all.languages, ["Go", "C"]);
        assert_eq!(all.areas[2].project, 1);
    }
}
