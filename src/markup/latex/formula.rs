//! Inline formulas that are no more than signs, letters, sub- and superscripts become text.

use super::commands::{Command, command};
use super::scan::group;
use crate::article::Style;

/// A step through a simple formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// A mark begins.
    Open(Style),
    /// It ends.
    Close,
    /// A character.
    Char(char),
}

/// Groups within groups of a simple formula.
const DEEPEST: usize = 8;

/// Names of functions, which stand as words.
const FUNCTIONS: [&str; 16] =
    ["log", "ln", "exp", "sin", "cos", "tan", "max", "min", "lim", "sup", "inf", "det", "dim", "gcd", "arg", "deg"];

/// The steps of a formula, when all of it can be said in text.
pub fn simple(tex: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::with_capacity(tex.len());
    walk(tex, &mut steps, false, DEEPEST)?;
    Some(steps)
}

fn walk(tex: &str, steps: &mut Vec<Step>, raised: bool, limit: usize) -> Option<()> {
    let limit = limit.checked_sub(1)?;
    let mut rest = tex.trim();
    let mut word = false;
    while let Some(c) = rest.chars().next() {
        let was_word = std::mem::replace(&mut word, false);
        match c {
            '{' => {
                let (content, length) = group(rest)?;
                walk(content, steps, raised, limit)?;
                rest = &rest[length..];
                continue;
            }
            '_' | '^' => {
                let style = if c == '^' { Style::Sup } else { Style::Sub };
                let after = rest[1..].trim_start();
                // A degree sign is written as a raised ring.
                if c == '^'
                    && let Some(tail) =
                        [r"\circ", r"{\circ}", r"{\circ }"].iter().find_map(|ring| after.strip_prefix(ring))
                {
                    steps.push(Step::Char('°'));
                    rest = tail;
                    continue;
                }
                steps.push(Step::Open(style));
                rest = one(after, steps, limit)?;
                steps.push(Step::Close);
                continue;
            }
            '\\' => {
                let apart = steps.last() == Some(&Step::Char(' '));
                rest = named(rest, steps, raised, limit)?;
                // `\alpha s` is a letter after a letter; `z \sim 6` has blanks on both sides.
                word = !(apart && matches!(steps.last(), Some(Step::Char(c)) if !c.is_alphanumeric()));
                continue;
            }
            '-' => steps.push(Step::Char(if raised { '-' } else { '\u{2212}' })),
            '\'' => steps.push(Step::Char('\u{2032}')),
            '~' => steps.push(Step::Char('\u{a0}')),
            ' ' | '\n' | '\t' | '\r' if was_word && rest.trim_start().starts_with(char::is_alphanumeric) => {}
            ' ' | '\n' | '\t' | '\r' => {
                if steps.last() != Some(&Step::Char(' ')) {
                    steps.push(Step::Char(' '));
                }
            }
            '&' | '%' | '#' | '$' | '}' => return None,
            c if c.is_control() => return None,
            c => steps.push(Step::Char(c)),
        }
        rest = &rest[c.len_utf8()..];
    }
    Some(())
}

/// One argument: a group, a command or a character. Gives what follows.
fn one<'a>(tex: &'a str, steps: &mut Vec<Step>, limit: usize) -> Option<&'a str> {
    match tex.chars().next()? {
        '{' => {
            let (content, length) = group(tex)?;
            walk(content, steps, true, limit)?;
            Some(&tex[length..])
        }
        '\\' => named(tex, steps, true, limit),
        c => {
            let length = c.len_utf8();
            walk(&tex[..length], steps, true, limit)?;
            Some(&tex[length..])
        }
    }
}

/// A command and what it needs. Gives what follows.
fn named<'a>(tex: &'a str, steps: &mut Vec<Step>, raised: bool, limit: usize) -> Option<&'a str> {
    let rest = &tex[1..];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if letters > 0 { letters } else { rest.chars().next()?.len_utf8() };
    let (name, after) = rest.split_at(length);
    match name {
        "," | ":" | ";" | "!" | " " => {
            if name != "!" && steps.last() != Some(&Step::Char(' ')) {
                steps.push(Step::Char(' '));
            }
            return Some(after);
        }
        "left" | "right" | "big" | "Big" | "rm" | "it" | "displaystyle" | "limits" => return Some(after.trim_start()),
        "{" | "}" | "%" | "&" | "#" | "_" | "$" => {
            steps.extend(name.chars().map(Step::Char));
            return Some(after);
        }
        "mathrm" | "mathit" | "mathsf" | "mathtt" | "text" | "textrm" | "mbox" | "hbox" | "operatorname"
        | "rmfamily" | "textnormal" | "mathnormal" | "textsf" => {
            let after = after.trim_start();
            let tail = one(after, steps, limit)?;
            if !raised && name.starts_with("text") {
                // Text in a formula has hyphens, not minus signs.
                for step in steps.iter_mut().filter(|step| **step == Step::Char('\u{2212}')) {
                    *step = Step::Char('-');
                }
            }
            return Some(tail);
        }
        "mathbf" | "boldsymbol" | "bm" | "textbf" => {
            steps.push(Step::Open(Style::Bold));
            let tail = one(after.trim_start(), steps, limit)?;
            steps.push(Step::Close);
            return Some(tail);
        }
        "textit" | "emph" => {
            steps.push(Step::Open(Style::Italic));
            let tail = one(after.trim_start(), steps, limit)?;
            steps.push(Step::Close);
            return Some(tail);
        }
        "mathsemicolon" => {
            steps.push(Step::Char(';'));
            return Some(after);
        }
        "sqrt" if after.trim_start().is_empty() => {
            steps.push(Step::Char('√'));
            return Some(after);
        }
        "sqrt" => return None,
        _ if FUNCTIONS.contains(&name) => {
            steps.extend(name.chars().map(Step::Char));
            return Some(after);
        }
        _ => {}
    }
    match command(name)? {
        Command::Sign(c) => steps.push(Step::Char(c)),
        Command::Word(word) => steps.extend(word.chars().map(Step::Char)),
        _ => return None,
    }
    Some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tex: &str) -> Option<String> {
        let steps = simple(tex)?;
        Some(
            steps
                .iter()
                .map(|step| match step {
                    Step::Open(Style::Sub) => "_(".to_owned(),
                    Step::Open(_) => "^(".to_owned(),
                    Step::Close => ")".to_owned(),
                    Step::Char(c) => c.to_string(),
                })
                .collect(),
        )
    }

    #[test]
    fn simple_ones_are_text() {
        for (tex, expected) in [
            (r"\alpha", Some("α")),
            (r"_2", Some("_(2)")),
            (r"^{2+}", Some("^(2+)")),
            (r"p < 0.05", Some("p < 0.05")),
            (r"\alpha\beta", Some("αβ")),
            (r"\alpha s", Some("αs")),
            (r"\mathrm{H}_{2}\mathrm{O}", Some("H_(2)O")),
            (r"37^\circ", Some("37°")),
            (r"5\degree", Some("5°")),
            (r"\sqrt", Some("√")),
            (r"-", Some("\u{2212}")),
            (r"x^{-1}", Some("x^(-1)")),
            (r"\leq 5", Some("≤5")),
            (r"z \sim 6", Some("z ∼ 6")),
            (r"a \in B \alpha c", Some("a ∈ B αc")),
            (r"\frac{a}{b}", None),
            (r"\sqrt{2}", None),
            (r"\input{x}", None),
            (r"a & b", None),
        ] {
            assert_eq!(shown(tex).as_deref(), expected, "{tex}");
        }
        assert_eq!(shown(&"{".repeat(100_000)), None);
        assert_eq!(shown(&format!("{}x{}", "{".repeat(50), "}".repeat(50))), None);
    }
}
