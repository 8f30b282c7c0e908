//! The answers as plain data, and one file a format.
//!
//! In: a history with its verdicts, episodes and profile. Out: serialisable structs, and their
//! renderings. Deliberately absent: I/O, colours, terminals, and any new judgement.

mod aims;
mod answer;
mod area_health;
mod drawing;
mod drawn;
mod figures;
mod forge;
mod grid;
mod grids;
mod hotspots;
pub mod html;
mod identities;
mod json;
pub mod markdown;
mod next;
mod notes;
mod outlook;
mod parts;
mod profile;
mod quarter;
mod repositories;
mod retro;
mod review;
#[cfg(test)]
mod sample;
mod section;
mod show;
mod sparkline;
mod status;
mod structure;
pub mod terminal;
mod text;
mod why;
mod words;

pub use aims::{GoalCourse, MeasureFigure, MeasuredPeriod};
pub use answer::{Annotated, AnswerFigures, CarriedFigures, CommitState, EndedChain, annotated};
pub use area_health::{
    AreaHealthYear, AreaHolder, AreaQuery, AreaQuieted, AreaReport, AreaSpot, area_health,
};
pub use drawing::{
    BeforeAfter, Course, Curve, CurveSort, Curves, Drawing, Event, EventSort, Figure, Growth,
    Matrix, Quiet, Ranged, ShareByMonth, Sparks, Strip, Strips,
};
pub use figures::{
    AreaFigures, ChangeFigures, HeldFigures, OutcomeChangeCounts, OutcomeSums, PeriodFigures,
    RepairFigures, SetAside, WindowFigure,
};
pub use forge::{Forge, Links};
pub use grid::{Align, Column, Grid};
pub use hotspots::{Hotspot, HotspotQuery, Hotspots, hotspots};
pub use identities::{AddressFigures, Identities, identities};
pub use json::to_json;
pub use next::{NEXT, Next, NextSpot, next};
pub use notes::{GoalAim, GoalFigure, Goals, NoteFigure, Notes, one_line};
pub use outlook::{ExpectedBasis, ExpectedFigures, LastingFigures, QuietingFigures};
pub use parts::{Addressee, CommitRef, Names, OutcomeFigure, Percent, SCHEMA};
pub use profile::{
    AgainFigures, AgentCount, AgentsCompared, AgentsFigures, AreaYearFigures, BoundaryFigure,
    BuiltPeriod, ChangedFigures, CodeOwnedFigures, ComparedFigure, ComparedValue, DependentFigures,
    DepthFigures, EffortFigures, EffortPeriod, EstimateFigure, FoundationFigures, HandedFigures,
    HandedOver, InertiaFigures, InertiaPeriod, JournalDays, JournalFigures, LabelledFigures,
    LanguageFigure, LastingHere, LeftFigures, LeverageFigures, MendedFigures, MendedPeriod,
    MotionFigures, OwnershipFigures, ProfileArea, ProfileComparison, ProfilePart, ProfileQuery,
    ProfileReport, ProfileRepository, ReplacedFigures, ReturnedFigures, ReusePeriod, SavedFigures,
    ScopeFigures, ScopePeriod, ShiftFigure, SignFigure, SignState, SignsFigures, Slices,
    StandingFigures, SurvivalAge, SurvivalReport, SurvivalYear, TrendFigure, TruckFactorFigures,
    UsedFigures, WentQuietFigures, WorkedAreaFigure, ZoneFigure, compare, profile,
};
pub use quarter::{QuarterReport, quarter};
pub use repositories::{
    ListedRepository, RepositoryList, RepositoryState, SeenRepository, repositories,
};
pub use retro::{
    AnsweredCommits, BesideOfYear, ChainStory, Choice, Choices, CourseOfYear, Definitions,
    EvidenceRow, Finding, FoundedRow, FunnelStep, GrownOfYear, GrownPlace, JournalChapter,
    LastingOfYear, LeverageOfYear, LikenessOfYear, LineOf, LineValue, LongCourse, LongQuery,
    LongView, LongYear, MendedStory, Method, MotionOfYear, OwnedArea, OwnershipOfYear,
    PatchedAgain, QuietCounts, QuietReading, QuietStory, QuietStretch, Quieted, Retro, RetroPart,
    RetroQuery, Saving, ScopeOfYear, SpotEvent, SurvivalCurve, SurvivalStep, Totals, Unseen,
    UsedOfYear, UsedStory, WindowCompared, YearLine, YearLines, long_view, retro,
};
pub use review::{Review, ReviewChoice, ReviewItem, WaitingElsewhere};
pub use section::{Block, Item, MonthNote, Section, Trend, Trends};
pub use show::{ChangeVerdict, KindFigure, Reason, RepairFigure, RepeatOf, SequelOf, Show, show};
pub use status::{AgreementFigures, ClaimFigures, Difference, Pending, Status, status};
pub use structure::{EventLines, EventPlace, EventProof, Structure, StructureEvent};
pub use text::{Label, Text};
pub use why::{ChainFigures, SpotStory, StoryStep, Why, WhyQuery, why};
