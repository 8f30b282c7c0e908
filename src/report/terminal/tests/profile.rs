//! The sample person's profile on a terminal.
//!
//! In: the sample's ledger. Out: the first screen, and every part. Deliberately absent: other reports.

use crate::model::Thresholds;
use crate::profile::testing::day;
use crate::profile::{PeriodUnit, Work};
use crate::report::sample::{NOW, sample};
use crate::report::{Addressee, ProfilePart, ProfileQuery, Slices, Text, profile, terminal};

pub(super) fn profiled(parts: &[ProfilePart], width: usize) -> Text {
    let ledgers = [sample().ledger];
    let query = ProfileQuery {
        addressee: &Addressee::You("Ada".to_owned()),
        slices: Slices::Calendar { unit: PeriodUnit::Year, first: None, last: None },
        thresholds: &Thresholds::default(),
        journal: None,
    };
    terminal::profile(&profile(&Work::of(&ledgers, day(NOW)), &query), parts, width)
}

#[test]
fn a_profile_at_a_glance() {
    insta::assert_snapshot!(profiled(&[], 80), @"
    Ada in tidewater
    as of 2025-02-04, by year

    ▇▁▁▁▁▁▁▁▁▁▁▁▂▃▃▇▃▁▁▁▁▁▁▁ headway by month
    ▁▁▃▃▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▂▃▂▂▁ patched again
    ▁▁▁▁▁▂▃▃▃▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁ upkeep

    period  counted  headway  again  upkeep  repeats  of patching  share  likely
    2023         31      9.0    6.0    16.0      5.0           11    45%  21–72%
    2024         29     20.0    7.0       0      5.0           13    38%  18–64%

    Ownership

    area         own lines  author of   years  others active  reading
    src/net/          100%       100%  2 of 3              1  shared
    src/config/       100%       100%  2 of 3              0  known by one
    src/auth/         100%       100%  2 of 3              0  fragile

    2 areas are known by this person alone; 1 of them keeps needing patches
    (fragile): src/auth/.

    - Leverage. Of own lines 75% (likely 37–92%) stand after 6 months. 2 commits of
      1 other (2 in 2024) build on 1 of 7 files founded; others use 1 own function
      or type. After 1 change that ended a chain of patches, 0 patches came of 3.4
      to expect (likely 0–7.3): as expected. Of 3 areas and 7 files founded, none is
      carried by others alone.
    - Scope. In 2024, on 29 workdays: 1.9 areas in effect (likely 1.6–2.6) of 3, 0%
      at boundaries, 0% in new areas, 0% crossing areas, 52% structural. Moved: the
      work of 2024 differs from that of 2023 beyond chance (likeness 0.45, 0.94 by
      chance; 29 workdays after 28): fix in src/net/ 75% → 28%, refactor in src/net/
      2% → 48% and fix in src/config/ 21% → 0%.
    - Time. In 2024: 31 commits on 31 days, about 31 hours (16–46; estimated from
      the gaps between commits).
    - Signs. Signs to look at in 2024: fixing the same issues repeatedly and
      critical to problems that should not exist. Signs of reach in 2024: impact
      reaches beyond immediate tasks, eliminate recurring work and design for reuse
      and clarity.

    More: --show motion, ownership, leverage, scope, time, agents, signs or all;
    --by month, quarter or half; --compare 2024 2025.
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "it shows every part")]
fn every_part_of_a_profile() {
    insta::assert_snapshot!(profiled(&ProfilePart::ALL, 80), @r#"
    Ada in tidewater
    as of 2025-02-04, by year

    Headway and motion

    ▇▁▁▁▁▁▁▁▁▁▁▁▂▃▃▇▃▁▁▁▁▁▁▁ headway by month
    ▁▁▃▃▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▂▃▂▂▁ patched again
    ▁▁▁▁▁▂▃▃▃▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁ upkeep

    period  counted  headway  again  upkeep  repeats  of patching  share  likely
    2023         31      9.0    6.0    16.0      5.0           11    45%  21–72%
    2024         29     20.0    7.0       0      5.0           13    38%  18–64%

    In commits: each counted commit weighs 1, divided over its changes. Motion is
    "again" (patched again: repeats, and first patches that came back) and upkeep.
    "Repeats of patching": of the commits with a patch, so many patched a spot
    again; fewer than 10 are too few for a share. A single month is too small to
    compare.

    Patched again

    Of 24 patching commits, repeats by window: 25% in 14 days, 29% in 21 days, 33%
    in 30 days and 42% in 90 days.

    period  own  others'  by others  elsewhere  of a fix  reapplied  to and fro
    2023    5.0        0          0          0         0          0           0
    2024    5.0        0          0          0         0          0           0

    Repeat patches in commits: on own patches, on others', and by others on own
    ones. Then the person's commits that complete an earlier one elsewhere, patch
    what a patch did (of a fix), bring back what was taken back (reapplied), put
    lines back to what they were (to and fro), or patch what others wrote just
    before (fresh).

    What held

    commits with             in all  held  came back  too early  held share   likely
    patches 2023                 10   5.0        5.0          0         50%   24–76%
    patches 2024                 13   6.0        5.0        2.0         55%   28–79%
    structural changes 2024      15  15.0          0          0        100%  80–100%

    In commits: each weighs 1, divided over its patches or its structural changes.
    The held share leaves out what is too early to tell, and needs 10 that held or
    came back; of a recent year it is rather too low, since what comes back shows
    sooner.

    Ownership

    area         own lines  author of   years  structural  others active  patched
    src/net/          100%       100%  2 of 3         34%              1        8
    src/config/       100%       100%  2 of 3         25%              0        0
    src/auth/         100%       100%  2 of 3         14%              0        5

    2 areas are known by this person alone; 1 of them keeps needing patches
    (fragile): src/auth/.

    As of 2025-02-04. Author of: of the text files, by who founded a file and on how
    many days each person changed it. Years: calendar years with work there, of
    those since the first; structural: the part of the person's days there that went
    into structural changes, of which tests, documents and settings have none.
    Others active, and patched (days of anybody with a patch): in the last 365 days.
    Known by one: at least 75% own lines, and nobody else did 5% of the days of work
    in these. Fragile: known by one, and it keeps needing patches.

    Ownership by year

    area         year  own lines  author of  own days  others active  patched
    src/net/     2023       100%       100%      100%              0        5
                 2024       100%       100%       92%              1        8
    src/config/  2023         0%       100%      100%              0        6
                 2024       100%       100%      100%              0        0
    src/auth/    2023       100%       100%      100%              0        0
                 2024       100%       100%      100%              0        5

    At the end of each year. Own lines: those that stood then, reckoned back from
    HEAD; a line counts in the area where it stands today or stood when it went. Own
    days: of everybody's days of work in the year. Earlier years and more areas:
    `--format json`.

    Who stands behind an area

    area         truck factor  active  source files
    src/net/                1       1             5
    src/config/             1       1             1
    src/auth/               1       1             1

    Truck factor: so many people have to leave until more than half of the source
    files have no author; active: counting only authors with a commit anywhere in
    the repository in the last 365 days.

    What lasts

    after     own stand  likely  others'  likely  own beside others'  without idle
    3 months        92%  72–98%  too few       –  –                            92%
    6 months        75%  37–92%  too few       –  –                            75%
    a year    too early       –  too few       –  –                      too early

    The share of lines that stand so long after they were written, estimated with
    those that are too young (Kaplan–Meier). Lines of one day live and die together,
    so the range counts days, not lines. Others: lines of the same years and
    repositories, weighted so that each year counts as much. Without idle: without
    lines of files that nobody changed or used for a year or more. Too few: written
    on too few days; too early: not watched for so long.

    written in  lines  days  stand today  idle  own after 1 year  likely  others'
    2023          241    28           90     0           too few       –  too few
    2024          254    29           63     0         too early       –  too few

    Of 153 lines that stand, 18% are in files that others changed since, 0% in files
    of which something is used elsewhere since, 46% in files that only the person
    changed since. 36% are younger than a year; 0% are idle: nobody changed or used
    the file since, for a year or more.

    That lines stand where nobody works proves nothing. Used: a later line of
    another file holds the name of something that the file defines; only names that
    tell are known.

    What others build on

    Founded: 7 files, 4 functions and types, 3 areas.

    period  commits of others  days  others  on files  files  on functions, types
    2024                    2     2       1         2      1                    2
    all                     2     2       1         2      1                    2

    Commits of others that touched a file, a function or type, or an area after the
    person founded it; one commit may touch all three. Days: of others, on which
    they did, however many commits they made of one. A file of which more than half
    was moved from elsewhere is not founded; an area is, when its first commit and
    half of the days of work of its first 90 days are the person's.

    others changed most           commits  others  founded by  on
    src/net/retry.rs: fn backoff        2       1  3c6ef362a   2023-01-06

    Functions and types introduced that have a name of their own: 1. Others use 1 of
    them in other files, only own later commits 0. 62 of 62 commits changed a file
    that could be parsed.

    used since  functions, types  commits of others  others  files
    2024                       1                  2       1      2
    all                        1                  2       1      2

    others use most                commits  others  files  introduced by  on
    …net/retry.rs: fn retry_later        2       1      2  3c6ef362a      2023-01-06

    A use is a line of another file that a later commit of somebody else wrote and
    that stands today, tests and comments left out. By its name alone: functions and
    types whose name has one word only, is defined twice, or is older than they are,
    are not counted.

    What was mended

    period  chains ended  compared  patches since  expected  likely  reading
    2024               1         1              0       3.4   0–7.3  as expected
    all                1         1              0       3.4   0–7.3  as expected

    Changes after which a recurring spot was not patched for the window, and the
    patches since, beside those of spots like theirs in as long a time, with the 95%
    range of these. That a chain ended is known only when no patch came: after
    changes chosen so 0.87 of the expected patches come where nothing was done, and
    only what lies below the range around that is called saved. Quieted: patched
    less than spots like it with 95% probability or more.

    Quiet since one of these changes, newest first:

    - src/config/load.rs: fn load: quiet for 12 months: 6 patches before 11a25bfaa,
    7 commits nearby since; quieted: 6 patches in the 12 months before, 0 in the 12
    months after; 42 spots like it had 3.4 (1–9) in as long a time (96% sure that it
    fell below)

    How often changes of everybody's hold:

    of                    held  likely  in all  came back  watched through
    patches on functions   62%  54–70%     140         50               60

    What was handed over

    Of 3 areas and 7 files founded, none is carried by others alone.

    Scope

    period  workdays  areas   likely  boundaries  new  crossing  structural
    2023          28    1.8  1.5–2.4          1%    –        4%          4%
    2024          29    1.9  1.6–2.6          0%   0%        0%         52%

    Each workday weighs 1, divided over the files changed on it. Areas: as many
    equal ones would be as spread (of: different ones). Boundaries: interfaces,
    schemas, build, continuous integration. New: in areas not worked in before.
    Crossing: pieces of work that change code of several areas. Files: how evenly
    the work is spread over them. Too few: under 10 workdays.

    Where the work was

    In 2024:

    area         days' worth  on days  new  first own commit  commit
    src/net/            22.0       22       2023-01-06        3c6ef362a
    src/auth/            6.0        6       2023-01-06        9e3779b1a
    src/config/          1.0        1       2023-01-06        00000000a

    New areas: 0 founded, 0 that others had begun.

    Languages: Rust (on 29 days).

    Movement

    period  beside  reading  likeness  by chance  one in twenty  workdays  before
    2024    2023    moved        0.45       0.94           0.78        29      28

    Moved: the work of 2024 differs from that of 2023 beyond chance (likeness 0.45,
    0.94 by chance; 29 workdays after 28): fix in src/net/ 75% → 28%, refactor in
    src/net/ 2% → 48% and fix in src/config/ 21% → 0%.

    Likeness: how alike the two periods are over area and kind of change, whatever
    was done in each: 1 where all proportions are the same (Morisita and Horn). By
    chance: the weeks of both, dealt out by chance 199 times; the middle, and what
    one in twenty falls short of. The same again: 0.7 alike or more, and no less
    than one in twenty by chance or nearly (nine tenths of the middle), on no fewer
    workdays beyond chance. Who keeps a thing going does the same on purpose.

    Time

    period  commits  active days  hours, about  range  sittings  changes
    2023         31           28            28  14–42        28       31
    2024         31           31            31  16–46        31       33

    Hours are an estimate and no more: commits within two hours of each other are
    one sitting, the time between them counts, and one hour for what came before the
    first. With limits of one and three hours, and half of that before the first, it
    is the range. Reading, talking, reviewing and what was never committed is not
    seen.

    Days are those of the author's own zone: +00:00 (62 commits).

    With coding agents

    No counted commit of these periods bears the mark of a coding agent. What leaves
    none is not seen.

    Signs that the essays warn of

    Told of 2024. Seen and not seen are no marks: whether a sign is good or bad news
    in your case, only you know.

    - similar work year after year: not seen. 2024 beside 2023: 0.45 alike over
      areas and kinds of change; the same weeks dealt out by chance 0.94. Workdays:
      29 after 28.
    - no change of scope despite high output: cannot tell. Fewer than three periods
      with enough workdays: no trend.
    - praise without new responsibility: not visible in git. git does not know who
      was praised. New areas: 0, of them founded: 0.
    - learning stays operational: cannot tell. First-time areas: 0; first-time
      languages: 0; structural share of the days: 52% (likely 34–69%).
    - fixing the same issues repeatedly: seen. 5 of 13 patching commits patched a
      spot again within 90 days: 38% (likely 18–64%).
    - responding quickly instead of solving permanently: cannot tell. Of 13 patching
      commits, 6 held, 5 came back, 2 too early to tell: 55% (likely 28–79%) held.
    - the one to go to for urgent issues: not seen. 0 commits patched what others
      had written just before. Urgent matters beside the code are not visible in
      git.
    - critical to problems that should not exist: seen. As of today 1 area that the
      person alone knows and that keeps needing patches: src/auth/.

    Signs that they hope for

    - problem complexity increases: cannot tell. Fewer than three periods with
      enough workdays: no trend.
    - decision scope expands: cannot tell. Fewer than three periods with enough
      workdays: no trend.
    - ownership deepens: not seen. In the areas that are the person's today: 100% of
      the lines at the end of 2024 after 100%; author of 100% of the files after
      100%.
    - impact reaches beyond immediate tasks: seen. 2 commits of 1 other changed or
      went on with what the person had introduced.
    - eliminate recurring work: seen. 1 change ended such a chain; 1 can be
      compared, 1 quieted. Patches saved: 3 (likely -1 to 6.9).
    - design for reuse and clarity: seen. Of 1 function or type with a name of their
      own, others began to use 1 in 2 commits (1 other). (3c6ef362a)
    - improve outcomes without increasing dependence: not seen. As of today others
      carry 0 of 3 areas founded and 0 of 7 files; quietly: 0 and 0.
    - choose high-leverage work: not visible in git. What was chosen and what was
      declined is not visible in git. Open recurring spots in the person's areas: 1;
      `git headway next` says what mending them would save.
    - visibility around outcomes, not tasks: not visible in git. Who saw an outcome
      is not visible in git.
    - periodically reassess direction: not visible in git. Only the person's own
      journal could tell.
    "#);
}
