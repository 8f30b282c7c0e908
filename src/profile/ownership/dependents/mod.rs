//! Which files import something of an area.
//!
//! In: what the files at HEAD import, as it is written. Out: for each area the files of the product elsewhere that
//! import something of it, and in how many areas they lie. Deliberately absent: who uses what is imported, and what
//! is used without an import (a macro, a call over the network, a name that a build file joins).
//!
//! A statement leads to a file by its path alone (`resolve`): no build is run and no search path is known. What leads to
//! no file of the repository, or to several, is left out, so that there may be more dependents than are counted.

mod resolve;
mod rust;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::resolve::Modules;
use super::places::Places;
use crate::classify::{PathClass, path_class};
use crate::model::{FileImports, FileIndex, GitattributesMark, History};

/// Who imports something of an area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependents {
    /// Files of the product in other areas.
    pub files: usize,
    /// How many areas they lie in.
    pub areas: usize,
}

/// The dependents of each place; nothing where the imports were not read.
pub(super) fn dependents(
    history: &History,
    imports: &[FileImports],
    places: &Places,
) -> Vec<Option<Dependents>> {
    if imports.is_empty() {
        return vec![None; places.count];
    }
    let product = product_files(history);
    let mut found = vec![BTreeSet::<FileIndex>::new(); places.count];
    let modules = Modules::of(history, &product, imports);
    for FileImports { file, texts } in imports.iter().filter(|at| product.contains(&at.file)) {
        let Some(from) = places.of_file(*file) else { continue };
        for target in texts.iter().filter_map(|text| modules.target(*file, text)) {
            if let Some(place) = places.of_file(target).filter(|place| *place != from) {
                found[place].insert(*file);
            }
        }
    }
    let sums = found.into_iter().map(|files| {
        let areas: BTreeSet<usize> = files.iter().filter_map(|at| places.of_file(*at)).collect();
        Some(Dependents { files: files.len(), areas: areas.len() })
    });
    sums.collect()
}

/// Files at HEAD that hold the product itself: no tests, no documents, nothing that is generated or vendored.
fn product_files(history: &History) -> BTreeSet<FileIndex> {
    let mut marks: BTreeMap<FileIndex, Option<GitattributesMark>> = BTreeMap::new();
    for change in &history.file_changes {
        marks.insert(change.file, change.mark);
    }
    let files = (0..).map(FileIndex).zip(&history.files).filter(|(_, file)| file.alive);
    let product = files.filter(|(at, file)| {
        path_class(&file.path, marks.get(at).copied().flatten()) == PathClass::Code
    });
    product.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::{Dependents, dependents};
    use crate::model::{FileImports, History};
    use crate::profile::Areas;
    use crate::profile::ownership::places::Places;
    use crate::profile::testing::Story;

    /// The file that each statement of a file leads to.
    fn leads(files: &[&str], from: &str, text: &str) -> Option<String> {
        let mut story = Story::new();
        for path in files {
            story.file(path);
        }
        let from = story.file(from);
        let (history, ..) = story.finish();
        let imports = [FileImports { file: from, texts: vec![text.to_owned()] }];
        let product = super::product_files(&history);
        let modules = super::Modules::of(&history, &product, &imports);
        let target = modules.target(from, text)?;
        Some(history.files[target.get()].path.to_string())
    }

    fn leads_to(files: &[&str], from: &str, text: &str, to: &str) {
        assert_eq!(leads(files, from, text).unwrap_or_default(), to, "{text} in {from}");
    }

    #[test]
    fn rust() {
        let files = [
            "tokio/src/lib.rs",
            "tokio/src/net/mod.rs",
            "tokio/src/net/tcp.rs",
            "tokio/src/io/read.rs",
            "tokio-util/src/lib.rs",
            "tokio-util/src/codec/mod.rs",
            "crates/searcher/src/lib.rs",
        ];
        let from = "tokio/src/net/udp.rs";
        leads_to(&files, from, "use crate::io::read::Read;", "tokio/src/io/read.rs");
        leads_to(&files, from, "use crate::Error as E;", "tokio/src/lib.rs");
        leads_to(&files, from, "use super::tcp::TcpStream;", "tokio/src/net/tcp.rs");
        leads_to(&files, from, "pub(crate) use super::super::io::read;", "tokio/src/io/read.rs");
        leads_to(&files, "tokio/src/net/mod.rs", "use self::tcp::A;", "tokio/src/net/tcp.rs");
        leads_to(&files, from, "use tokio_util::codec::Decoder;", "tokio-util/src/codec/mod.rs");
        leads_to(&files, from, "use grep_searcher::Searcher;", "crates/searcher/src/lib.rs");
        leads_to(&files, from, "use std::io::Read;", "");
    }

    #[test]
    fn paths_between_quotes() {
        let files = ["src/node/index.ts", "src/node/server/ws.ts", "src/shared/utils.ts"];
        leads_to(&files, files[1], "import { a } from '../../shared/utils'", files[2]);
        leads_to(&files, files[1], "import a from '../../shared/utils.js'", files[2]);
        leads_to(&files, files[1], "import a from '..'", files[0]);
        leads_to(&files, files[1], "require('ws')", "");
        let c = ["strbuf.h", "compat/win32/git.h", "include/net/port.h", "lib/port.h"];
        leads_to(&c, "builtin/log.c", "#include \"strbuf.h\"", "strbuf.h");
        leads_to(&c, "compat/win32/a.c", "#include \"git.h\"", "compat/win32/git.h");
        leads_to(&c, "src/a.c", "#include <net/port.h>", "include/net/port.h");
        leads_to(&c, "src/a.c", "#include \"port.h\"", "");
    }

    #[test]
    fn names_of_packages() {
        let java = ["core/src/main/java/com/acme/net/Port.java", "x/net/Port.java"];
        leads_to(&java, "a/b/C.java", "import com.acme.net.Port;", java[0]);
        leads_to(&java, "a/b/C.java", "import static com.acme.net.Port.of;", java[0]);
        leads_to(&java, "a/b/C.java", "import java.util.List;", "");
        let python = ["src/pkg/__init__.py", "src/pkg/net.py", "src/pkg/io/read.py"];
        leads_to(&python, "src/pkg/io/x.py", "from pkg.net import Port", python[1]);
        leads_to(&python, "src/pkg/io/x.py", "from ..net import Port", python[1]);
        leads_to(&python, "src/pkg/io/x.py", "from . import read", python[2]);
        leads_to(&python, "src/pkg/io/x.py", "import pkg.io.read as r", python[2]);
        leads_to(&python, "src/pkg/io/x.py", "import os", "");
    }

    #[test]
    fn packages_of_go_are_directories_below_the_module() {
        let mut story = Story::new();
        let files = ["main.go", "internal/tmpl/a.go", "pkg/log/b.go"].map(|path| story.file(path));
        for (path, lines) in [("main.go", 10), ("internal/tmpl/a.go", 10), ("pkg/log/b.go", 10)] {
            story.alive(path, None, lines);
        }
        let (history, verdicts, _): (History, _, _) = story.finish();
        let texts = [
            "\"example.org/acme/v2/internal/tmpl\"",
            "\"example.org/acme/v2/pkg/log\"",
            "\"example.org/other/pkg/log\"",
            "\"fmt\"",
        ];
        let texts = texts.map(str::to_owned).to_vec();
        let imports = [FileImports { file: files[0], texts }];
        let places = Places::of_areas(&history, &Areas::of(&history, &verdicts));
        let found = dependents(&history, &imports, &places);
        let one = Some(Dependents { files: 1, areas: 1 });
        assert_eq!(found, [Some(Dependents::default()), one, one]);
    }
}
