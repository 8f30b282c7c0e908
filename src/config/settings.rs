//! The layers put on top of each other.
//!
//! In: what the user's file, git config, the environment and flags give, and the environment
//! itself. Out: [`Settings`], each value with its origin. Deliberately absent: reading any of these
//! layers, and what a value may be (`value`).

use std::path::PathBuf;

use crate::model::{DAY, HOUR, Thresholds};

use super::value::{ask, color, folder, forge, number, pager, patterns};
use super::{
    AskChoice, ColorChoice, Environment, ForgeChoice, Given, InvalidSetting, Key, Origin,
    PagerChoice, RawValue, Setting, data_dir, folders,
};

/// How answers are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display {
    /// When to use colour.
    pub color: Setting<ColorChoice>,
    /// When to use a pager.
    pub pager: Setting<PagerChoice>,
}

impl Display {
    /// What holds as long as nobody gave anything.
    ///
    /// `NO_COLOR` is weaker than anything the user said to this program in particular, as
    /// <https://no-color.org> asks; so it is part of the ground that the layers lie on.
    #[must_use]
    pub fn unset(environment: &Environment) -> Self {
        let color = if environment.no_color() {
            Setting { value: ColorChoice::Never, origin: Origin::Environment("NO_COLOR") }
        } else {
            Setting::default(ColorChoice::Auto)
        };
        Self { color, pager: Setting::default(PagerChoice::Auto) }
    }

    /// Resolves the two settings that are needed before a repository is known.
    ///
    /// # Errors
    /// When a value is not one of the words it may be.
    pub fn resolve(environment: &Environment, layers: &[Given]) -> Result<Self, InvalidSetting> {
        let unset = Self::unset(environment);
        Ok(Self {
            color: last(layers, Key::Color, color)?.unwrap_or(unset.color),
            pager: last(layers, Key::Pager, pager)?.unwrap_or(unset.pager),
        })
    }
}

/// Every setting, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Days within which a further patch on a spot is a repeat patch.
    pub window_days: Setting<u32>,
    /// Hours within which a patch by the same person completes their own change.
    pub remedy_hours: Setting<u32>,
    /// Days for which the lines of somebody else are fresh.
    pub fresh_days: Setting<u32>,
    /// Patches that make a chain a recurring spot.
    pub recurring: Setting<u32>,
    /// Commits that must have moved the neighbourhood before silence counts.
    pub exposure: Setting<u32>,
    /// Whether a short question may follow a commit.
    pub ask: Setting<AskChoice>,
    /// How answers are shown.
    pub display: Display,
    /// Author patterns that are the user, besides git's `user.email`.
    pub me: Setting<Vec<String>>,
    /// What sort of site commits are linked to, where the host is not known by its name.
    pub forge: Setting<ForgeChoice>,
    /// The folder for facts and for the user's words; absolute.
    pub data_dir: Setting<PathBuf>,
}

impl Settings {
    /// Resolves `layers`, of which a later entry counts more. Entries for [`Key::Me`] of the
    /// strongest origin add up, as a git config key may stand several times.
    ///
    /// # Errors
    /// When a value may not be (an [`InvalidSetting`]), or when there is no place for the data.
    pub fn resolve(environment: &Environment, layers: &[Given]) -> anyhow::Result<Self> {
        let default = Thresholds::default();
        let folder = |given: &Given| folder(given, folders::home(environment));
        let data_dir = match last(layers, Key::DataDir, folder)? {
            Some(setting) => setting,
            None => Setting::default(data_dir(environment)?),
        };
        Ok(Self {
            window_days: whole(layers, Key::WindowDays, default.window / DAY)?,
            remedy_hours: whole(layers, Key::RemedyHours, default.remedy / HOUR)?,
            fresh_days: whole(layers, Key::FreshDays, default.fresh / DAY)?,
            recurring: whole(layers, Key::Recurring, default.recurring)?,
            exposure: whole(layers, Key::Exposure, default.exposure)?,
            ask: last(layers, Key::Ask, ask)?.unwrap_or(Setting::default(AskChoice::Never)),
            display: Display::resolve(environment, layers)?,
            me: me(layers)?,
            forge: last(layers, Key::Forge, forge)?.unwrap_or(Setting::default(ForgeChoice::Auto)),
            data_dir,
        })
    }

    /// The numbers that rules and measures depend on.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        let count = |setting: &Setting<u32>| usize::try_from(setting.value).unwrap_or(usize::MAX);
        Thresholds {
            window: i64::from(self.window_days.value) * DAY,
            remedy: i64::from(self.remedy_hours.value) * HOUR,
            fresh: i64::from(self.fresh_days.value) * DAY,
            recurring: count(&self.recurring),
            exposure: count(&self.exposure),
        }
    }

    /// Every setting by name, for a listing.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let text = |value: &str| RawValue::Text(value.to_owned());
        let entry = |key: Key| match key {
            Key::WindowDays => Entry::of(key, &self.window_days, |days| number_of(*days)),
            Key::RemedyHours => Entry::of(key, &self.remedy_hours, |hours| number_of(*hours)),
            Key::FreshDays => Entry::of(key, &self.fresh_days, |days| number_of(*days)),
            Key::Recurring => Entry::of(key, &self.recurring, |patches| number_of(*patches)),
            Key::Exposure => Entry::of(key, &self.exposure, |commits| number_of(*commits)),
            Key::Ask => Entry::of(key, &self.ask, |choice| text(choice.name())),
            Key::Color => Entry::of(key, &self.display.color, |choice| text(choice.name())),
            Key::Pager => Entry::of(key, &self.display.pager, |choice| text(choice.name())),
            Key::Me => Entry::of(key, &self.me, |patterns| RawValue::List(patterns.clone())),
            Key::Forge => Entry::of(key, &self.forge, |choice| text(choice.name())),
            Key::DataDir => Entry::of(key, &self.data_dir, |path| text(&path.to_string_lossy())),
        };
        Key::ALL.map(entry).into()
    }
}

/// A setting in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The setting.
    pub key: Key,
    /// Its value, as it would be written.
    pub value: RawValue,
    /// Where the value came from.
    pub origin: Origin,
}

impl Entry {
    fn of<T>(key: Key, setting: &Setting<T>, write: impl Fn(&T) -> RawValue) -> Self {
        Self { key, value: write(&setting.value), origin: setting.origin.clone() }
    }
}

fn number_of(value: u32) -> RawValue {
    RawValue::Number(i64::from(value))
}

/// The bounds of a number and what it counts. A window beyond ten years would span most histories;
/// a chain begins with two patches.
const fn bounds(key: Key) -> (u32, u32, &'static str) {
    match key {
        Key::WindowDays => (1, 3650, "days"),
        Key::RemedyHours => (0, 720, "hours"),
        Key::FreshDays => (0, 365, "days"),
        Key::Recurring => (2, 100, "patches"),
        _ => (0, 1000, "commits"),
    }
}

fn whole<T>(layers: &[Given], key: Key, default: T) -> Result<Setting<u32>, InvalidSetting>
where
    u32: TryFrom<T>,
{
    let (least, most, unit) = bounds(key);
    let given = last(layers, key, |given| number(given, least, most, unit))?;
    Ok(given.unwrap_or_else(|| Setting::default(u32::try_from(default).unwrap_or(most))))
}

/// The strongest value of a setting. Weaker ones are checked too: a mistake in a file should not
/// wait for the day on which nothing hides it.
fn last<T>(
    layers: &[Given],
    key: Key,
    read: impl Fn(&Given) -> Result<T, InvalidSetting>,
) -> Result<Option<Setting<T>>, InvalidSetting> {
    let mut strongest = None;
    for given in layers.iter().filter(|given| given.key == key) {
        strongest = Some(Setting { value: read(given)?, origin: given.origin.clone() });
    }
    Ok(strongest)
}

fn me(layers: &[Given]) -> Result<Setting<Vec<String>>, InvalidSetting> {
    let mut me = Setting::default(Vec::new());
    for given in layers.iter().filter(|given| given.key == Key::Me) {
        let mut patterns = patterns(given)?;
        if given.origin == me.origin {
            me.value.append(&mut patterns);
        } else {
            me = Setting { value: patterns, origin: given.origin.clone() };
        }
    }
    Ok(me)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Settings, bounds};
    use crate::config::{
        ColorChoice, Environment, Given, Key, Origin, PagerChoice, RawValue, from_environment,
        from_git,
    };
    use crate::model::Thresholds;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment::from_pairs(pairs.iter().copied().chain([("HOME", "/home/ada")]), 0)
    }

    fn in_file(key: Key, value: &str) -> Given {
        let origin = Origin::UserFile("/home/ada/config.toml".into());
        Given { key, value: RawValue::Text(value.to_owned()), origin, line: Some(1) }
    }

    fn in_git(key: Key, value: &str) -> Vec<Given> {
        from_git(&[(key.git_name().to_owned(), value.to_owned(), "local".to_owned())])
    }

    fn resolve(environment: &Environment, layers: &[Given]) -> Settings {
        Settings::resolve(environment, layers).unwrap()
    }

    #[test]
    fn defaults_are_the_models() {
        let settings = resolve(&environment(&[]), &[]);
        assert_eq!(settings.thresholds(), Thresholds::default());
        assert!(settings.entries().iter().all(|entry| entry.origin == Origin::Default));
        let expected = Path::new("/home/ada/.local/share/git-headway");
        assert_eq!(settings.data_dir.value, expected);
    }

    #[test]
    fn each_layer_covers_the_one_before() {
        let environment = environment(&[("HEADWAY_WINDOW_DAYS", "40")]);
        let mut layers = vec![in_file(Key::WindowDays, "20")];
        let window = |layers: &[Given]| resolve(&environment, layers).window_days;
        assert_eq!(window(&layers).value, 20);
        layers.extend(in_git(Key::WindowDays, "30"));
        assert_eq!(window(&layers).origin, Origin::GitConfig("local".to_owned()));
        layers.extend(from_environment(&environment));
        assert_eq!(window(&layers).origin, Origin::Environment("HEADWAY_WINDOW_DAYS"));
        layers.push(Given::flag(Key::WindowDays, "50"));
        assert_eq!((window(&layers).value, window(&layers).origin), (50, Origin::Flag));
    }

    #[test]
    fn a_covered_mistake_is_still_one() {
        let layers = [in_file(Key::WindowDays, "ninety"), Given::flag(Key::WindowDays, "90")];
        let error = Settings::resolve(&environment(&[]), &layers).unwrap_err().to_string();
        assert!(error.contains("window_days is `ninety`"), "{error}");
        assert!(error.contains("config.toml, line 1"), "{error}");
    }

    #[test]
    fn no_color_is_weaker_than_what_the_user_told_this_program() {
        let environment = environment(&[("NO_COLOR", "1")]);
        let color = |layers: &[Given]| resolve(&environment, layers).display.color;
        assert_eq!(color(&[]).value, ColorChoice::Never);
        assert_eq!(color(&[]).origin, Origin::Environment("NO_COLOR"));
        assert_eq!(color(&[in_file(Key::Color, "always")]).value, ColorChoice::Always);
        assert_eq!(color(&[Given::flag(Key::Color, "auto")]).value, ColorChoice::Auto);
    }

    #[test]
    fn patterns_of_one_origin_add_up_and_a_stronger_origin_replaces_them() {
        let mut layers = vec![in_file(Key::Me, "file")];
        layers.extend(in_git(Key::Me, "one"));
        layers.extend(in_git(Key::Me, "two"));
        let me = resolve(&environment(&[]), &layers).me;
        assert_eq!(me.value, ["one", "two"]);
        assert_eq!(me.origin, Origin::GitConfig("local".to_owned()));
    }

    #[test]
    fn a_data_folder_that_is_named_needs_no_home() {
        let nowhere = Environment::from_pairs([("HEADWAY_DATA_DIR", "/data")], 0);
        let settings = resolve(&nowhere, &from_environment(&nowhere));
        assert_eq!(settings.data_dir.value, Path::new("/data"));
        let homeless = Environment::from_pairs([("TERM", "xterm")], 0);
        assert!(Settings::resolve(&homeless, &[]).is_err());
    }

    #[test]
    fn thresholds_come_from_the_settings() {
        let flags = [
            (Key::WindowDays, "14"),
            (Key::RemedyHours, "24"),
            (Key::FreshDays, "7"),
            (Key::Recurring, "4"),
            (Key::Exposure, "5"),
        ];
        let layers = flags.map(|(key, value)| Given::flag(key, value));
        let thresholds = resolve(&environment(&[]), &layers).thresholds();
        let expected = Thresholds {
            window: 1_209_600,
            remedy: 86_400,
            fresh: 604_800,
            recurring: 4,
            exposure: 5,
        };
        assert_eq!(thresholds, expected);
    }

    #[test]
    fn every_setting_is_listed_once_as_it_would_be_written() {
        let settings = resolve(&environment(&[]), &[Given::flag(Key::Pager, "never")]);
        assert_eq!(settings.display.pager.value, PagerChoice::Never);
        let listed = settings.entries();
        assert_eq!(listed.iter().map(|entry| entry.key).collect::<Vec<_>>(), Key::ALL);
        let pager = listed.iter().find(|entry| entry.key == Key::Pager).unwrap();
        assert_eq!(pager.value, RawValue::Text("never".to_owned()));
        assert_eq!(bounds(Key::WindowDays), (1, 3650, "days"));
    }
}
