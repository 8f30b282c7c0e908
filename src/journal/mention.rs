//! Which commits are named in lines, without reading the lines.
//!
//! In: the bytes of the journal or the queue, and names. Out: those of the names that stand there. A hook asks
//! this after every rebase, so that it is one pass over the bytes. Deliberately absent: in which field a name
//! stands; one that is met as a root and was rewritten matters as well.

use std::collections::HashSet;

use crate::model::ObjectId;

/// The commits among `names` that some text in quotes is the name of.
#[must_use]
pub fn mentioned(bytes: &[u8], names: &[ObjectId]) -> HashSet<ObjectId> {
    let wanted: HashSet<ObjectId> = names.iter().copied().collect();
    let mut found = HashSet::new();
    if wanted.is_empty() {
        return found;
    }
    let mut begin = 0;
    for quote in memchr::memchr_iter(b'"', bytes) {
        let text = &bytes[begin..quote];
        begin = quote + 1;
        if let Ok(name) = ObjectId::from_hex(text)
            && wanted.contains(&name)
        {
            found.insert(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::mentioned;
    use crate::model::ObjectId;

    #[test]
    fn names_in_quotes_are_mentioned() {
        let id = |byte| ObjectId::from_bytes([byte; 20]);
        let line =
            format!("{{\"commit\":\"{}\",\"roots\":[\"{}\"],\"x\":\"{}a\"}}", id(1), id(2), id(3));
        let found = mentioned(line.as_bytes(), &[id(1), id(2), id(3), id(4)]);
        assert_eq!(found, HashSet::from([id(1), id(2)]));
        assert!(mentioned(line.as_bytes(), &[]).is_empty());
    }
}
