//! The whole retrospective of the sample history, as a reader sees it.
//!
//! In: the sample. Out: nothing. Deliberately absent: single sentences; they have tests of their own.

use super::ada;
use crate::report::{markdown, terminal};

#[test]
#[expect(clippy::too_many_lines, reason = "the whole page is the expectation")]
fn on_a_terminal() {
    insta::assert_snapshot!(terminal::retro(&ada(2024), 80), @r#"
    2024 in tidewater
    Ada, as of 2025-02-04

    In 2024, 38% of your 13 patching commits were repeats (on a spot patched in the
    90 days before). [F1]

    Of 29 counted commits, 69% were headway, 24% motion (patched again), 3% quick
    remedies and 3% too early to tell. Headway was a clearly larger part than in
    2023, when it was 29%. [F1]

    1 recurring spot has been quiet since a change of yours; 1 of them by more than
    spots like them were anyway. [E1]

    Basis: 29 of 31 commits counted (headway likely 51–83%); 5 of 13 patching
    commits repeated (likely 18–64%). 2023: 31 of 31 commits counted (headway likely
    16–47%); 5 of 11 patching commits repeated (likely 21–72%).

    What did not move

    The share of repeats among the patching commits did not clearly change: 38% of
    13 (likely 18–64%) after 45% of 11 (likely 21–72%) in 2023.

    As of now 1 area rests on you alone and keeps needing patches: src/auth/.

    Headway and motion

    F1 Headway and motion by month, in commits
    ▂▃▃▇▃▁▁▁▁▁▁▁ headway
    ▁▁▁▁▁▁▂▂▃▂▂▁ patched again
    ▁▁▁▁▁▁▁▁▁▁▁▁ upkeep
    In commits: each counted commit weighs 1, divided over its changes. Motion is
    "again" (patched again: repeats, and first patches that came back) and upkeep.
    "Repeats of patching": of the commits with a patch, so many patched a spot
    again; fewer than 10 are too few for a share. A single month is too small to
    compare.

    month    counted  headway  again  upkeep  repeats  of patching  undecided
    2024-01        2      2.0      0       0        0            0          0
    2024-02        3      3.0      0       0        0            0          0
    2024-03        3      3.0      0       0        0            0          0
    2024-04        9      9.0      0       0        0            5          0
    2024-05        3      3.0      0       0        0            0          0
    2024-06        0        0      0       0        0            0          0
    2024-07        2        0    1.0       0        0            1          0
    2024-08        1        0    1.0       0      1.0            1          0
    2024-09        3        0    3.0       0      2.0            3          0
    2024-10        1        0    1.0       0      1.0            1          0
    2024-11        1        0    1.0       0      1.0            1          0
    2024-12        1        0      0       0        0            1        1.0

    period  counted  headway  again  upkeep  repeats  of patching  share  likely
    2023         31      9.0    6.0    16.0      5.0           11    45%  21–72%
    2024         29     20.0    7.0       0      5.0           13    38%  18–64%

    commits with        in all  held  came back  too early  held share   likely
    patches                 13   6.0        5.0        2.0         55%   28–79%
    structural changes      15  15.0          0          0        100%  80–100%

    In commits: each weighs 1, divided over its patches or its structural changes.
    The held share leaves out what is too early to tell, and needs 10 that held or
    came back; of a recent year it is rather too low, since what comes back shows
    sooner.

    What no longer needs attention

    In 2024, a chain of patches ended with a change of yours on 1 recurring spot.
    [F2]

    It was quieted, that is, patched less since than spots like it:
    src/config/load.rs: fn load. [F2 E1]

    After the one that can be compared, 0 patches came and 3.4 were to be expected
    (likely 0–7.3): too near to each other to say that any were saved. [F2]

    F2 The spot was patched less after the change than spots like it
    what changed                           before      after       expected  reading
    …/load.rs: fn load, 2024-01-21  1.5 (0.5–3.2)  0 (0–0.9)  0.8 (0.2–2.1)  quieted
    Patches per 90 days, with the exact 95% range of a count (Poisson): before, in
    the year up to the change or as long as the spot is old, and after, for two
    years at most. Expected: what spots like it had in as long a time after, with
    the range that most of them lie in. Quieted: patched less than those, with 95%
    probability or more. A spot that nobody had reason to touch is quiet too.

    What was patched again

    In 2024, you patched 2 spots again, in 5 commits; the patches of these took
    about 7 hours (likely 3.5–10.5). [F3]

    src/auth/session.rs: impl Lock<T> > fn *lock* took most: 5 patches in 2024, and
    about 5 hours (likely 2.5–7.5). [F3 E2–E6]

    Of these spots, 1 has held since and 1 is quiet for too short a time to tell.
    [F3]

    F3 1 of 2 spots patched again in 2024 has held since
    spot                                     2023-10-01 to 2025-02-04  reading
    …session.rs: impl Lock<T> > fn *lock*  ···············││·│·│·│╌╌╌  too early
    …owned.rs: impl Drop and 2 more spots  ··················│━━━━━━━  held 4 months
    │ own patch, ╵ somebody else's, ▼ taken back, ◆ change of cause or structure, ━
    quiet and held, ╌ too early to tell.
    A strip is a spot, or spots that the very same commits patched. Hours: a
    commit's, estimated from the gaps between commits, divided evenly over its
    changes. Repeats, in commits: 5 on the person's own patches, 0 on patches of
    others; others repeated 0 of the person's.

    Leverage

    Of the 254 lines you wrote in 2024, on 29 days, 51% (likely 16–78%) stand after
    6 months. [F4]

    2 commits of 1 other changed what you founded in 2024, after none in 2023. [F5]

    Others began to use src/net/retry.rs: fn retry_later in 2024: 2 commits of 1
    other in 2 files. [E9–E10]

    Of 3 areas and 7 files founded, none is carried by others alone.

    F4 Lines of 2024 that stand, by age
    age               2024
    3 months  85% (60–95%)
    6 months  51% (16–78%)
    The share of lines that stand so long after they were written, estimated with
    those that are too young (Kaplan–Meier). Band: 95% range; lines of one day live
    and die together, so it counts days, not lines. Others: weighted so that each
    year of each repository counts as much as among the own lines. Lines that were
    moved or laid out anew stand. Of the 153 own lines that stand today, 0 are in
    files that nobody changed or used for a year or more: that these stand proves
    nothing.

    F5 Others built most on src/net/
    what               2023-01–2024-12  sum  counts
    src/net/  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇    2  2 in 2024 of 1 other, 0 in 2023
    Commits of others that changed something the person founded, added up since the
    begin of 2023, by the area it lies in: a file, a function or type, or the area
    itself. A commit that touches several areas is in each. Counted, so without a
    range; all on one scale.

    Ownership and dependence

    At the end of 2024 2 areas rest on you alone, after 2 at the end of 2023:
    src/auth/ and src/config/. 1 of them keeps needing patches. [T2]

    As of 2025-02-04 you alone could leave 3 of 3 areas without an author for most
    source files (truck factor 1): src/net/, src/config/ and src/auth/.

    T2 2 areas rest on one person alone; 1 keeps needing patches
    area         own share by year  own lines  others active  used by  reading
    src/auth/       ▇▇                   100%              0        –  fragile
    src/net/        ▇▇                   100%              1        –  shared
    src/config/      ▇                   100%              0        –  known by one
    As of the end of 2024. Own share: of the live lines, at the end of each of up to
    5 years. Others active: with a commit there in the year. Used by: files of other
    areas that import something of it, as of today. Known by one: at least 75% own
    lines, and nobody else did 5% of the days of work of the year; fragile: and it
    keeps needing patches. Handed over: half of the lines were own, and others did
    nine tenths of the days of work. Deepens, fading: the own share of the lines
    rose or fell by a point or more, with work there or without.

    Scope, complexity and inertia

    In 2024, on 29 workdays: 1.9 areas in effect (likely 1.6–2.6) of 3, 0% at
    boundaries, 0% in new areas, 0% crossing areas, 52% structural.

    Moved: the work of 2024 differs from that of 2023 beyond chance (likeness 0.45,
    0.94 by chance; 29 workdays after 28): fix in src/net/ 75% → 28%, refactor in
    src/net/ 2% → 48% and fix in src/config/ 21% → 0%.

    What git cannot see

    - 2024-01-11 “We chose one loader and no second <one>” (tidewater)
    - 2024-10-27 “A colleague was on call for the first time; *we* both slept”
      (tidewater)

    Goals set before 2024 or due in it: 1 reached, 1 pursued no more and 2 open.
    [T5]

    T5 Goals set before 2024 or due in it: 1 reached, 1 pursued no more and 2 open
    goal                    state    measured           in the period  before
    End the patching of t…  open     no clear movement  5 in 366 days  0 in 360 days
    Share the on-call       done                                       
    A second person in sr…  open     no clear movement  2 in 366 days  0 in 360 days
    Write the handbook      dropped                                    
    Towards and away: beyond what chance would often give, beside the earlier
    period. Whether a goal is reached is the user's to say.

    - End the patching of the lock. Patches: 5 in 366 days, 0 in 360 days before;
      per 90 days 1.2 (0.4–2.9) after 0 (0–0.9): no clear movement.
    - Share the on-call. Reached on 2024-10-17: “we take turns”
    - A second person in src/net/. Days of work of others: 2 in 366 days, 0 in 360
      days before; per 90 days 0.5 (0.1–1.8) after 0 (0–0.9): no clear movement.
    - Write the handbook. Pursued no more since 2025-01-15: “nobody would read it”

    Choices for next year

    Each comes from a finding of this report; those that would save most come first.

    - Look for the cause of the patches in src/auth/session.rs: impl Lock<T> > fn
      *lock*. [E2–E6]
      Because: 5 patches within 4 months (20 lines), too early to tell: quiet for 70
      days, 1 commit nearby meanwhile.
      Would save: cannot be told; too few patches came in this repository in the
      last year.
      Shows by: no patch there for 90 days while the code around it keeps moving.
      Accept it: git headway goal accept b9fbf1b0

    - Bring a second person into src/auth/. [T2]
      Because: 100% of its live lines are yours, nobody else did 5% of the days of
      work there in the last 365 days, and 5 commits patched it in that time; it
      holds 1 recurring spot that has not held since.
      Would save: waiting for one person; git does not see how much of that there
      is.
      Shows by: commits by others there that need no patch afterwards.
      Accept it: git headway goal accept b4970884

    Method and limits

    from all to counted   commits  changes set aside
    commits in 2024            31                  –
    set aside: lock file        1                  1
    without any change          1                  –
    counted                    29                  –

    window in days  repeats  of patching commits  share  likely
                14      1.0                   13     8%   1–33%
                21      2.0                   13    15%   4–42%
                30      3.0                   13    23%   8–50%
                90      5.0                   13    38%  18–64%

    A patch is a repeat when its spot was patched in the 90 days before, by anybody;
    other windows are listed above. A commit with at least one patch is a patching
    commit and weighs 1, divided evenly over its patches; quick remedies are left
    out. Each commit that counts weighs 1, divided evenly over its changes. Headway
    is structural work and first patches that held. Motion is what was patched again
    (repeats, and first patches that came back) and upkeep.

    Ranges are Wilson 95% intervals over commits; they take commits as independent
    of one another, which commits of one series are not, so true ranges are somewhat
    wider.

    Areas, live lines and outcomes are as of 2025-02-04, from these clones alone.
    Lines that last are no merit by themselves: code that nobody runs lasts too.

    git sees commits. Reviews, design, talks, support and everything that was
    prevented leave no trace here, and a quiet spot may be one that nobody had
    reason to touch.

    Evidence

    E1  11a25bfaa 2024-01-21 refactor: one loader
        change that ended a chain of patches of src/config/load.rs: fn load
    E2  935170bba 2024-07-19 fix: order | of [locks](http://x.example)
        patch of src/auth/session.rs: impl Lock<T> > fn *lock*
    E3  cfc0641da 2024-08-08 fix: once more
        patch of src/auth/session.rs: impl Lock<T> > fn *lock*
    E4  6df7ddcea 2024-09-07 fix: once more
        patch of src/auth/session.rs: impl Lock<T> > fn *lock*
    E5  0c2f577fa 2024-10-17 fix: once more
        patch of src/auth/session.rs: impl Lock<T> > fn *lock*
    E6  aa66d130a 2024-11-26 fix: once more
        patch of src/auth/session.rs: impl Lock<T> > fn *lock*
    E7  516f78dea 2024-09-17 fix: all three guards
        patch of src/net/owned.rs: impl Drop and 2 more spots
    E8  efa6f28fa 2024-09-25 fix: all three guards
        patch of src/net/owned.rs: impl Drop and 2 more spots
    E9  3c6ef362a 2023-01-06 feat: begin
        introduced src/net/retry.rs: fn retry_later
    E10 850d3e43a 2024-12-17 feat: use it again
        uses src/net/retry.rs: fn retry_later
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole page is the expectation")]
fn as_markdown() {
    insta::assert_snapshot!(markdown::retro(&ada(2024)), @r#"
    # 2024 in tidewater

    Ada, as of 2025-02-04

    In 2024, 38% of your 13 patching commits were repeats (on a spot patched in the 90 days before). (F1)

    Of 29 counted commits, 69% were headway, 24% motion (patched again), 3% quick remedies and 3% too early to tell. Headway was a clearly larger part than in 2023, when it was 29%. (F1)

    1 recurring spot has been quiet since a change of yours; 1 of them by more than spots like them were anyway. (E1)

    Basis: 29 of 31 commits counted (headway likely 51–83%); 5 of 13 patching commits repeated (likely 18–64%). 2023: 31 of 31 commits counted (headway likely 16–47%); 5 of 11 patching commits repeated (likely 21–72%).

    ## What did not move

    The share of repeats among the patching commits did not clearly change: 38% of 13 (likely 18–64%) after 45% of 11 (likely 21–72%) in 2023.

    As of now 1 area rests on you alone and keeps needing patches: src/auth/.

    ## Headway and motion

    **F1. Headway and motion by month, in commits**

    * ▂▃▃▇▃▁▁▁▁▁▁▁ headway
    * ▁▁▁▁▁▁▂▂▃▂▂▁ patched again
    * ▁▁▁▁▁▁▁▁▁▁▁▁ upkeep

    In commits: each counted commit weighs 1, divided over its changes. Motion is "again" (patched again: repeats, and first patches that came back) and upkeep. "Repeats of patching": of the commits with a patch, so many patched a spot again; fewer than 10 are too few for a share. A single month is too small to compare.

    | month | counted | headway | again | upkeep | repeats | of patching | undecided | remedy | all commits |
    |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
    | 2024-01 | 2 | 2.0 | 0 | 0 | 0 | 0 | 0 | 0 | 2 |
    | 2024-02 | 3 | 3.0 | 0 | 0 | 0 | 0 | 0 | 0 | 3 |
    | 2024-03 | 3 | 3.0 | 0 | 0 | 0 | 0 | 0 | 0 | 4 |
    | 2024-04 | 9 | 9.0 | 0 | 0 | 0 | 5 | 0 | 0 | 10 |
    | 2024-05 | 3 | 3.0 | 0 | 0 | 0 | 0 | 0 | 0 | 3 |
    | 2024-06 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    | 2024-07 | 2 | 0 | 1.0 | 0 | 0 | 1 | 0 | 1.0 | 2 |
    | 2024-08 | 1 | 0 | 1.0 | 0 | 1.0 | 1 | 0 | 0 | 1 |
    | 2024-09 | 3 | 0 | 3.0 | 0 | 2.0 | 3 | 0 | 0 | 3 |
    | 2024-10 | 1 | 0 | 1.0 | 0 | 1.0 | 1 | 0 | 0 | 1 |
    | 2024-11 | 1 | 0 | 1.0 | 0 | 1.0 | 1 | 0 | 0 | 1 |
    | 2024-12 | 1 | 0 | 0 | 0 | 0 | 1 | 1.0 | 0 | 1 |

    | period | counted | headway | again | upkeep | repeats | of patching | share | likely | undecided | remedy | all commits |
    |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
    | 2023 | 31 | 9.0 | 6.0 | 16.0 | 5.0 | 11 | 45% | 21–72% | 0 | 0 | 31 |
    | 2024 | 29 | 20.0 | 7.0 | 0 | 5.0 | 13 | 38% | 18–64% | 1.0 | 1.0 | 31 |

    | commits with | in all | held | came back | too early | held share | likely |
    |---|--:|--:|--:|--:|--:|--:|
    | patches | 13 | 6.0 | 5.0 | 2.0 | 55% | 28–79% |
    | structural changes | 15 | 15.0 | 0 | 0 | 100% | 80–100% |

    In commits: each weighs 1, divided over its patches or its structural changes. The held share leaves out what is too early to tell, and needs 10 that held or came back; of a recent year it is rather too low, since what comes back shows sooner.

    ## What no longer needs attention

    In 2024, a chain of patches ended with a change of yours on 1 recurring spot. (F2)

    It was quieted, that is, patched less since than spots like it: src/config/load.rs: fn load. (F2 E1)

    After the one that can be compared, 0 patches came and 3.4 were to be expected (likely 0–7.3): too near to each other to say that any were saved. (F2)

    **F2. The spot was patched less after the change than spots like it**

    | what changed | before | after | expected | reading | counts |
    |---|--:|--:|--:|---|---|
    | src/config/load.rs: fn load, 2024-01-21 | 1.5 (0.5–3.2) | 0 (0–0.9) | 0.8 (0.2–2.1) | quieted | 6 patches in 365 days, then 0 in 380 |

    Patches per 90 days, with the exact 95% range of a count (Poisson): before, in the year up to the change or as long as the spot is old, and after, for two years at most. Expected: what spots like it had in as long a time after, with the range that most of them lie in. Quieted: patched less than those, with 95% probability or more. A spot that nobody had reason to touch is quiet too.

    ## What was patched again

    In 2024, you patched 2 spots again, in 5 commits; the patches of these took about 7 hours (likely 3.5–10.5). (F3)

    src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* took most: 5 patches in 2024, and about 5 hours (likely 2.5–7.5). (F3 E2–E6)

    Of these spots, 1 has held since and 1 is quiet for too short a time to tell. (F3)

    **F3. 1 of 2 spots patched again in 2024 has held since**

    | spot | 2023-10-01 to 2025-02-04 | reading | counts |
    |---|--:|---|---|
    | src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | ···············││·│·│·│╌╌╌ | too early | 5 patches in 2024, 5 own; about 5 hours (likely 2.5–7.5) |
    | src/net/owned.rs: impl Drop and 2 more spots | ··················│━━━━━━━ | held 4 months | 2 patches in 2024, 2 own; about 2 hours (likely 1–3) |

    │ own patch, ╵ somebody else's, ▼ taken back, ◆ change of cause or structure, ━ quiet and held, ╌ too early to tell.

    A strip is a spot, or spots that the very same commits patched. Hours: a commit's, estimated from the gaps between commits, divided evenly over its changes. Repeats, in commits: 5 on the person's own patches, 0 on patches of others; others repeated 0 of the person's.

    ## Leverage

    Of the 254 lines you wrote in 2024, on 29 days, 51% (likely 16–78%) stand after 6 months. (F4)

    2 commits of 1 other changed what you founded in 2024, after none in 2023. (F5)

    Others began to use src/net/retry.rs: fn retry\_later in 2024: 2 commits of 1 other in 2 files. (E9–E10)

    Of 3 areas and 7 files founded, none is carried by others alone.

    **F4. Lines of 2024 that stand, by age**

    | age | 2024 |
    |---|--:|
    | 3 months | 85% (60–95%) |
    | 6 months | 51% (16–78%) |

    The share of lines that stand so long after they were written, estimated with those that are too young (Kaplan–Meier). Band: 95% range; lines of one day live and die together, so it counts days, not lines. Others: weighted so that each year of each repository counts as much as among the own lines. Lines that were moved or laid out anew stand. Of the 153 own lines that stand today, 0 are in files that nobody changed or used for a year or more: that these stand proves nothing.

    **F5. Others built most on src/net/**

    | what | 2023-01–2024-12 | sum | counts |
    |---|--:|--:|---|
    | src/net/ | ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇ | 2 | 2 in 2024 of 1 other, 0 in 2023 |

    Commits of others that changed something the person founded, added up since the begin of 2023, by the area it lies in: a file, a function or type, or the area itself. A commit that touches several areas is in each. Counted, so without a range; all on one scale.

    ## Ownership and dependence

    At the end of 2024 2 areas rest on you alone, after 2 at the end of 2023: src/auth/ and src/config/. 1 of them keeps needing patches. (T2)

    As of 2025-02-04 you alone could leave 3 of 3 areas without an author for most source files (truck factor 1): src/net/, src/config/ and src/auth/.

    **T2. 2 areas rest on one person alone; 1 keeps needing patches**

    | area | own share by year | own lines | others active | used by | reading | because |
    |---|---|--:|--:|--:|---|---|
    | src/auth/ |    ▇▇ | 100% | 0 | – | fragile | nobody else knows it; patched on 5 days, 1 recurring spot open |
    | src/net/ |    ▇▇ | 100% | 1 | – | shared | 1 other active |
    | src/config/ |     ▇ | 100% | 0 | – | known by one | nobody else knows it |

    As of the end of 2024. Own share: of the live lines, at the end of each of up to 5 years. Others active: with a commit there in the year. Used by: files of other areas that import something of it, as of today. Known by one: at least 75% own lines, and nobody else did 5% of the days of work of the year; fragile: and it keeps needing patches. Handed over: half of the lines were own, and others did nine tenths of the days of work. Deepens, fading: the own share of the lines rose or fell by a point or more, with work there or without.

    ## Scope, complexity and inertia

    In 2024, on 29 workdays: 1.9 areas in effect (likely 1.6–2.6) of 3, 0% at boundaries, 0% in new areas, 0% crossing areas, 52% structural.

    Moved: the work of 2024 differs from that of 2023 beyond chance (likeness 0.45, 0.94 by chance; 29 workdays after 28): fix in src/net/ 75% → 28%, refactor in src/net/ 2% → 48% and fix in src/config/ 21% → 0%.

    ## What git cannot see

    * **2024-01-11** “We chose one loader and no second &lt;one&gt;” (tidewater)
    * **2024-10-27** “A colleague was on call for the first time; \*we\* both slept” (tidewater)

    Goals set before 2024 or due in it: 1 reached, 1 pursued no more and 2 open. (T5)

    **T5. Goals set before 2024 or due in it: 1 reached, 1 pursued no more and 2 open**

    | goal | state | measured | in the period | before | set on | by | project |
    |---|---|---|---|---|---|---|---|
    | End the patching of the lock | open | no clear movement | 5 in 366 days | 0 in 360 days | 2023-09-23 | 2024-12-31, passed | tidewater |
    | Share the on-call | done |  |  |  | 2023-10-03 | 2024-12-31 | tidewater |
    | A second person in src/net/ | open | no clear movement | 2 in 366 days | 0 in 360 days | 2024-05-30 | 2024-12-31, passed | tidewater |
    | Write the handbook | dropped |  |  |  | 2024-11-06 | 2024-12-31 | tidewater |

    Towards and away: beyond what chance would often give, beside the earlier period. Whether a goal is reached is the user's to say.

    * **End the patching of the lock.** Patches: 5 in 366 days, 0 in 360 days before; per 90 days 1.2 (0.4–2.9) after 0 (0–0.9): no clear movement.
    * **Share the on-call.** Reached on 2024-10-17: “we take turns”
    * **A second person in src/net/.** Days of work of others: 2 in 366 days, 0 in 360 days before; per 90 days 0.5 (0.1–1.8) after 0 (0–0.9): no clear movement.
    * **Write the handbook.** Pursued no more since 2025-01-15: “nobody would read it”

    ## Choices for next year

    Each comes from a finding of this report; those that would save most come first.

    * **Look for the cause of the patches in src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\*.** (E2–E6)
      * Because: 5 patches within 4 months (20 lines), too early to tell: quiet for 70 days, 1 commit nearby meanwhile.
      * Would save: cannot be told; too few patches came in this repository in the last year.
      * Shows by: no patch there for 90 days while the code around it keeps moving.
      * Accept it as a goal: git headway goal accept b9fbf1b0

    * **Bring a second person into src/auth/.** (T2)
      * Because: 100% of its live lines are yours, nobody else did 5% of the days of work there in the last 365 days, and 5 commits patched it in that time; it holds 1 recurring spot that has not held since.
      * Would save: waiting for one person; git does not see how much of that there is.
      * Shows by: commits by others there that need no patch afterwards.
      * Accept it as a goal: git headway goal accept b4970884

    ## Method and limits

    | from all to counted | commits | changes set aside |
    |---|--:|--:|
    | commits in 2024 | 31 | – |
    | set aside: lock file | 1 | 1 |
    | without any change | 1 | – |
    | counted | 29 | – |

    | window in days | repeats | of patching commits | share | likely |
    |--:|--:|--:|--:|--:|
    | 14 | 1.0 | 13 | 8% | 1–33% |
    | 21 | 2.0 | 13 | 15% | 4–42% |
    | 30 | 3.0 | 13 | 23% | 8–50% |
    | 90 | 5.0 | 13 | 38% | 18–64% |

    A patch is a repeat when its spot was patched in the 90 days before, by anybody; other windows are listed above. A commit with at least one patch is a patching commit and weighs 1, divided evenly over its patches; quick remedies are left out. Each commit that counts weighs 1, divided evenly over its changes. Headway is structural work and first patches that held. Motion is what was patched again (repeats, and first patches that came back) and upkeep.

    Ranges are Wilson 95% intervals over commits; they take commits as independent of one another, which commits of one series are not, so true ranges are somewhat wider.

    Areas, live lines and outcomes are as of 2025-02-04, from these clones alone. Lines that last are no merit by themselves: code that nobody runs lasts too.

    git sees commits. Reviews, design, talks, support and everything that was prevented leave no trace here, and a quiet spot may be one that nobody had reason to touch.

    ## Evidence

    | row | commit | date | subject | what |
    |---|---|---|---|---|
    | E1 | 11a25bfaa | 2024-01-21 | refactor: one loader | change that ended a chain of patches of src/config/load.rs: fn load |
    | E2 | 935170bba | 2024-07-19 | fix: order \| of \[locks\](http&#58;//x.example) | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E3 | cfc0641da | 2024-08-08 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E4 | 6df7ddcea | 2024-09-07 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E5 | 0c2f577fa | 2024-10-17 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E6 | aa66d130a | 2024-11-26 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E7 | 516f78dea | 2024-09-17 | fix: all three guards | patch of src/net/owned.rs: impl Drop and 2 more spots |
    | E8 | efa6f28fa | 2024-09-25 | fix: all three guards | patch of src/net/owned.rs: impl Drop and 2 more spots |
    | E9 | 3c6ef362a | 2023-01-06 | feat: begin | introduced src/net/retry.rs: fn retry\_later |
    | E10 | 850d3e43a | 2024-12-17 | feat: use it again | uses src/net/retry.rs: fn retry\_later |
    "#);
}
