//! The whole retrospective of the sample history as a Markdown document.
//!
//! In: the sample. Out: nothing. Deliberately absent: single sentences; they have tests of their own.

use super::ada;
use crate::report::markdown;

#[test]
#[expect(clippy::too_many_lines, reason = "the whole page is the expectation")]
fn as_markdown() {
    insta::assert_snapshot!(markdown::retro(&ada(2024)), @r"
    # 2024 in tidewater

    Ada, as of 2025-02-04

    In 2024, more of your work was headway: 69% of 29 commits that count were new or restructured code, or fixes that held, up from 29% of 31 in 2023. (F1 T1)

    src/config/load.rs: fn load was patched 6 times before a change of yours (2024-01-21) and not at all since, where spots like it were 3.4 times. (F3 E1)

    Others built on what you began: 2 commits by 1 person in 2024 changed files, functions or areas that you had founded. (F6)

    > What did not move. As of now 1 area rests on you alone and keeps needing patches: src/auth/. (T4)

    > How often the same spots were patched again did not clearly change: 38% of 13 (likely 18–64%), after 45% of 11 (likely 21–72%) in 2023. So few commits show large changes only. (F2 T1)

    Basis: 29 of 31 commits count (headway likely 51–83%), 13 of them patch existing code (again within 90 days likely 18–64%). 2023: 31 of 31 commits count (headway likely 16–47%), 11 of them patch existing code (again within 90 days likely 21–72%). (T6 T7)

    ## The year in six lines

    **T1. Clearly higher than in 2023: headway**

    | what | 2024 | likely | 2023 | reading | 2023–24 | see |
    |---|--:|--:|--:|---|--:|---|
    | Patched again | 38% | 18–64% | 45% | not clearly changed | ▇▇ | F2 |
    | Headway | 69% | 51–83% | 29% | clearly higher | ▃▇ | F1 |
    | Spots quieted | 1 of 1 | −1 to 6.9 saved | – | may be chance | ·▇ | F3 |
    | Others build on | 2 | – | 0 | counted, no range | ▁▇ | F6 |
    | Areas only yours | 2 | – | 2 | counted, no range | ▇▇ | T4 |
    | Likeness | 45% | 94% by chance | – | moved | ·▇ | F7 |

    Patched again: of the commits that patch existing code, those on a spot that was patched in the 90 days before, by anybody. Headway: of the commits that count, new or restructured code, and fixes that held. Spots quieted: of the recurring spots on which a change of the time ended a run of patches, those patched less since than spots like them; saved: patches to expect less those that came. Others build on: commits of others on files, functions and areas founded before. Areas only yours: known by one person alone, at the end of the period or now. Likeness: how alike the work is to that of the time before, over areas and kinds of change; by chance: were the weeks of both dealt out anew.

    ## Headway and motion

    Of 29 commits that count, 69% were headway, 24% patching again, 3% quick remedies and 3% too early to tell. (F1)

    **F1. Headway and motion by month, in commits**

    * ▂▃▃▇▃▁▁▁▁▁▁▁ headway
    * ▁▁▁▁▁▁▂▂▃▂▂▁ patched again
    * ▁▁▁▁▁▁▁▁▁▁▁▁ upkeep
    * 2024-01: fn load quieted
    * 2024-09: most patched again, 3.0

    In commits: each commit that counts weighs 1, divided over its changes. Headway: new or restructured code, and fixes that held. Motion: what was patched again, or had to be, and upkeep (tests, documentation, build, CI, releases). Quick remedies and what is too early to tell are left out.

    **F2. Patched again by month: clearly below the 45% of 2023 in 2024-04**

    | month | share | range |
    |---|--:|--:|
    | 2024-01 | – | – |
    | 2024-02 | – | – |
    | 2024-03 | – | – |
    | 2024-04 | 0% | 0–43% |
    | 2024-05 | – | – |
    | 2024-06 | – | – |
    | 2024-07 | 0% | 0–79% |
    | 2024-08 | 100% | 21–100% |
    | 2024-09 | 67% | 21–94% |
    | 2024-10 | 100% | 21–100% |
    | 2024-11 | 100% | 21–100% |
    | 2024-12 | 0% | 0–79% |
    | 2023 | 45% | – |

    In per cent, with 95% ranges; a month has few commits, so they are wide. Of twelve months one may lie off the mean by chance.

    **T2. What became of patches and of structural changes**

    | commits with | in all | held | came back | too early | held share | likely |
    |---|--:|--:|--:|--:|--:|--:|
    | patches | 13 | 6.0 | 5.0 | 2.0 | 55% | 28–79% |
    | structural changes | 15 | 15.0 | 0 | 0 | 100% | 80–100% |

    In commits: each weighs 1, divided over its patches or its structural changes. The held share leaves out what is too early to tell, and needs 10 that held or came back; of a recent year it is rather too low, since what comes back shows sooner.

    ## What no longer needs attention

    In 2024, a chain of patches ended with a change of yours on 1 recurring spot. (F3)

    It was quieted, that is, patched less since than spots like it: src/config/load.rs: fn load. (F3 E1)

    After the one that can be compared, 0 patches came and 3.4 were to be expected (likely 0–7.3): too near to each other to say that any were saved. (F3)

    **F3. The spot was patched less after the change than spots like it**

    | what changed | before | after | expected | reading | counts |
    |---|--:|--:|--:|---|---|
    | src/config/load.rs: fn load, 2024-01-21 | 1.5 (0.5–3.2) | 0 (0–0.9) | 0.8 (0.2–2.1) | quieted | 6 patches in 365 days, then 0 in 380 |

    Patches per 90 days, with the exact 95% range of a count (Poisson): before, in the year up to the change or as long as the spot is old, and after, for two years at most. Expected: what spots like it had in as long a time after, with the range that most of them lie in. Quieted: patched less than those, with 95% probability or more. A spot that nobody had reason to touch is quiet too.

    ## What was patched again

    In 2024, you patched 2 spots again, in 5 commits; the patches of these took about 7 hours (likely 3.5–10.5). (F4)

    src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* took most: 5 patches in 2024, and about 5 hours (likely 2.5–7.5). (F4 E2–E6)

    Of these spots, 1 held afterwards and 1 is quiet for too short a time to tell. (F4)

    **F4. 1 of 2 spots patched again in 2024 held afterwards**

    | spot | 2023-10-01 to 2025-02-04 | reading | counts |
    |---|--:|---|---|
    | src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | ···············││·│·│·│╌╌╌ | too early | 5 patches, 5 own, 5 h (2.5–7.5) |
    | src/net/owned.rs: impl Drop and 2 more spots | ··················│━━━━━━━ | held 4 months | 2 patches, 2 own, 2 h (1–3) |

    │ own patch, ╵ somebody else's, ▼ taken back, ◆ change of cause or structure, ━ quiet and held, ╌ too early to tell.

    A strip is a spot, or spots that the very same commits patched. Hours: a commit's, estimated from the gaps between commits, divided evenly over its changes. Repeats, in commits: 5 on the person's own patches, 0 on patches of others; others repeated 0 of the person's.

    ## Leverage

    Of the 254 lines you wrote in 2024, on 29 days, 51% (likely 16–78%) stand after 6 months. (F5)

    2 commits of 1 other changed what you founded in 2024, after none in 2023. (F6)

    Others began to use src/net/retry.rs: fn retry\_later in 2024: 2 commits of 1 other in 2 files. (E9–E10)

    Of 3 areas and 7 files founded, none is carried by others alone. (T3)

    **F5. Lines of 2024 that stand, by age**

    | age | 2024 |
    |---|--:|
    | 3 months | 85% (60–95%) |
    | 6 months | 51% (16–78%) |

    The share of lines that stand so long after they were written, estimated with those that are too young (Kaplan–Meier). Band: 95% range; lines of one day live and die together, so it counts days, not lines. Others: weighted so that each year of each repository counts as much as among the own lines. Lines that were moved or laid out anew stand.

    **F6. Others built most on src/net/**

    | what | 2023-01–2024-12 | sum | counts |
    |---|--:|--:|---|
    | src/net/ | ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇ | 2 | 2 in 2024 of 1 other, 0 in 2023 |

    Commits of others that changed something the person founded, added up since the begin of 2023, by the area it lies in: a file, a function or type, or the area itself. A commit that touches several areas is in each. Counted, so without a range; all on one scale.

    **T3. Of what was founded nothing is carried by others alone**

    | what | founded | changed in 2024 | in 2023 | first used | carried | quietly |
    |---|--:|--:|--:|--:|--:|--:|
    | areas | 3 | 1 | 0 | – | 0 | 0 |
    | files | 7 | 1 | 0 | – | 0 | 0 |
    | functions and types | 4 | 1 | 0 | 1 | – | – |

    Founded: over all time. Changed: by others, in 2024 and in 2023. First used: others began to use it in 2024, as far as names tell. Carried: others alone do the work of the last 365 days there; quietly: and it needs no more patches than the repository as a whole.

    ## Ownership and dependence

    At the end of 2024 2 areas rest on you alone, after 2 at the end of 2023: src/auth/ and src/config/. 1 of them keeps needing patches. (T4)

    As of 2025-02-04 you alone could leave 3 of 3 areas without an author for most source files (truck factor 1): src/auth/, src/net/ and src/config/. (T4)

    **T4. 2 areas rest on one person alone; 1 keeps needing patches**

    | area | own share | own lines | own days | others | reading | used by | truck factor | own files |
    |---|---|--:|--:|--:|---|--:|--:|--:|
    | src/auth/ | ···▇▇ | 100% | 6 of 6 | 0 | fragile | – | 1 | 100% |
    | src/net/ | ···▇▇ | 100% | 22 of 24 | 1 | shared | – | 1 | 100% |
    | src/config/ | ····▇ | 100% | 1 of 1 | 0 | known by one | – | 1 | 100% |

    As of the end of 2024. Own share: of the live lines, then and a year before each, for up to 5 years. Own days: of the days of work there in the twelve months up to then, each person's for themselves. Others: with a commit there in these months. Used by: files of other areas that import something of it, as of today. Truck factor: so many people leaving would take the author from most of its source files, as of today; own files: those whose author the person is. Known by one: at least 75% own lines, and nobody else did 5% of the days of work of these months; fragile: and it keeps needing patches. Handed over: half of the lines were own, and others did nine tenths of the days of work. Deepens, fading: the own share of the lines rose or fell by 5 points or more.

    ## Scope, complexity and inertia

    The work of 2024 is other work than that of 2023, beyond chance: 45% alike over areas and kinds of change, where chance gives 94% and seldom less than 78%; 29 workdays after 28. What changed most: fix in src/net/ 75% → 28%, refactor in src/net/ 2% → 48% and fix in src/config/ 21% → 0%. Part by part, 2024-H1 is most like 2023-H2 (32%). (F7)

    On 29 workdays the work of 2024 was spread as widely as over 1.9 equal areas (likely 1.6–2.6); 3 were worked in. Clearly more than in 2023: structural work (52%, likely 34–69%, after 4%, likely 1–18%). (F8)

    None of the work was at boundaries (interfaces, schemas, build, CI). (F8)

    None of the work was in areas not worked in before (likely 0–12%). (F8)

    **F7. 2024: other work than in 2023**

    | period | 2023-H1 | 2023-H2 | 2024-H1 |
    |---|--:|--:|--:|
    | 2023-H2 | 70 |  |  |
    | 2024-H1 | 30 | 32 |  |
    | 2024-H2 | – | – | – |

    Workdays: 28 in 2023, 29 in 2024. How alike the work of each two is over areas and kinds of change, from 0 to 100, whatever was done in each (Morisita and Horn). As wholes 2024 and 2023 are 45 alike; their weeks, dealt out by chance, 94, and once in twenty times less than 78. Empty: under 10 workdays. Likeness is a question, not a fault: who keeps a thing going does the same on purpose.

    **F8. How far the work reaches**

    | measure | 2023–2024 | last | range | what it means |
    |---|--:|--:|--:|---|
    | areas | ▇▇ | 1.9 | 1.9 (1.6–2.6) | as many equal ones would be as spread |
    | in new areas | ·▁ | 0% | 0 (0–11.7) | not worked in before |
    | at boundaries | ▇▁ | 0% | 0 (0–11.7) | interfaces, schemas, build, CI |
    | across areas | ▇▁ | 0% | 0 (0–11.7) | work that changes code of several |
    | spread over files | ▇▇ | 56% | 56.3 (35.8–68.4) | 100%: as much in each |
    | structural | ▂▇ | 52% | 51.7 (34.4–68.6) | of the workdays |

    By period, with 95% ranges; each workday weighs 1, divided over the files changed on it. Who works more days gets around more: whether a measure rises or falls is told at equal numbers of workdays. Empty: under 10 workdays. 2023: 28 workdays in 3 areas; 2024: 29 workdays in 3 areas.

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

    * **Bring a second person into src/auth/.** (T4)
      * Because: 100% of its live lines are yours, nobody else did 5% of the days of work there in the last 365 days, and 5 commits patched it in that time; it holds 1 recurring spot that has not held since.
      * Would save: waiting for one person; git does not see how much of that there is.
      * Shows by: commits by others there that need no patch afterwards.
      * Accept it as a goal: git headway goal accept b4970884

    ## Method and limits

    **T6. From all commits to those that count**

    | from all to counted | 2024 | changes set aside | 2023 |
    |---|--:|--:|--:|
    | all commits | 31 | – | 31 |
    | set aside: lock file | 1 | 1 | 0 |
    | without any change | 1 | – | 0 |
    | counted | 29 | – | 31 |
    | of these, with a patch of existing code | 13 | – | 11 |
    | headway, of the counted | 69% (51–83%) | – | 29% (16–47%) |

    In commits. What is set aside weighs nothing anywhere in this report. Headway with its 95% range.

    **T7. Patched again, by window: lower within each**

    | window in days | 2024 | likely | 2023 | likely | reading | repeats | of patching commits |
    |--:|--:|--:|--:|--:|---|--:|--:|
    | 14 | 8% | 1–33% | 45% | 21–72% | clearly lower | 1.0 | 13 |
    | 21 | 15% | 4–42% | 45% | 21–72% | lower, may be chance | 2.0 | 13 |
    | 30 | 23% | 8–50% | 45% | 21–72% | lower, may be chance | 3.0 | 13 |
    | 90 | 38% | 18–64% | 45% | 21–72% | lower, may be chance | 5.0 | 13 |

    A second patch on a spot counts as a repeat when it comes within so many days. Where a longer or a shorter window turns the difference to the period before round, the finding is called unsure.

    A patch is a repeat when its spot was patched in the 90 days before, by anybody; other windows are beside it in the table. A commit with at least one patch is a patching commit and weighs 1, divided evenly over its patches; quick remedies are left out. Each commit that counts weighs 1, divided evenly over its changes. Headway is structural work and first patches that held. Motion is what was patched again (repeats, and first patches that came back) and upkeep. (T7 T8)

    Ranges are Wilson 95% intervals over commits; they take commits as independent of one another, which commits of one series are not, so true ranges are somewhat wider. (T8)

    Areas, live lines and outcomes are as of 2025-02-04, from these clones alone. Lines that last are no merit by themselves: code that nobody runs lasts too.

    git sees commits. Reviews, design, talks, support and everything that was prevented leave no trace here, and a quiet spot may be one that nobody had reason to touch.

    **T8. The numbers that the words rest on**

    | what | number |
    |---|--:|
    | days within which a second patch on a spot is a repeat | 90 |
    | patches that make a spot a recurring one | 3 |
    | counted commits that it takes to tell headway from motion | 20 |
    | patching commits, or commits with a known outcome, that a share takes | 10 |
    | how sure the ranges are | 95% |
    | own live lines from which one person alone knows an area | 75% |
    | days of work from which somebody else knows it too | 5% |
    | days with a patch in a year from which an area keeps needing patches | 3 |
    | own live lines below which an area is not the person's | 0.5% |
    | days up to now that are recent | 365 |
    | what each commit that counts weighs | 1 |

    Where they come from: docs/method.md.

    ## Evidence

    | row | commit | date | subject | what | kind |
    |---|---|---|---|---|---|
    | E1 | 11a25bfaa | 2024-01-21 | refactor: one loader | change that ended a chain of patches of src/config/load.rs: fn load | fix, computed |
    | E2 | 935170bba | 2024-07-19 | fix: order \| of \[locks\](http&#58;//x.example) | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | fix, computed |
    | E3 | cfc0641da | 2024-08-08 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | fix, computed |
    | E4 | 6df7ddcea | 2024-09-07 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | fix, computed |
    | E5 | 0c2f577fa | 2024-10-17 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | fix, computed |
    | E6 | aa66d130a | 2024-11-26 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | fix, computed |
    | E7 | 516f78dea | 2024-09-17 | fix: all three guards | patch of src/net/owned.rs: impl Drop and 2 more spots | fix, computed |
    | E8 | efa6f28fa | 2024-09-25 | fix: all three guards | patch of src/net/owned.rs: impl Drop and 2 more spots | fix, computed |
    | E9 | 3c6ef362a | 2023-01-06 | feat: begin | introduced src/net/retry.rs: fn retry\_later | fix, computed |
    | E10 | 850d3e43a | 2024-12-17 | feat: use it again | uses src/net/retry.rs: fn retry\_later |  |
    ");
}
