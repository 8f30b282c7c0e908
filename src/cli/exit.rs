//! How a run ends: exit codes, and which error means which.
//!
//! In: the result of a command. Out: an [`ExitStatus`], after the error was told. Deliberately
//! absent: the words of errors; they come with them.

use std::fmt;
use std::process::ExitCode;

use crate::config::{InvalidSetting, Origin};
use crate::ui::{OutputClosed, Ui};

/// What the process says to whoever started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitStatus {
    /// It did what was asked.
    Ok = 0,
    /// It could not.
    Failure = 1,
    /// It was asked wrongly.
    Usage = 2,
    /// It was stopped by Ctrl-C.
    Interrupted = 130,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}

/// Marks an error as a mistake in the arguments: exit status 2. Returned as the error itself, or
/// attached to one as anyhow's context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError(String);

impl UsageError {
    /// What is wrong with the arguments and what they may be.
    pub fn new(says: impl Into<String>) -> Self {
        Self(says.into())
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// Tells of an error, when there is one, and says how the process ends.
pub(super) fn conclude(ui: &Ui, result: anyhow::Result<ExitStatus>) -> ExitStatus {
    let error = match result {
        Ok(status) => return status,
        Err(error) => error,
    };
    let status = if ui.is_interrupted() { ExitStatus::Interrupted } else { status_of(&error) };
    if status != ExitStatus::Ok {
        ui.error(&error);
    }
    status
}

/// What an error amounts to. A reader who has closed the output has seen enough: that is success.
fn status_of(error: &anyhow::Error) -> ExitStatus {
    let flag = error.downcast_ref::<InvalidSetting>().map(|invalid| &invalid.origin);
    if error.downcast_ref::<OutputClosed>().is_some() {
        ExitStatus::Ok
    } else if error.downcast_ref::<UsageError>().is_some() || flag == Some(&Origin::Flag) {
        ExitStatus::Usage
    } else {
        ExitStatus::Failure
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::{ExitStatus, UsageError, status_of};
    use crate::config::{Environment, Given, Key, RawValue, Settings, from_git};
    use crate::ui::{Hint, OutputClosed};

    #[test]
    fn marks_are_found_under_any_context() {
        let usage = anyhow!(UsageError::new("no such commit"));
        assert_eq!(status_of(&usage), ExitStatus::Usage);
        let hinted = usage.context(Hint::new("could not show it", "name a commit"));
        assert_eq!(status_of(&hinted), ExitStatus::Usage);
        let attached = anyhow!("deep").context(UsageError::new("no such commit")).context("outer");
        assert_eq!(status_of(&attached), ExitStatus::Usage);
        assert_eq!(status_of(&anyhow!("disk full")), ExitStatus::Failure);
        assert_eq!(status_of(&anyhow!(OutputClosed).context("printing")), ExitStatus::Ok);
    }

    #[test]
    fn a_wrong_flag_is_usage_and_a_wrong_setting_elsewhere_is_not() {
        let environment = Environment::from_pairs([("HOME", "/home/ada")], 0);
        let status = |given: Given| {
            status_of(&Settings::resolve(&environment, &[given]).unwrap_err().context("settings"))
        };
        assert_eq!(status(Given::flag(Key::WindowDays, "0")), ExitStatus::Usage);
        let entry = ("headway.windowdays".to_owned(), "0".to_owned(), "local".to_owned());
        let mut given = from_git(&[entry]);
        assert_eq!(given[0].value, RawValue::Text("0".to_owned()));
        assert_eq!(status(given.remove(0)), ExitStatus::Failure);
    }
}
