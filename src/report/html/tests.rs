//! Pages of the sample history.
//!
//! In: the sample. Out: nothing. Deliberately absent: how a page looks; a browser tells that.

use std::collections::BTreeSet;

use askama::filters::Escaper as _;

use super::{Escaper, retro};
use crate::report::sample::{NOW, looked_back, sample};
use crate::report::{Addressee, Names, Retro};

fn ada(year: i32) -> Retro {
    looked_back(&[sample().ledger], NOW, year, &Addressee::You("Ada".to_owned()), Names::Hidden)
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    Escaper.write_escaped_str(&mut out, text).unwrap();
    out
}

/// What stands between `begin` and the next quotation mark, wherever it does.
fn values<'a>(page: &'a str, begin: &str) -> Vec<&'a str> {
    page.split(begin).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn nothing_from_a_repository_is_markup() {
    assert_eq!(escaped("plain (likely 24–41%), 火"), "plain (likely 24–41%), 火");
    assert_eq!(escaped("<b a='\"'>&amp;"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;");
    assert_eq!(escaped("a\u{1b}[31m\u{202e}b\u{9b}\n"), "a\\u{1b}[31m\\u{202e}b\\u{9b}\\u{a}");
    let page = retro(&ada(2024));
    assert!(!page.contains("<script"));
    assert!(page.contains("impl Lock&lt;T&gt; &gt; fn *lock*"), "{page}");
}

#[test]
fn hostile_text_changes_nothing_but_the_text() {
    let (plain, mut hostile) = (ada(2024), ada(2024));
    let text =
        format!("\"'><script>alert(1)</script>\u{202e}\u{1b}]0;x\u{7}{}", "y".repeat(10_000));
    for row in &mut hostile.evidence {
        row.commit.subject.clone_from(&text);
        row.what.clone_from(&text);
    }
    hostile.repositories[0].repository.clone_from(&text);
    hostile.subject_name.clone_from(&text);
    hostile.verdict[0].text.clone_from(&text);
    let tags = |page: &str| {
        let tags = page.split('<').skip(1).map(|rest| rest.split_once('>').unwrap().0.to_owned());
        // Where a line may end, and what is a name, are matters of the text.
        let of_text = ["wbr", "code", "/code"];
        let stay = |tag: &String| !tag.contains("y\"") && !of_text.contains(&tag.as_str());
        tags.filter(stay).collect::<Vec<_>>()
    };
    let (plain, hostile) = (retro(&plain), retro(&hostile));
    let label = |tag: &&String| !tag.starts_with("div class=\"scroll");
    let (expected, found) = (tags(&plain), tags(&hostile));
    assert!(found.iter().filter(label).eq(expected.iter().filter(label)));
    let is_raw = |character: char| character.is_control() && character != '\n';
    assert!(!hostile.contains(is_raw) && !hostile.contains('\u{202e}'));
}

#[test]
fn the_head_of_a_sheet_ends_no_style() {
    assert_eq!(
        super::css_string("2025 \"a\"}</style>\u{202e}"),
        concat!(r"2025\20 \22 a\22 \7d \3c \2f style\3e ", r"\5c u\7b 202e\7d ")
    );
    assert_eq!(super::css_string(&"x".repeat(10_000)).len(), super::LONG_HEADING);
    let page = retro(&ada(2024));
    let begin = "@page{@top-left{content:\"2024\\20 ";
    assert_eq!(page.matches(begin).count(), 1, "{page}");
}

#[test]
fn a_page_runs_nothing_and_loads_nothing() {
    for year in [2022, 2024] {
        let page = retro(&ada(year));
        let policy = "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'\"";
        assert!(page.contains(policy));
        for absent in
            ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import", " on", "http:"]
        {
            let outside: String = tags(&page).join("\n");
            assert!(!outside.contains(absent), "{absent}: {outside}");
        }
        assert!(!super::STYLE.contains("url(") && !super::STYLE.contains("@import"));
    }
}

/// The tags of a page with their attributes; the words of the policy and the names of figures and tables left out.
fn tags(page: &str) -> Vec<String> {
    let tags = page.split('<').skip(1).map(|rest| format!("<{}", rest.split_once('>').unwrap().0));
    tags.filter(|tag| !tag.contains("Content-Security-Policy") && !tag.contains("aria-label="))
        .collect()
}

#[test]
fn every_anchor_is_there_and_every_id_is_one() {
    for year in [2022, 2023, 2024, 2025] {
        let page = retro(&ada(year));
        let ids = values(&page, " id=\"");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{ids:?}");
        let links = values(&page, "href=\"");
        assert!(links.len() > 1);
        for link in links {
            let anchor = link.strip_prefix('#').expect("links stay on the page");
            assert!(known.contains(anchor), "{link} of {year}");
        }
        for name in values(&page, "aria-labelledby=\"").iter().flat_map(|names| names.split(' ')) {
            assert!(known.contains(name), "{name} of {year}");
        }
    }
    let page = retro(&ada(2024));
    assert!(
        page.contains("<a class=\"ev\" href=\"#E2\">E2</a>–<a class=\"ev\" href=\"#E6\">E6</a>")
    );
    assert!(page.contains("<tr id=\"E6\">"));
}

#[test]
fn a_page_has_one_title_and_names_for_figures_and_tables() {
    let page = retro(&ada(2024));
    let counted = |begin: &str| page.matches(begin).count();
    assert_eq!((counted("<h1"), counted("<main"), counted("<h3")), (1, 1, 0));
    assert_eq!(counted("<table"), counted("<caption>"));
    // The small lines of a table have its cells for a text.
    assert_eq!(counted("<svg ") - counted("<svg class=\"sp\""), counted("<desc "));
    assert_eq!(counted("<figure "), counted("<details>"));
    assert!(counted("<figure ") > 0 && counted("<rect ") > 6);
    assert!(page.len() < 100_000, "{}", page.len());
}
