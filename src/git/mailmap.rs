//! Who is behind a name and an address: `.mailmap`, as git reads it.
//!
//! In: the text of mailmaps. Out: for a name and an address those that stand for them. libgit2 has another opinion on a few lines
//! (an entry with a name for an address that has one without, dots at the end of names), so that it is read here.
//! Deliberately absent: where mailmaps lie (`repository`).

use std::collections::HashMap;

/// What an entry puts in place of a name and an address.
#[derive(Clone, Debug, Default)]
struct Real {
    name: Option<Vec<u8>>,
    email: Option<Vec<u8>>,
}

/// What stands for one address.
#[derive(Debug, Default)]
struct Entry {
    /// Whatever the name.
    any: Real,
    /// For single names, in lower case.
    named: HashMap<Vec<u8>, Real>,
}

/// Mailmaps, the later over the earlier.
#[derive(Debug, Default)]
pub(super) struct Mailmap {
    /// By address in lower case.
    entries: HashMap<Vec<u8>, Entry>,
}

impl Mailmap {
    /// Takes the lines of a mailmap in.
    pub(super) fn read(&mut self, text: &[u8]) {
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"#")) {
            let Some((name, email, rest)) = named(line).filter(|(_, email, _)| !email.is_empty())
            else {
                continue;
            };
            let real = |email| Real { name: name.map(<[u8]>::to_vec), email };
            match named(rest) {
                Some((old_name, old_email, _)) => {
                    self.add(old_name, old_email, real(Some(email.to_vec())));
                }
                None => self.add(None, email, real(None)),
            }
        }
    }

    fn add(&mut self, old_name: Option<&[u8]>, old_email: &[u8], real: Real) {
        let entry = self.entries.entry(old_email.to_ascii_lowercase()).or_default();
        if let Some(old_name) = old_name {
            entry.named.insert(old_name.to_ascii_lowercase(), real);
        } else {
            entry.any.name = real.name.or_else(|| entry.any.name.take());
            entry.any.email = real.email.or_else(|| entry.any.email.take());
        }
    }

    /// The name and the address to use.
    pub(super) fn real<'a>(&'a self, name: &'a [u8], email: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let Some(entry) = self.entries.get(&email.to_ascii_lowercase()) else {
            return (name, email);
        };
        let real = entry.named.get(&name.to_ascii_lowercase()).unwrap_or(&entry.any);
        (real.name.as_deref().unwrap_or(name), real.email.as_deref().unwrap_or(email))
    }
}

/// A name, if there is one, an address, and the rest of the line.
type Named<'a> = (Option<&'a [u8]>, &'a [u8], &'a [u8]);

fn named(line: &[u8]) -> Option<Named<'_>> {
    let open = memchr::memchr(b'<', line)?;
    let close = open + memchr::memchr(b'>', &line[open..])?;
    let name = line[..open].trim_ascii();
    Some(((!name.is_empty()).then_some(name), &line[open + 1..close], &line[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::Mailmap;

    #[test]
    fn every_form_of_a_line() {
        let mut mailmap = Mailmap::default();
        mailmap.read(
            b"# Ada <no@x> <a@x>\nAda Byron <a@x>\n<b@x> <B@y>\nCy <c@x> <c@y>\n\
              Dee <d@x> Dora <d@y>\n <> <e@x>\nno address\nEve <e@x\n",
        );
        mailmap.read(b"Ada King <A@x>\n");
        let real = |name: &str, email: &str| {
            let (name, email) = mailmap.real(name.as_bytes(), email.as_bytes());
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            format!("{}|{}", text(name), text(email))
        };
        assert_eq!(real("ada", "a@X"), "Ada King|a@X");
        assert_eq!([real("Bo Jr.", "b@y"), real("", "c@y")], ["Bo Jr.|b@x", "Cy|c@x"]);
        assert_eq!([real("dora", "d@y"), real("Dan", "d@y")], ["Dee|d@x", "Dan|d@y"]);
        assert_eq!([real("E", "e@x"), real("F", "")], ["E|e@x", "F|"]);
    }
}
