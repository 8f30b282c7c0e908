//! Every place in a ledger where something is named.
//!
//! In: a ledger. Out: its names, one after the other, to be read or changed. Deliberately absent: what becomes of them.
//!
//! Structs that hold names are taken apart without `..`, so that a new field is looked at before it compiles.

use crate::model::{ObjectId, Timestamp};
use crate::profile::{
    CarriedRow, ChainEvent, ChainRow, ChangedSymbol, Ending, GrownArea, Ledger, LedgerCommit,
    LeverageRows, MendedChange, Ownership, Places, QuietRow, ReuseRows, SeenCommit, UsedSymbol,
    WorkedArea,
};

/// A name in a ledger.
pub(super) enum Named<'a> {
    /// Of a repository.
    Repository(&'a mut String),
    /// Of the person whose ledger it is.
    Author(&'a mut String),
    /// Of somebody else.
    Other(&'a mut String),
    /// Of an area.
    Area(&'a mut String),
    /// Of a file, or of something in a file, as `History::spot_name` has it.
    Spot(&'a mut String),
    /// What a commit says of itself.
    Subject(&'a mut String),
    /// Of a commit, and when it was, where that is known.
    Commit(&'a mut ObjectId, Option<Timestamp>),
}

type Visit<'v> = &'v mut dyn FnMut(Named<'_>);

/// Hands over each name.
pub(super) fn each_name(ledger: &mut Ledger, visit: Visit<'_>) {
    let Ledger {
        repository,
        roots,
        name,
        head,
        commits_in_all: _,
        boundary: _,
        places: Places { areas, languages: _, files: _ },
        commits,
        ownership,
        repeated_by_others: _,
        chains,
        leverage,
    } = ledger;
    visit(Named::Repository(repository));
    visit(Named::Author(name));
    for id in roots.iter_mut().chain(head) {
        visit(Named::Commit(id, None));
    }
    for WorkedArea { name, founded: _ } in areas {
        visit(Named::Area(name));
    }
    for commit in commits {
        of_commit(commit, visit);
    }
    for owned in ownership {
        of_ownership(owned, visit);
    }
    for chain in chains {
        of_chain(chain, visit);
    }
    of_leverage(leverage, visit);
}

fn of_commit(commit: &mut LedgerCommit, visit: Visit<'_>) {
    let LedgerCommit {
        id,
        fingerprint: _,
        time,
        offset_minutes: _,
        subject,
        role: _,
        agents: _,
        fresh: _,
        kind: _,
        likelihood: _,
        said: _,
        tally: _,
        patches: _,
        structural: _,
        repeats_own: _,
        repeats_of_others: _,
        sequels: _,
        touches: _,
    } = commit;
    visit(Named::Commit(id, Some(*time)));
    visit(Named::Subject(subject));
}

fn of_chain(chain: &mut ChainRow, visit: Visit<'_>) {
    let ChainRow {
        spots,
        events,
        lines: _,
        recurring: _,
        is_open: _,
        ended_by,
        ending,
        expected: _,
    } = chain;
    for spot in spots {
        visit(Named::Spot(spot));
    }
    for ChainEvent { commit, deed: _ } in events {
        of_seen(commit, visit);
    }
    if let Some(id) = ended_by {
        visit(Named::Commit(id, None));
    }
    match ending {
        Ending::CameBack { by, after: _ } => of_seen(by, visit),
        Ending::Held { quiet: _, exposure: _ } | Ending::TooEarly { quiet: _, exposure: _ } => {}
    }
}

fn of_seen(commit: &mut SeenCommit, visit: Visit<'_>) {
    let SeenCommit { id, time, offset_minutes: _, subject, author, person } = commit;
    visit(Named::Commit(id, Some(*time)));
    visit(Named::Subject(subject));
    visit(if person.is_none() { Named::Author(author) } else { Named::Other(author) });
}

fn of_ownership(owned: &mut Ownership, visit: Visit<'_>) {
    let Ownership {
        area,
        lines: _,
        lines_in_all: _,
        lines_unknown: _,
        commits: _,
        commits_in_all: _,
        days: _,
        days_in_all: _,
        files: _,
        files_in_all: _,
        depth: _,
        others_active: _,
        others_major: _,
        last_day: _,
        patching: _,
        patching_days: _,
        recurring: _,
        truck_factor: _,
        truck_factor_active: _,
        dependents: _,
        code_owned: _,
        ends: _,
        months: _,
        years: _,
    } = owned;
    visit(Named::Area(area));
}

fn of_leverage(rows: &mut LeverageRows, visit: Visit<'_>) {
    let LeverageRows {
        lives: _,
        founded: _,
        built: _,
        grown,
        changed,
        reuse: ReuseRows { commits: _, looked_into: _, symbols: _, by_self: _, too_early: _, used },
        mended,
        lasting: _,
        went_quiet,
        carried,
        others: _,
    } = rows;
    for GrownArea { area, months: _ } in grown {
        visit(Named::Area(area));
    }
    for ChangedSymbol { symbol, introduced, commits: _, others: _, latest } in changed {
        of_symbol(symbol, introduced, latest, visit);
    }
    for UsedSymbol { symbol, introduced, latest, by_month, uses: _ } in used {
        of_symbol(symbol, introduced, latest, visit);
        for commit in by_month {
            of_seen(commit, visit);
        }
    }
    for mended in mended {
        of_mended(mended, visit);
    }
    for row in went_quiet {
        let QuietRow { spots, after, month: _, patches: _, quiet: _, exposure: _, mended } = row;
        for spot in spots {
            visit(Named::Spot(spot));
        }
        visit(Named::Commit(after, None));
        if let Some(mended) = mended {
            of_mended(mended, visit);
        }
    }
    for carried in carried {
        of_carried(carried, visit);
    }
}

fn of_symbol(
    symbol: &mut String,
    introduced: &mut ObjectId,
    latest: &mut [ObjectId],
    visit: Visit<'_>,
) {
    visit(Named::Spot(symbol));
    visit(Named::Commit(introduced, None));
    for id in latest {
        visit(Named::Commit(id, None));
    }
}

fn of_mended(mended: &mut MendedChange, visit: Visit<'_>) {
    let MendedChange { month: _, commit, spot, before: _, after: _, beside: _ } = mended;
    visit(Named::Commit(commit, None));
    visit(Named::Spot(spot));
}

fn of_carried(row: &mut CarriedRow, visit: Visit<'_>) {
    let CarriedRow {
        place,
        is_area,
        founded,
        last_own,
        own: _,
        days: _,
        others: _,
        patching: _,
        recurring: _,
        is_quiet: _,
    } = row;
    visit(if *is_area { Named::Area(place) } else { Named::Spot(place) });
    visit(Named::Commit(founded, None));
    visit(Named::Commit(last_own, None));
}
