//! The whole retrospective of the sample history, as a reader sees it.
//!
//! In: the sample. Out: nothing. Deliberately absent: single sentences; they have tests of their own.

use super::ada;
use crate::report::{RetroPart, markdown, terminal};

#[test]
fn the_first_screen() {
    insta::assert_snapshot!(terminal::retro(&ada(2024), &[], 80), @"
    2024 in tidewater · Ada, as of 2025-02-04

    In 2024, more of your work was headway: 69% of 29 commits that count were new or
    restructured code, or fixes that held, up from 29% of 31 in 2023. [F1 T1]
    src/config/load.rs: fn load was patched 6 times before a change of yours
    (2024-01-21) and not at all since, where spots like it were 3.4 times. [F2 E1]

    What did not move. As of now 1 area rests on you alone and keeps needing
    patches: src/auth/. [T2]

    what                2024           likely  2023  reading
    Patched again        38%           18–64%   45%  not clearly changed
    Headway              69%           51–83%   29%  clearly higher
    Spots quieted     1 of 1  −1 to 6.9 saved     –  may be chance
    Others build on        2                –     0  counted, no range
    Areas only yours       2                –     2  counted, no range
    Likeness             45%    94% by chance     –  moved

    - Look for the cause of the patches in src/auth/session.rs: impl Lock<T> > fn
      *lock*.
    More: --show all, or motion, quieted, again, leverage, ownership, scope,
    choices, method, evidence; --open for a page; --years 2021..2025.
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole page is the expectation")]
fn on_a_terminal() {
    insta::assert_snapshot!(terminal::retro(&ada(2024), &RetroPart::ALL, 80), @"
    2024 in tidewater
    Ada, as of 2025-02-04

    In 2024, more of your work was headway: 69% of 29 commits that count were new or
    restructured code, or fixes that held, up from 29% of 31 in 2023. [F1 T1]

    src/config/load.rs: fn load was patched 6 times before a change of yours
    (2024-01-21) and not at all since, where spots like it were 3.4 times. [F2 E1]

    Others built on what you began: 2 commits by 1 person in 2024 changed files,
    functions or areas that you had founded. [F5]

    What did not move. As of now 1 area rests on you alone and keeps needing
    patches: src/auth/. [T2]

    How often the same spots were patched again did not clearly change: 38% of 13
    (likely 18–64%), after 45% of 11 (likely 21–72%) in 2023. So few commits show
    large changes only. [F1 T1]

    Basis: 29 of 31 commits count (headway likely 51–83%), 13 of them patch existing
    code (again within 90 days likely 18–64%). 2023: 31 of 31 commits count (headway
    likely 16–47%), 11 of them patch existing code (again within 90 days likely
    21–72%).

    The year in six lines

    T1 Clearly higher than in 2023: headway
    what                2024           likely  2023  reading             course  see
    Patched again        38%           18–64%   45%  not clearly chang…   45 38  F1
    Headway              69%           51–83%   29%  clearly higher       29 69  F1
    Spots quieted     1 of 1  −1 to 6.9 saved     –  may be chance          – 1  F2
    Others build on        2                –     0  counted, no range      0 2  F5
    Areas only yours       2                –     2  counted, no range      2 2  T2
    Likeness             45%    94% by chance     –  moved                 – 45  F6
    Patched again: of the commits that patch existing code, those on a spot that was
    patched in the 90 days before, by anybody. Headway: of the commits that count,
    new or restructured code, and fixes that held. Spots quieted: of the recurring
    spots on which a change of the time ended a run of patches, those patched less
    since than spots like them; saved: patches to expect less those that came.
    Others build on: commits of others on files, functions and areas founded before.
    Areas only yours: known by one person alone, at the end of the year or now.
    Likeness: how alike the work is to that of the time before, over areas and kinds
    of change; by chance: were the weeks of both dealt out anew. Course: 2023 and
    2024.

    Headway and motion

    Of 29 commits that count, 69% were headway, 24% patching again, 3% quick
    remedies and 3% too early to tell. [F1]

    F1 Headway and motion by month, in commits
    ▂▃▃▇▃▁▁▁▁▁▁▁ headway
    ▁▁▁▁▁▁▂▂▃▂▂▁ patched again
    ▁▁▁▁▁▁▁▁▁▁▁▁ upkeep
    In commits: each commit that counts weighs 1, divided over its changes. Headway:
    new or restructured code, and fixes that held. Motion: what was patched again,
    or had to be, and upkeep (tests, documentation, build, CI, releases). Quick
    remedies and what is too early to tell are left out.

    F1b Patched again by month: clearly below the 45% of 2023 in 2024-04
    In per cent, with 95% ranges; a month has few commits, so they are wide. Of
    twelve months one may lie off the mean by chance.

    commits with        in all  held  came back  too early  held share   likely
    patches                 13   6.0        5.0        2.0         55%   28–79%
    structural changes      15  15.0          0          0        100%  80–100%

    In commits: each weighs 1, divided over its patches or its structural changes.
    The held share leaves out what is too early to tell, and needs 10 that held or
    came back; of a recent year it is rather too low, since what comes back shows
    sooner.

    What no longer needs attention

    spot                         evidence      quiet  reading  expected
    src/config/load.rs: fn load  E1        12 months  quieted       3.4

    Quiet since the change named. Quieted: patched less than spots like it were in
    as long a time, with 95% probability or more. As expected: no less than those
    (expected: their patches on average).

    What was patched again

    spot                          patches  evidence  outcome          within  people
    …s: impl Lock<T> > fn *lock*        5  E2–E6     too early      4 months       1
    … impl Drop and 2 more spots        2  E7–E8     held 4 months    8 days       1

    Repeats, in commits: 5 on the person's own patches, 0 on patches of others;
    others repeated 0 of the person's.

    Leverage

    Of own lines 75% (likely 37–92%) stand after 6 months. 2 commits of 1 other (2
    in 2024) build on 1 of 7 files founded; others use 1 own function or type.

    After 1 change that ended a chain of patches, 0 patches came of 3.4 to expect
    (likely 0–7.3): as expected. Of 3 areas and 7 files founded, none is carried by
    others alone.

    Ownership and dependence

    area         own lines  others active  patching  reading       last own change
    src/net/          100%              1         8  shared        2024-12-06
    src/config/       100%              0         0  known by one  2024-01-21
    src/auth/         100%              0         5  fragile       2024-11-26

    As of 2025-02-04. Others active, and patching (commits of anybody that patched
    the area): in the last 365 days. Known by one: at least 75% own lines, and
    nobody else did 5% of the days of work in these. Fragile: known by one, and it
    keeps needing patches.

    Scope, complexity and inertia

    In 2024, on 29 workdays: 1.9 areas in effect (likely 1.6–2.6) of 3, 0% at
    boundaries, 0% in new areas, 0% crossing areas, 52% structural.

    Moved: the work of 2024 differs from that of 2023 beyond chance (likeness 0.45,
    0.94 by chance; 29 workdays after 28): fix in src/net/ 75% → 28%, refactor in
    src/net/ 2% → 48% and fix in src/config/ 21% → 0%.

    Choices for next year

    - Look for the cause of the patches in src/auth/session.rs: impl Lock<T> > fn
      *lock*. [E2–E6]
      Because: 5 patches within 4 months (20 lines), too early to tell: quiet for 70
      days, 1 commit nearby meanwhile.
      Shows by: no patch there for 90 days while the code around it keeps moving.

    - Bring a second person into src/auth/.
      Because: 100% of its live lines are yours, nobody else did 5% of the days of
      work there in the last 365 days, and 5 commits patched it in that time; it
      holds 1 recurring spot that has not held since.
      Shows by: commits by others there that need no patch afterwards.

    Method and limits

    T3 From all commits to those that count
    from all to counted   commits  changes set aside
    commits in 2024            31                  –
    set aside: lock file        1                  1
    without any change          1                  –
    counted                    29                  –
    What is set aside weighs nothing anywhere in this report.

    T4 Patched again, by window: lower within each
    window in days  2024  likely  2023  likely  reading               repeats
                14    8%   1–33%   45%  21–72%  clearly lower             1.0
                21   15%   4–42%   45%  21–72%  lower, may be chance      2.0
                30   23%   8–50%   45%  21–72%  lower, may be chance      3.0
                90   38%  18–64%   45%  21–72%  lower, may be chance      5.0
    A second patch on a spot counts as a repeat when it comes within so many days.
    Where a longer or a shorter window turns the difference to the period before
    round, the finding is called unsure.

    A patch is a repeat when its spot was patched in the 90 days before, by anybody;
    other windows are listed above (T4). A commit with at least one patch is a
    patching commit and weighs 1, divided evenly over its patches; quick remedies
    are left out. Each commit that counts weighs 1, divided evenly over its changes.
    Headway is structural work and first patches that held. Motion is what was
    patched again (repeats, and first patches that came back) and upkeep.

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
        last change before the quiet of src/config/load.rs: fn load
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
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole page is the expectation")]
fn as_markdown() {
    insta::assert_snapshot!(markdown::retro(&ada(2024)), @r"
    # 2024 in tidewater

    Ada, as of 2025-02-04

    In 2024, more of your work was headway: 69% of 29 commits that count were new or restructured code, or fixes that held, up from 29% of 31 in 2023. (F1 T1)

    src/config/load.rs: fn load was patched 6 times before a change of yours (2024-01-21) and not at all since, where spots like it were 3.4 times. (F2 E1)

    Others built on what you began: 2 commits by 1 person in 2024 changed files, functions or areas that you had founded. (F5)

    > What did not move. As of now 1 area rests on you alone and keeps needing patches: src/auth/. (T2)

    > How often the same spots were patched again did not clearly change: 38% of 13 (likely 18–64%), after 45% of 11 (likely 21–72%) in 2023. So few commits show large changes only. (F1 T1)

    Basis: 29 of 31 commits count (headway likely 51–83%), 13 of them patch existing code (again within 90 days likely 18–64%). 2023: 31 of 31 commits count (headway likely 16–47%), 11 of them patch existing code (again within 90 days likely 21–72%).

    ## The year in six lines

    **T1. Clearly higher than in 2023: headway** Patched again: of the commits that patch existing code, those on a spot that was patched in the 90 days before, by anybody. Headway: of the commits that count, new or restructured code, and fixes that held. Spots quieted: of the recurring spots on which a change of the time ended a run of patches, those patched less since than spots like them; saved: patches to expect less those that came. Others build on: commits of others on files, functions and areas founded before. Areas only yours: known by one person alone, at the end of the year or now. Likeness: how alike the work is to that of the time before, over areas and kinds of change; by chance: were the weeks of both dealt out anew. Course: 2023 and 2024.

    ## Headway and motion

    Of 29 commits that count, 69% were headway, 24% patching again, 3% quick remedies and 3% too early to tell. (F1)

    **F1. Headway and motion by month, in commits** In commits: each commit that counts weighs 1, divided over its changes. Headway: new or restructured code, and fixes that held. Motion: what was patched again, or had to be, and upkeep (tests, documentation, build, CI, releases). Quick remedies and what is too early to tell are left out.

    **F1b. Patched again by month: clearly below the 45% of 2023 in 2024-04** In per cent, with 95% ranges; a month has few commits, so they are wide. Of twelve months one may lie off the mean by chance.

    | commits with | in all | held | came back | too early | held share | likely |
    |---|--:|--:|--:|--:|--:|--:|
    | patches | 13 | 6.0 | 5.0 | 2.0 | 55% | 28–79% |
    | structural changes | 15 | 15.0 | 0 | 0 | 100% | 80–100% |

    In commits: each weighs 1, divided over its patches or its structural changes. The held share leaves out what is too early to tell, and needs 10 that held or came back; of a recent year it is rather too low, since what comes back shows sooner.

    ## What no longer needs attention

    | spot | evidence | quiet | reading | expected | commits nearby | patches before |
    |---|---|--:|---|--:|--:|--:|
    | src/config/load.rs: fn load | E1 | 12 months | quieted | 3.4 | 7 | 6 |

    Quiet since the change named. Quieted: patched less than spots like it were in as long a time, with 95% probability or more. As expected: no less than those (expected: their patches on average).

    ## What was patched again

    | spot | patches | evidence | outcome | within | people | in period | lines |
    |---|--:|---|---|--:|--:|--:|--:|
    | src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | 5 | E2–E6 | too early | 4 months | 1 | 5 | 20 |
    | src/net/owned.rs: impl Drop and 2 more spots | 2 | E7–E8 | held 4 months | 8 days | 1 | 2 | 24 |

    Repeats, in commits: 5 on the person's own patches, 0 on patches of others; others repeated 0 of the person's.

    ## Leverage

    Of own lines 75% (likely 37–92%) stand after 6 months. 2 commits of 1 other (2 in 2024) build on 1 of 7 files founded; others use 1 own function or type.

    After 1 change that ended a chain of patches, 0 patches came of 3.4 to expect (likely 0–7.3): as expected. Of 3 areas and 7 files founded, none is carried by others alone.

    ## Ownership and dependence

    | area | own lines | others active | patching | reading | last own change | own commits | likely | lines | of |
    |---|--:|--:|--:|---|---|--:|--:|--:|--:|
    | src/net/ | 100% | 1 | 8 | shared | 2024-12-06 | 96% | 86–99% | 68 | 68 |
    | src/config/ | 100% | 0 | 0 | known by one | 2024-01-21 | 100% | 68–100% | 55 | 55 |
    | src/auth/ | 100% | 0 | 5 | fragile | 2024-11-26 | 100% | 65–100% | 30 | 30 |

    As of 2025-02-04. Others active, and patching (commits of anybody that patched the area): in the last 365 days. Known by one: at least 75% own lines, and nobody else did 5% of the days of work in these. Fragile: known by one, and it keeps needing patches.

    ## Scope, complexity and inertia

    In 2024, on 29 workdays: 1.9 areas in effect (likely 1.6–2.6) of 3, 0% at boundaries, 0% in new areas, 0% crossing areas, 52% structural.

    Moved: the work of 2024 differs from that of 2023 beyond chance (likeness 0.45, 0.94 by chance; 29 workdays after 28): fix in src/net/ 75% → 28%, refactor in src/net/ 2% → 48% and fix in src/config/ 21% → 0%.

    ## Choices for next year

    * **Look for the cause of the patches in src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\*.** (E2–E6)
      * Because: 5 patches within 4 months (20 lines), too early to tell: quiet for 70 days, 1 commit nearby meanwhile.
      * Shows by: no patch there for 90 days while the code around it keeps moving.

    * **Bring a second person into src/auth/.**
      * Because: 100% of its live lines are yours, nobody else did 5% of the days of work there in the last 365 days, and 5 commits patched it in that time; it holds 1 recurring spot that has not held since.
      * Shows by: commits by others there that need no patch afterwards.

    ## Method and limits

    **T3. From all commits to those that count** What is set aside weighs nothing anywhere in this report.

    **T4. Patched again, by window: lower within each** A second patch on a spot counts as a repeat when it comes within so many days. Where a longer or a shorter window turns the difference to the period before round, the finding is called unsure.

    A patch is a repeat when its spot was patched in the 90 days before, by anybody; other windows are listed above (T4). A commit with at least one patch is a patching commit and weighs 1, divided evenly over its patches; quick remedies are left out. Each commit that counts weighs 1, divided evenly over its changes. Headway is structural work and first patches that held. Motion is what was patched again (repeats, and first patches that came back) and upkeep.

    Ranges are Wilson 95% intervals over commits; they take commits as independent of one another, which commits of one series are not, so true ranges are somewhat wider.

    Areas, live lines and outcomes are as of 2025-02-04, from these clones alone. Lines that last are no merit by themselves: code that nobody runs lasts too.

    git sees commits. Reviews, design, talks, support and everything that was prevented leave no trace here, and a quiet spot may be one that nobody had reason to touch.

    ## Evidence

    | row | commit | date | subject | what |
    |---|---|---|---|---|
    | E1 | 11a25bfaa | 2024-01-21 | refactor: one loader | last change before the quiet of src/config/load.rs: fn load |
    | E2 | 935170bba | 2024-07-19 | fix: order \| of \[locks\](http&#58;//x.example) | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E3 | cfc0641da | 2024-08-08 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E4 | 6df7ddcea | 2024-09-07 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E5 | 0c2f577fa | 2024-10-17 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E6 | aa66d130a | 2024-11-26 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E7 | 516f78dea | 2024-09-17 | fix: all three guards | patch of src/net/owned.rs: impl Drop and 2 more spots |
    | E8 | efa6f28fa | 2024-09-25 | fix: all three guards | patch of src/net/owned.rs: impl Drop and 2 more spots |
    ");
}
