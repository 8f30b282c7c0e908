//! One person's work over time: motion and headway, ownership, leverage.
//!
//! In: a history with verdicts and episodes, whose profile it is, and the time. Out: plain figures,
//! each with the counts behind it. Deliberately absent: I/O, the clock, words, rank, and comparison
//! with any other person. Nothing here can fail.

mod agents;
mod agreement;
mod area;
mod chain;
mod effort;
mod identity;
mod inertia;
mod ledger;
mod leverage;
mod ownership;
mod period;
mod reach;
mod redaction;
mod repairs;
mod sampling;
mod scope;
mod share;
mod standing;
mod subject;
mod tally;
#[cfg(test)]
pub(crate) mod testing;
mod trend;
mod work;

pub use agents::{AgentWork, DoneAgain, FreshLines, LabelledCommits, ReplacedLines, agents};
pub use agreement::{Agreement, Claims, agreement};
pub use area::{Area, Areas};
pub use chain::{
    RECENT_DAYS, bundles, is_alive, is_open, is_recent, is_recurring, patching_commits,
};
pub use effort::{Effort, Hours, Zone, efforts, zones};
pub use identity::{Address, Addresses, Appearance, Because, Me, addresses};
pub use inertia::{Inertia, Movement, Shift};
pub use ledger::{
    ChainDeed, ChainEvent, ChainRow, Ending, Grounds, Ledger, LedgerCommit, Role, Said, SeenCommit,
    ledger,
};
pub use leverage::{
    Built, BuiltMonth, BuiltOn, CarriedRow, ChangedSymbol, FoundedCounts, Held, Left, Leverage,
    LeverageRows, LineEnds, LineLife, LineLives, LineSurvival, Lines, Mended, MendedChange,
    OutcomeChanges, Outcomes, QuietRow, Remaining, Reuse, ReuseRows, ReuseYear, Reused,
    ReusedSymbol, StandingLines, Survival, SurvivalPoint, SymbolUse, Use, UsedSymbol, WentQuiet,
    YearSurvival, leverage,
};
pub use ownership::{
    AreaHealth, Basis, CodeOwned, CodeOwners, Dependents, Depth, FileTouches, HealthYear, Holder,
    Ownership, OwnershipYear, TruckFactor, WorkDay, WorkDays, area_health, degree_of_authorship,
    ownership, taken_away,
};
pub use period::{Period, PeriodUnit};
pub use reach::{Reach, trend_length};
pub use redaction::{AUTHOR, NOT_SHOWN, redacted};
pub use repairs::{Repairs, repairs};
pub use sampling::Estimate;
pub use scope::{
    AreaName, BoundarySort, Deed, Gathering, PIECE, Place, PlaceNumbers, Places, Scope, Survey,
    Touch, Workday, Workdays, Worked, WorkedArea, language_of,
};
pub use share::{Comparison, Share};
pub use standing::{Standing, Standings};
pub use subject::Subject;
pub use tally::{ChangeCounts, MonthTally, Periods, Tally, YearTally, periods};
pub use trend::{Aspect, Direction, Trend, trends};
pub use work::{Work, WorkCommit};

use repairs::repaired;
use tally::Scale;

use crate::model::{Episodes, History, SymbolUses, Thresholds, Timestamp, Verdicts};

/// One person's work in one history.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Whose.
    pub subject: Subject,
    /// The moment it speaks from.
    pub now: Timestamp,
    /// The numbers it rests on.
    pub thresholds: Thresholds,
    /// Motion and headway by month and year.
    pub periods: Periods,
    /// Whose patches were patched again, and how commits went on with earlier ones, by year.
    pub repairs: Vec<Repairs>,
    /// Areas, the person's largest first, as they are at HEAD.
    pub ownership: Vec<Ownership>,
    /// What lasts and what is built on.
    pub leverage: Leverage,
}

/// Works out the profile of a person.
#[must_use]
pub fn profile(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    uses: &SymbolUses,
    thresholds: &Thresholds,
    subject: Subject,
    now: Timestamp,
) -> Profile {
    let standings = Standings::of(verdicts, episodes);
    let periods = periods(history, verdicts, &standings, thresholds, &subject, now);
    let repairs = repairs(history, verdicts, &subject, now);
    let (of, standing) = (&subject, &standings);
    let grounds = Grounds { history, verdicts, episodes, uses, thresholds, now };
    let mut ownership = ownership(&Basis::of(&grounds, standing, of));
    ownership.retain(Ownership::is_theirs);
    let leverage = leverage(history, verdicts, episodes, uses, &standings, thresholds, &subject);
    Profile { subject, now, thresholds: *thresholds, periods, repairs, ownership, leverage }
}
