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
mod poisson;
mod product;
mod rate;
mod reach;
mod redaction;
mod repairs;
mod sampling;
mod scope;
mod share;
mod share_trend;
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
pub use effort::{Effort, Hours, Zone, efforts, hours_of_commits, zones};
pub use identity::{Address, Addresses, Appearance, Because, Me, addresses};
pub use inertia::{Inertia, Movement, Shift};
pub use ledger::{
    ChainDeed, ChainEvent, ChainRow, Ending, ExpectedPatches, Grounds, Ledger, LedgerCommit, Role,
    Said, SeenCommit, ledger,
};
pub use leverage::{
    Built, BuiltMonth, CarriedRow, ChangedSymbol, FoundedCounts, GrownArea, GrownMonth, Left,
    LeverageRows, LineEnds, LineLife, LineLives, LineSurvival, Mended, MendedChange,
    OutcomeChanges, Outcomes, QuietRow, Remaining, ReuseRows, Reused, StandingLines,
    SurvivalCourse, SurvivalPoint, SymbolUse, UsedSymbol, YearSurvival,
};
pub use ownership::{
    AreaHealth, Basis, CodeOwned, CodeOwners, Dependents, Depth, FileTouches, HealthYear, Holder,
    Ownership, OwnershipEnd, OwnershipMonth, OwnershipYear, TruckFactor, WorkDay, WorkDays,
    area_health, degree_of_authorship, ownership, taken_away,
};
pub use period::{Period, PeriodUnit};
pub use product::product;
pub use rate::Rate;
pub use reach::{Reach, trend_length};
pub use redaction::{AUTHOR, NOT_SHOWN, redacted};
pub use sampling::Estimate;
pub use scope::{
    AreaName, BoundarySort, Deed, Gathering, PIECE, Place, PlaceNumbers, Places, Scope, Survey,
    Touch, Workday, Workdays, Worked, WorkedArea, language_of,
};
pub use share::{Comparison, Share};
pub use share_trend::ShareTrend;
pub use standing::{Standing, Standings};
pub use subject::Subject;
pub use tally::{ChangeCounts, Tally};
pub use trend::{Aspect, Direction, Trend, trends};
pub use work::{Work, WorkCommit};

use repairs::repaired;
use tally::Scale;
