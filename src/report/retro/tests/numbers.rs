//! Every number on a page is in the JSON.
//!
//! In: the sample. Out: nothing. Deliberately absent: what the numbers mean.

use std::collections::BTreeSet;

use askama::filters::Escaper as _;
use serde_json::Value;

use super::ada;
use crate::report::words::duration;
use crate::report::{Retro, html, markdown, to_json};

#[test]
fn every_number_in_the_markdown_is_in_the_json() {
    every_number_is_in_the_json(markdown::retro, escaped);
}

#[test]
fn every_number_on_the_page_is_in_the_json() {
    let words = |report: &Retro| words_of(&html::retro(report));
    every_number_is_in_the_json(words, str::to_owned);
}

fn every_number_is_in_the_json(
    format: impl Fn(&Retro) -> String,
    escaped: impl Fn(&str) -> String,
) {
    for year in [2022, 2023, 2024, 2025] {
        let report = ada(year);
        let json: Value = serde_json::from_str(&to_json(&report)).unwrap();
        let (mut numbers, mut names) = (BTreeSet::new(), BTreeSet::new());
        gather(&json, "", &mut numbers, &mut names);
        let mut page = format(&report);
        // Longest first, so that no name is cut by one that it holds.
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        for name in &names {
            page = page.replace(&escaped(name), " ");
        }
        for number in numbers_in(&page) {
            assert!(numbers.contains(&number), "{number} of {year} is not in the JSON:\n{page}");
        }
    }
}

/// Dates, ids and names: the digits in them are no figures. All other texts are prose, whose numbers
/// must be found elsewhere in the JSON.
const NAMES: [&str; 14] = [
    "id",
    "date",
    "from",
    "to",
    "now",
    "last_change",
    "subject",
    "spot",
    "also",
    "area",
    "on",
    "set_on",
    "by",
    "since",
];

/// Numbers as a format may show them, and names.
fn gather(value: &Value, key: &str, numbers: &mut BTreeSet<String>, names: &mut BTreeSet<String>) {
    match value {
        Value::Number(number) => {
            let exact = number.as_f64().unwrap();
            let rounded = [0, 1, 2].map(|decimals| format!("{exact:.decimals$}"));
            numbers.insert(format!("{exact}"));
            numbers.extend(rounded);
            if let Some(days) = number.as_i64().filter(|_| key.ends_with("_days")) {
                // Many days are shown as months or years.
                numbers.extend(numbers_in(&duration(days)));
            }
        }
        Value::String(text) if ["period", "beside"].contains(&key) => {
            numbers.extend(numbers_in(text));
        }
        Value::String(text) if NAMES.contains(&key) => {
            names.insert(text.clone());
            if key == "id" && text.len() == 40 {
                names.insert(text[..9].to_owned());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, key, numbers, names)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, item)| gather(item, key, numbers, names));
        }
        _ => {}
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    markdown::Escaper.write_escaped_str(&mut out, text).unwrap();
    out
}

/// What a reader of a page sees: neither its style nor its tags, and not the scale beside a figure, whose numbers
/// are found in nothing, nor the numbers that sections, figures and tables are called by.
fn words_of(page: &str) -> String {
    let body = page.split_once("</head>").unwrap().1;
    let names = ["text class=\"s\"", "span class=\"n\"", "span class=\"id\"", "a class=\"ev\""];
    let mut words = String::new();
    for tag in body.split('<').skip(1) {
        let (_, after) = tag.split_once('>').unwrap();
        let is_name = names.iter().any(|name| tag.starts_with(name));
        words.push_str(if is_name { " " } else { after });
        words.push(' ');
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(words, |words, (mark, character)| words.replace(mark, character))
}

/// Numbers of a text; rows of evidence (`E1`, `E2–E6`) are names.
fn numbers_in(text: &str) -> Vec<String> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '.';
    let words = text.split(|character| !is_part(character)).map(|word| word.trim_matches('.'));
    let begins = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
    words.filter(begins).map(str::to_owned).collect()
}
