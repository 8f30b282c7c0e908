//! Coding agents, by the marks that they leave in commits.
//!
//! In: the name and the address of an author or of a co-author, or a message. Out: which agents had a part in it.
//! Deliberately absent: bots that update, format and release (`bot`), and any judgement: an agent is a label on a person's work.
//!
//! An agent is known by an address or an account that is its own; by its name only where no address stands beside it, as people are called
//! Claude and Devin too. Where a mark comes from stands beside it: what the agent's own documents or sources say, else public histories.

use serde::{Deserialize, Serialize};

macro_rules! agents {
    ($($(#[$doc:meta])* $agent:ident => $name:literal,)*) => {
        /// A coding agent.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(rename_all = "kebab-case")]
        pub enum Agent {
            $($(#[$doc])* $agent,)*
        }

        impl Agent {
            /// Every agent that is known, in the order of names.
            pub const ALL: &'static [Self] = &[$(Self::$agent,)*];

            /// What it is called.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$agent => $name,)*
                }
            }
        }
    };
}

agents! {
    /// Of Aider AI.
    Aider => "aider",
    /// Of Sourcegraph.
    Amp => "Amp",
    /// Of Anthropic.
    Claude => "Claude",
    /// Of `OpenAI`.
    Codex => "Codex",
    /// Of GitHub.
    Copilot => "Copilot",
    /// Of Charm.
    Crush => "Crush",
    /// Of Anysphere.
    Cursor => "Cursor",
    /// Of Cognition.
    Devin => "Devin",
    /// Of Factory.
    Droid => "Droid",
    /// Of Google.
    Gemini => "Gemini",
    /// Of Google.
    Jules => "Jules",
    /// Of `JetBrains`.
    Junie => "Junie",
    /// Of Lovable.
    Lovable => "Lovable",
    /// Of Anomaly.
    OpenCode => "OpenCode",
    /// Of All Hands AI.
    OpenHands => "OpenHands",
    /// Of Alibaba.
    Qwen => "Qwen Code",
    /// Of Replit.
    Replit => "Replit Agent",
    /// Of Sweep AI.
    Sweep => "Sweep",
    /// Of Vercel.
    V0 => "v0",
    /// Of Cognition, before of Codeium.
    Windsurf => "Windsurf",
}

/// Something by which an agent is known, in lower case.
enum Mark {
    /// An address that is the agent's alone.
    Address(&'static str),
    /// An account of GitHub, without `[bot]` behind it.
    Account(&'static str),
    /// The beginning of a line of the message.
    Line(&'static str),
    /// The first word after `Generated with`, `Made with`, `Assisted-by:` and the like; or a co-author's name without an address.
    Name(&'static str),
}

use Mark::{Account, Address, Line, Name};

const MARKS: &[(Agent, Mark)] = &[
    // https://aider.chat/docs/git.html (attribution); aider/repo.py
    (Agent::Aider, Address("noreply@aider.chat")),
    (Agent::Aider, Address("aider@aider.chat")),
    (Agent::Aider, Name("aider")),
    // https://ampcode.com/manual (Amp-Thread-ID and Co-authored-by); public histories
    (Agent::Amp, Address("amp@ampcode.com")),
    (Agent::Amp, Line("amp-thread-id:")),
    (Agent::Amp, Name("amp")),
    // https://code.claude.com/docs/en/settings (attribution); https://github.com/apps/claude
    (Agent::Claude, Address("noreply@anthropic.com")),
    (Agent::Claude, Address("claude@anthropic.com")),
    (Agent::Claude, Account("claude")),
    (Agent::Claude, Name("claude")),
    // https://github.com/openai/codex (commit_attribution); https://github.com/apps/chatgpt-codex-connector
    (Agent::Codex, Address("noreply@openai.com")),
    (Agent::Codex, Address("codex@openai.com")),
    (Agent::Codex, Account("chatgpt-codex-connector")),
    (Agent::Codex, Name("codex")),
    (Agent::Codex, Name("openai codex")),
    // https://docs.github.com/copilot (coding agent); Users API: Copilot, copilot-swe-agent
    (Agent::Copilot, Account("copilot")),
    (Agent::Copilot, Account("copilot-swe-agent")),
    (Agent::Copilot, Address("copilot@github.com")),
    (Agent::Copilot, Name("copilot")),
    (Agent::Copilot, Name("github copilot")),
    // https://github.com/charmbracelet/crush (attribution)
    (Agent::Crush, Address("crush@charm.land")),
    (Agent::Crush, Name("crush")),
    // https://cursor.com/docs (attribution of agents); public histories
    (Agent::Cursor, Address("cursoragent@cursor.com")),
    (Agent::Cursor, Address("agent@cursor.com")),
    (Agent::Cursor, Account("cursor")),
    (Agent::Cursor, Line("made-with: cursor")),
    (Agent::Cursor, Name("cursor")),
    // https://github.com/apps/devin-ai-integration; public histories
    (Agent::Devin, Account("devin-ai-integration")),
    (Agent::Devin, Name("devin")),
    // https://github.com/apps/factory-droid; public histories
    (Agent::Droid, Account("factory-droid")),
    (Agent::Droid, Name("factory-droid")),
    // https://github.com/google-gemini/gemini-cli (gitService.ts); https://github.com/apps/gemini-code-assist
    (Agent::Gemini, Address("gemini-cli@google.com")),
    (Agent::Gemini, Account("gemini-code-assist")),
    (Agent::Gemini, Name("gemini")),
    (Agent::Gemini, Name("gemini-cli")),
    // https://github.com/apps/google-labs-jules
    (Agent::Jules, Account("google-labs-jules")),
    (Agent::Jules, Name("google-labs-jules")),
    // https://www.jetbrains.com/help/junie; public histories
    (Agent::Junie, Address("junie@jetbrains.com")),
    (Agent::Junie, Name("junie")),
    // https://docs.lovable.dev (GitHub); Users API: lovable-dev, before gpt-engineer-app
    (Agent::Lovable, Account("lovable-dev")),
    (Agent::Lovable, Account("gpt-engineer-app")),
    (Agent::Lovable, Name("lovable")),
    // https://opencode.ai/docs; https://github.com/apps/opencode-agent
    (Agent::OpenCode, Address("noreply@opencode.ai")),
    (Agent::OpenCode, Account("opencode-agent")),
    (Agent::OpenCode, Name("opencode")),
    // https://github.com/All-Hands-AI/OpenHands (the prompt of its agent)
    (Agent::OpenHands, Address("openhands@all-hands.dev")),
    (Agent::OpenHands, Account("openhands-agent")),
    (Agent::OpenHands, Name("openhands")),
    // https://github.com/QwenLM/qwen-code (gitCoAuthor)
    (Agent::Qwen, Address("qwen-coder@alibabacloud.com")),
    (Agent::Qwen, Name("qwen-coder")),
    (Agent::Qwen, Name("qwen code")),
    // public histories (Replit-Commit-Author, beside User and Deployment)
    (Agent::Replit, Line("replit-commit-author: agent")),
    (Agent::Replit, Line("replit-commit-author: assistant")),
    (Agent::Replit, Name("replit agent")),
    // https://github.com/apps/sweep-ai
    (Agent::Sweep, Account("sweep-ai")),
    // https://github.com/apps/v0
    (Agent::V0, Account("v0")),
    // public histories
    (Agent::Windsurf, Address("windsurf@codeium.com")),
    (Agent::Windsurf, Address("noreply@codeium.com")),
    (Agent::Windsurf, Address("cascade@windsurf.ai")),
    (Agent::Windsurf, Name("windsurf")),
];

/// Trailers that name who had a part in a commit.
const TRAILERS: [&str; 4] =
    ["co-authored-by:", "assisted-by:", "generated-by:", "co-developed-by:"];
/// What stands before an agent's name in a line of its own.
const SAYS: [&str; 3] = ["generated with ", "generated by ", "made with "];
/// What aider puts behind the name of whoever it works for.
const WITH_AIDER: &str = " (aider)";
/// The part of an address that accounts of GitHub have.
const GITHUB: &str = "@users.noreply.github.com";

impl Agent {
    /// The agent that a name and an address are of; nothing where they are a person's.
    #[must_use]
    pub fn of(name: &str, email: &str) -> Option<Self> {
        let (name, email) = (name.trim().to_lowercase(), email.trim().to_lowercase());
        let account = email.strip_suffix(GITHUB).map(|account| {
            let account = account.split_once('+').map_or(account, |(_, account)| account);
            account.strip_suffix("[bot]").unwrap_or(account)
        });
        // As in `Zed AI with Claude Sonnet`.
        let with = name.split_once(" with ").map_or("", |(_, with)| with);
        let known_as_bot = name.strip_suffix("[bot]");
        let is_of = |mark: &Mark| match mark {
            Address(address) => *address == email,
            Account(of_agent) => account == Some(of_agent) || known_as_bot == Some(of_agent),
            Name(called) => email.is_empty() && (begins(&name, called) || begins(with, called)),
            Line(_) => false,
        };
        MARKS.iter().find(|(_, mark)| is_of(mark)).map(|(agent, _)| *agent)
    }

    /// The agents that a message names, each once, in the order of names.
    #[must_use]
    pub fn named_in(message: &str) -> Vec<Self> {
        let mut found: Vec<Self> = message.lines().filter_map(of_line).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A name without what an agent put behind it, and the agent.
#[must_use]
pub fn without_agent(name: &str) -> (&str, Option<Agent>) {
    name.trim_end().strip_suffix(WITH_AIDER).map_or((name, None), |own| (own, Some(Agent::Aider)))
}

fn of_line(line: &str) -> Option<Agent> {
    // An emoji, a star or an underscore may stand before what is said.
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    // Most lines are told by their first letter, and this runs over all messages of a history.
    if !line.starts_with(['C', 'c', 'A', 'a', 'G', 'g', 'M', 'm', 'R', 'r']) {
        return None;
    }
    let line = line.to_lowercase();
    if let Some(value) = TRAILERS.iter().find_map(|trailer| line.strip_prefix(trailer)) {
        let (name, email) = value.split_once('<').unwrap_or((value, ""));
        return Agent::of(name, email.trim_end_matches('>'));
    }
    if let Some(rest) = SAYS.iter().find_map(|says| line.strip_prefix(says)) {
        return named(rest.trim_start_matches('['));
    }
    let lines = MARKS.iter().filter_map(|(agent, mark)| match mark {
        Line(begin) => Some((*agent, *begin)),
        _ => None,
    });
    lines.into_iter().find(|(_, begin)| begins(&line, begin)).map(|(agent, _)| agent)
}

/// The agent that a text begins with the name of.
fn named(text: &str) -> Option<Agent> {
    let is_named = |mark: &Mark| matches!(mark, Name(called) if begins(text, called));
    MARKS.iter().find(|(_, mark)| is_named(mark)).map(|(agent, _)| *agent)
}

/// Whether a text begins with these whole words.
fn begins(text: &str, words: &str) -> bool {
    let after = text.strip_prefix(words).map(|rest| rest.chars().next());
    after.is_some_and(|next| next.is_none_or(|next| !next.is_alphanumeric() && next != '-'))
}

#[cfg(test)]
mod tests {
    use super::{Agent, without_agent};

    #[test]
    fn agents_are_known_by_what_is_theirs() {
        for (name, email, agent) in [
            ("Claude", "noreply@anthropic.com", Agent::Claude),
            ("Claude Opus 4.5", "NoReply@Anthropic.com", Agent::Claude),
            ("Copilot", "175728472+Copilot@users.noreply.github.com", Agent::Copilot),
            (
                "copilot-swe-agent[bot]",
                "198982749+Copilot@users.noreply.github.com",
                Agent::Copilot,
            ),
            ("copilot-swe-agent[bot]", "", Agent::Copilot),
            ("aider (gpt-4o)", "noreply@aider.chat", Agent::Aider),
            ("Cursor", "", Agent::Cursor),
            ("Zed AI with Claude Sonnet 4.6", "", Agent::Claude),
        ] {
            assert_eq!(Agent::of(name, email), Some(agent), "{name} <{email}>");
        }
    }

    #[test]
    fn people_and_bots_are_no_agents() {
        for (name, email) in [
            ("Claude Martin", "claude.martin@example.fr"),
            ("Devin", "devin@example.org"),
            ("Ada (aider)", "ada@example.org"),
            ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
            ("renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com"),
            ("copilot fan", "1+copilot-fan@users.noreply.github.com"),
            ("", ""),
        ] {
            assert_eq!(Agent::of(name, email), None, "{name} <{email}>");
        }
        assert_eq!(without_agent("Ada (aider)"), ("Ada", Some(Agent::Aider)));
        assert_eq!(without_agent("Ada"), ("Ada", None));
    }

    #[test]
    fn messages_name_them_in_lines_of_their_own() {
        let named = Agent::named_in;
        let both = "Body\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\n\
                    Co-Authored-By: Claude <noreply@anthropic.com>\nco-authored-by: Bo <b@x>\n\
                    Made-with: Cursor\n";
        assert_eq!(named(both), [Agent::Claude, Agent::Cursor]);
        assert_eq!(named("Assisted-by: Claude:claude-opus coccinelle"), [Agent::Claude]);
        assert_eq!(named("Replit-Commit-Author: Agent"), [Agent::Replit]);
        assert_eq!(named("Amp-Thread-ID: https://ampcode.com/threads/T-1"), [Agent::Amp]);
        for other in [
            "the page says it was generated with Claude",
            "Generated by scripts/update.py",
            "Generated with cursors",
            "Assisted-by: Ada <ada@example.org>",
            "Replit-Commit-Author: User",
            "Made-with: cursor-like things",
            "",
        ] {
            assert_eq!(named(other), [], "{other}");
        }
    }

    #[test]
    fn names_are_in_order() {
        let names: Vec<String> =
            Agent::ALL.iter().map(|agent| agent.name().to_lowercase()).collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}
