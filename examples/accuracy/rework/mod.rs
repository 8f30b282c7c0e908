//! dump for exploring
#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;

use git_headway::classify::classify;
use git_headway::classify::repair::{Linker, NONE_SIGNALS, SIGNALS};
use git_headway::model::{CommitIndex, Thresholds};

use crate::labelled::Inputs;

pub(crate) fn dump(inputs: &Inputs, to: &Path) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(to)?);
    let names: Vec<String> = SIGNALS.iter().map(|s| (*s).to_owned()).collect();
    let nones: Vec<String> = NONE_SIGNALS.iter().map(|s| format!("none:{s}")).collect();
    writeln!(out, "repo\tfix\tcandidate\tright\ttargets\tlines\tcontext\t{}\t{}", names.join("\t"), nones.join("\t"))?;
    for directory in &inputs.repo {
        let labelled = inputs.read(directory)?;
        let start = std::time::Instant::now();
        let verdicts = classify(&labelled.history, &Thresholds::default());
        println!("classified {:?}", start.elapsed());
        let mut truth: BTreeMap<CommitIndex, HashSet<CommitIndex>> = BTreeMap::new();
        for row in &labelled.rows {
            if let (Some(fix), Some(target)) = (labelled.commit(&row[0]), labelled.commit(&row[1])) {
                if !labelled.history.commit(fix).is_merge() && target < fix {
                    truth.entry(fix).or_default().insert(target);
                }
            }
        }
        let start = std::time::Instant::now();
        let linker = Linker::new(&labelled.history, &verdicts.commits);
        println!("prepared {:?}", start.elapsed());
        let start = std::time::Instant::now();
        let mut n = 0;
        let all: Vec<_> = truth.iter().map(|(fix, targets)| { let c = linker.candidates(*fix); n += c.all.len(); (fix, targets, c) }).collect();
        println!("{} fixes, {} candidates {:?}", truth.len(), n, start.elapsed());
        let name = directory.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        for (fix, targets, found) in all {
            let none: Vec<String> = found.none.iter().map(|v| format!("{v:.4}")).collect();
            let id = labelled.history.commit(*fix).id.to_string();
            if found.all.is_empty() {
                let zeros: Vec<&str> = SIGNALS.iter().map(|_| "0").collect();
                writeln!(out, "{name}\t{id}\t-\t0\t{}\t0\t0\t{}\t{}", targets.len(), zeros.join("\t"), none.join("\t"))?;
            }
            for (candidate, (lines, context)) in found.all.iter().zip(&found.facts) {
                let values: Vec<String> = candidate.signals.iter().map(|v| format!("{v:.4}")).collect();
                let right = u8::from(targets.contains(&candidate.commit));
                writeln!(out, "{name}\t{id}\t{}\t{right}\t{}\t{lines}\t{context}\t{}\t{}",
                    labelled.history.commit(candidate.commit).id, targets.len(), values.join("\t"), none.join("\t"))?;
            }
        }
    }
    Ok(())
}
