//! LaTeX commands and accents.
//!
//! Text becomes LaTeX here: every character that TeX would act on is escaped, so that nothing in a record can run as a
//! command, and braces are balanced however they are counted (BibTeX counts `\{`, other programs do not). Of several
//! ways to write a sign, the one that Zotero and pandoc read is taken: `\textit{}`, `$_{2}$`, `$<$`, `\^{}`.
//!
//! In ASCII, a character that LaTeX has no command for stays as it is. A narrow no-break space becomes `\,` as a thin
//! space does, since LaTeX has no other and refuses the character itself.

mod commands;
mod formula;
pub mod read;
pub mod scan;
pub mod signs;

use crate::article::{Piece, Style, Text};
use crate::bytes::{any_pair, run};
use memchr::memchr2_iter;
use signs::{Mode, accent, script, sign};
use std::borrow::Cow;
use std::str::Chars;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Which characters are written as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Those of ASCII; commands for all others that have one.
    Ascii,
    /// All that TeX does not act on.
    Utf8,
}

/// The text as LaTeX, marks and all. Protected ranges are put in braces. Borrowed where TeX acts on nothing in it.
pub fn from_text(text: &Text, encoding: Encoding) -> Cow<'_, str> {
    match text.marks().is_empty() {
        true => escaped(text.plain(), encoding),
        false => Cow::Owned(marked(text, encoding)),
    }
}

fn marked(text: &Text, encoding: Encoding) -> String {
    let pieces = text.pieces();
    let mut braces = Braces::of(&pieces);
    let mut out = String::with_capacity(text.plain().len() + text.plain().len() / 8);
    let mut at = 0;
    // Where protected ranges were opened.
    let mut protected = Vec::new();
    while at < pieces.len() {
        at += 1;
        match pieces[at - 1] {
            Piece::Plain(plain) => escape_with(plain, encoding, &mut braces, &mut out),
            Piece::Open(style @ (Style::Sub | Style::Sup | Style::Tex)) => {
                let formula = match pieces.get(at..at + 2) {
                    Some([Piece::Plain(plain), Piece::Close(_)]) if style == Style::Tex => safe_formula(plain),
                    Some([Piece::Plain(plain), Piece::Close(_)]) => raised(plain, encoding).map(|inner| {
                        let mark = if style == Style::Sup { '^' } else { '_' };
                        format!("{mark}{{{inner}}}")
                    }),
                    _ => None,
                };
                match formula {
                    Some(formula) => {
                        if style == Style::Tex {
                            formula.matches(['{', '}']).for_each(|_| {
                                braces.next_is_matched();
                            });
                        }
                        math(&formula, &mut out);
                        at += 2;
                    }
                    None => out.push_str(opening(style)),
                }
            }
            Piece::Open(style) => {
                if style == Style::Protected {
                    protected.push(out.len());
                }
                out.push_str(opening(style));
            }
            Piece::Close(Style::Protected) => {
                // To BibTeX and biblatex a brace before a command begins a special character, and protects nothing.
                if let Some(start) = protected.pop().filter(|start| out[start + 1..].starts_with('\\')) {
                    out.insert(start, '{');
                    out.push('}');
                }
                out.push('}');
            }
            Piece::Close(style) if !opening(style).is_empty() => out.push('}'),
            Piece::Close(_) => {}
        }
    }
    out
}

/// What opens a marked range; nothing where LaTeX is not to know of it.
fn opening(style: Style) -> &'static str {
    match style {
        Style::Italic => r"\textit{",
        Style::Bold => r"\textbf{",
        Style::Sub => r"\textsubscript{",
        Style::Sup => r"\textsuperscript{",
        Style::SmallCaps => r"\textsc{",
        Style::Underline => r"\underline{",
        Style::Code => r"\texttt{",
        Style::Protected => "{",
        Style::Math | Style::Tex => "",
    }
}

/// Appends a formula. Two that meet are kept apart: `$$` begins a display.
fn math(formula: &str, out: &mut String) {
    if out.ends_with('$') && !out.ends_with(r"\$") {
        out.push_str("{}");
    }
    out.push('$');
    out.push_str(formula);
    out.push('$');
}

/// The contents of a sub- or superscript as a formula, where TeX would set them as they are meant: `2+`, `max`, `1\alpha`.
fn raised(plain: &str, encoding: Encoding) -> Option<String> {
    let mut inner = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '-' | '.' | ',' | '(' | ')' | '=' | '/' | '*' | ':' => {
                if c.is_ascii_alphabetic() && ends_in_command(&inner) {
                    inner.push(' ');
                }
                inner.push(c);
            }
            '\u{2212}' => inner.push('-'),
            c => match sign(c) {
                Some((tex, Mode::Math)) if encoding == Encoding::Ascii => inner.push_str(tex),
                _ => return None,
            },
        }
    }
    Some(inner)
}

fn ends_in_command(tex: &str) -> bool {
    tex.trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with('\\')
}

/// Commands of formulas, beside those of the signs, that only set type.
const FORMULA_COMMANDS: [&str; 24] = [
    "frac",
    "sqrt",
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "mathcal",
    "mathbb",
    "text",
    "textrm",
    "left",
    "right",
    "bar",
    "hat",
    "tilde",
    "vec",
    "dot",
    "ddot",
    "overline",
    "underline",
    "sin",
    "cos",
    "log",
    "exp",
];

/// The formula, when every command in it is known to be harmless and its braces are balanced.
fn safe_formula(tex: &str) -> Option<String> {
    let plain = |c: char| c == ' ' || (c.is_ascii_graphic() && !"$%#&~@`\"".contains(c));
    if tex.trim().is_empty() || !tex.chars().all(plain) || tex.contains("^^") || !is_balanced(tex) {
        return None;
    }
    // What follows the first backslash and each after it.
    let known = tex.split('\\').skip(1).all(|rest| {
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        match &rest[..letters] {
            "" => rest.starts_with([',', ';', ':', '!', ' ', '{', '}', '|']),
            name => FORMULA_COMMANDS.contains(&name) || signs::SIGNS.iter().any(|(_, tex, ..)| tex[1..] == *name),
        }
    });
    known.then(|| tex.to_owned())
}

/// Whether the braces are balanced, both when `\{` counts as a brace and when it does not, and no backslash stands at the
/// end to swallow what comes next.
pub fn is_balanced(tex: &str) -> bool {
    let (mut all, mut bare, mut escaped) = (0_usize, 0_usize, false);
    for byte in tex.bytes() {
        let steps: &mut [&mut usize] = if escaped { &mut [&mut all] } else { &mut [&mut all, &mut bare] };
        for depth in steps {
            match byte {
                b'{' => **depth += 1,
                b'}' if **depth == 0 => return false,
                b'}' => **depth -= 1,
                _ => {}
            }
        }
        escaped = byte == b'\\' && !escaped;
    }
    all == 0 && bare == 0 && !escaped
}

/// Plain text, escaped as [`escape`] does. Borrowed where TeX acts on nothing in it.
pub fn escaped(text: &str, encoding: Encoding) -> Cow<'_, str> {
    if run(text.as_bytes(), is_odd) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8 + 8);
    escape(text, encoding, &mut out);
    Cow::Owned(out)
}

/// Whether the text is [squeezed](crate::article::text::squeeze), and TeX acts on nothing in it.
pub fn is_inert_line(text: &str) -> bool {
    let odd = |byte, next| is_odd(byte, next) | ((byte == b' ') & (next == b' '));
    !any_pair(text.as_bytes(), odd) && !text.starts_with(' ') && !text.ends_with(' ')
}

/// Appends plain text, escaped. Line ends become blanks and control characters go.
pub fn escape(text: &str, encoding: Encoding, out: &mut String) {
    escape_with(text, encoding, &mut Braces::of(&[Piece::Plain(text)]), out);
}

/// Whether TeX may act on a byte for what it is, or for the one that follows: all but letters, digits and
/// ` !"()*+,./:;=?@[]`, and `-` and `'` where they are doubled.
#[inline]
const fn is_odd(byte: u8, next: u8) -> bool {
    let sign = (byte < b' ') | (byte.wrapping_sub(b'#') < 4) | (byte == b'<') | (byte == b'>') | (byte == b'\\');
    let doubled = (byte == next) & ((byte == b'-') | (byte == b'\''));
    sign | doubled | (byte.wrapping_sub(b'^') < 3) | (byte > b'z')
}

/// Appends plain text, given of each of its braces whether it has a partner.
fn escape_with(text: &str, encoding: Encoding, braces: &mut Braces<'_>, out: &mut String) {
    let mut rest = text;
    loop {
        // Nearly all text is runs of such bytes. Copied one by one they took half the time of a conversion.
        let joined = rest.starts_with(['-', '\'']) && out.as_bytes().last() == rest.as_bytes().first();
        let length = if joined { 0 } else { run(rest.as_bytes(), is_odd) };
        // What stands before other than ASCII may be a letter with its accent to come.
        let accented = length > 0 && rest.as_bytes().get(length).is_some_and(|byte| !byte.is_ascii());
        let (inert, odd) = rest.split_at(length - usize::from(accented));
        out.push_str(inert);
        let mut chars = odd.chars();
        let Some(c) = chars.next() else { return };
        match c {
            '\\' => out.push_str(r"\textbackslash{}"),
            '{' | '}' if braces.next_is_matched() => out.extend(['\\', c]),
            '{' => out.push_str(r"\textbraceleft{}"),
            '}' => out.push_str(r"\textbraceright{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            '~' => out.push_str(r"\~{}"),
            '^' => out.push_str(r"\^{}"),
            '|' => math("|", out),
            '<' => math("<", out),
            '>' => math(">", out),
            '`' => out.push_str(r"\textasciigrave{}"),
            // Pairs that TeX joins into another character.
            '-' if out.ends_with('-') => out.push_str("{}-"),
            '\'' if out.ends_with('\'') => out.push_str("{}'"),
            '\n' | '\t' | '\r' => out.push(' '),
            '\u{a0}' => out.push('~'),
            c if c.is_control() => {}
            c if c.is_ascii() => letter(c, &mut chars, encoding, out),
            c if encoding == Encoding::Utf8 => out.push(c),
            '\u{2013}' if out.ends_with('-') => out.push_str("{}--"),
            '\u{2013}' => out.push_str("--"),
            '\u{2009}' | '\u{202f}' => out.push_str(r"\,"),
            c => letter(c, &mut chars, encoding, out),
        }
        rest = chars.as_str();
    }
}

/// The braces of a text, one after the other. Looked for when the first is met: most texts have none.
struct Braces<'a> {
    pieces: &'a [Piece<'a>],
    matched: Option<std::vec::IntoIter<bool>>,
}

impl<'a> Braces<'a> {
    fn of(pieces: &'a [Piece<'a>]) -> Braces<'a> {
        Braces { pieces, matched: None }
    }

    /// Whether the next brace has a partner inside the same marks.
    fn next_is_matched(&mut self) -> bool {
        self.matched.get_or_insert_with(|| matched_braces(self.pieces).into_iter()).next() == Some(true)
    }
}

/// For each brace of a text, whether it has a partner inside the same marks.
fn matched_braces(pieces: &[Piece<'_>]) -> Vec<bool> {
    let mut matched = Vec::new();
    // Places of open braces, with `None` where a mark begins.
    let mut open: Vec<Option<usize>> = Vec::new();
    for piece in pieces {
        let plain = match piece {
            Piece::Open(_) => {
                open.push(None);
                continue;
            }
            Piece::Close(_) => {
                while let Some(Some(_)) = open.pop() {}
                continue;
            }
            Piece::Plain(plain) => plain,
        };
        for brace in memchr2_iter(b'{', b'}', plain.as_bytes()).map(|at| plain.as_bytes()[at]) {
            let partner = if brace == b'}' { open.pop_if(|open| open.is_some()).flatten() } else { None };
            match partner {
                Some(at) => matched[at] = true,
                None if brace == b'{' => open.push(Some(matched.len())),
                None => {}
            }
            matched.push(partner.is_some());
        }
    }
    matched
}

/// Marks that one letter may bear; more are not language, and stay as they are.
const MOST_MARKS: usize = 3;

/// Appends a letter or sign, with the combining marks that follow it.
fn letter(c: char, chars: &mut Chars<'_>, encoding: Encoding, out: &mut String) {
    let next = |chars: &Chars<'_>| chars.clone().next();
    // No character of ASCII has a command here, and no mark combines below U+0300.
    let bare = c.is_ascii() && !next(chars).is_some_and(|next| next >= '\u{300}' && is_combining_mark(next));
    if bare || encoding == Encoding::Utf8 {
        out.push(c);
        return;
    }
    if let Some((plain, up)) = script(c) {
        let mut inner = String::from(if up { "^{" } else { "_{" });
        inner.push(plain);
        while let Some((plain, _)) = next(chars).and_then(script).filter(|(_, raised)| *raised == up) {
            inner.push(plain);
            chars.next();
        }
        inner.push('}');
        math(&inner, out);
        return;
    }
    let (mut base, mut marks) = (None, Vec::new());
    decompose_canonical(c, |part| match base {
        None => base = Some(part),
        Some(_) => marks.push(part),
    });
    let base = base.unwrap_or(c);
    let mut following = chars.clone();
    while let Some(mark) = next(&following).filter(|c| is_combining_mark(*c)) {
        marks.push(mark);
        following.next();
    }
    let accents: Option<Vec<_>> = marks.iter().map(|mark| accent(*mark)).collect();
    let takes_accents =
        base.is_ascii_alphabetic() || matches!(sign(base), Some((_, Mode::Text)) if base.is_alphabetic());
    match accents {
        Some(accents) if !accents.is_empty() && accents.len() <= MOST_MARKS && takes_accents => {
            *chars = following;
            accented(base, &accents, out);
        }
        _ => match sign(c) {
            Some((tex, Mode::Text)) => out.extend(["{", tex, "}"]),
            Some((tex, Mode::Math)) => math(tex, out),
            None => out.push(c),
        },
    }
}

/// Appends `{\'e}`, `{\c{c}}`, `{\={\i}}`, `{\'{\^e}}`: one group a letter, which BibTeX counts and changes as one.
fn accented(base: char, accents: &[(&str, bool)], out: &mut String) {
    // Type has these letters, and `{\'{\i}}` is misread by pandoc and biber.
    let whole = matches!(accents, [(r"\`" | r"\'" | r"\^" | r#"\""#, _)]) && base == 'i';
    let dotless = !whole && accents.iter().any(|(_, above)| *above);
    let mut inner = match (base, sign(base)) {
        ('i', _) if dotless => r"\i".to_owned(),
        ('j', _) if dotless => r"\j".to_owned(),
        (_, Some((tex, _))) => tex.to_owned(),
        (base, None) => base.to_string(),
    };
    for (command, _) in accents {
        let braces = inner.len() > 1 || command.ends_with(|c: char| c.is_ascii_alphabetic());
        inner = if braces { format!("{command}{{{inner}}}") } else { format!("{command}{inner}") };
    }
    out.extend(["{", &inner, "}"]);
}

/// Whether a style that makes letters small would change what is written for the character.
pub fn has_capital(c: char) -> bool {
    c.is_uppercase() || is_capital_sign(c)
}

/// Whether the command for the character is another one in small letters: `\Delta`, `\Rightarrow`.
pub fn is_capital_sign(c: char) -> bool {
    matches!(sign(c), Some((tex, Mode::Math)) if tex.contains(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::TextBuilder;

    fn both(text: &str) -> (String, String) {
        let (mut ascii, mut utf8) = (String::new(), String::new());
        escape(text, Encoding::Ascii, &mut ascii);
        escape(text, Encoding::Utf8, &mut utf8);
        (ascii, utf8)
    }

    #[test]
    fn what_tex_acts_on_is_escaped() {
        for (input, expected) in [
            ("50% of A & B #1 $5_3", r"50\% of A \& B \#1 \$5\_3"),
            (r"\input{x}", r"\textbackslash{}input\{x\}"),
            (r"\write18", r"\textbackslash{}write18"),
            ("~ ^ | < >", r"\~{} \^{} $|$ $<$ $>$"),
            ("<>", "$<${}$>$"),
            ("$<", r"\$$<$"),
            ("{C}", r"\{C\}"),
            ("a } b {", r"a \textbraceright{} b \textbraceleft{}"),
            ("{a} } {", r"\{a\} \textbraceright{} \textbraceleft{}"),
            ("a -- b --- ''c`", r"a -{}- b -{}-{}- '{}'c\textasciigrave{}"),
            ("5\u{a0}mg", "5~mg"),
            ("a\nb\u{7}\u{85}c", "a bc"),
            ("plain, text.", "plain, text."),
        ] {
            assert_eq!(both(input), (expected.to_owned(), expected.to_owned()), "{input:?}");
            assert!(is_balanced(&both(input).0));
        }
    }

    #[test]
    fn letters_beyond_ascii() {
        for (input, ascii) in [
            ("Ávila", r"{\'A}vila"),
            ("François", r"Fran{\c{c}}ois"),
            ("Łódź", r"{\L}{\'o}d{\'z}"),
            ("naïve fīl", r#"na{\"i}ve f{\={\i}}l"#),
            ("Ångström", r#"{\r{A}}ngstr{\"o}m"#),
            ("Straße", r"Stra{\ss}e"),
            ("Nguyễn", r"Nguy{\~{\^e}}n"),
            ("ế", r"{\'{\^e}}"),
            ("x\u{304}", r"{\=x}"),
            ("į", r"{\k{i}}"),
            ("ǿ", r"{\'{\o}}"),
            ("α-helix", r"$\alpha$-helix"),
            ("αβ", r"$\alpha${}$\beta$"),
            ("≥5 × 10⁻¹²", r"$\geq$5 {\texttimes} 10$^{-12}$"),
            ("H₂O", "H$_{2}$O"),
            ("pages 1–2", "pages 1--2"),
            ("5\u{202f}mg", r"5\,mg"),
            ("漢字 Ж ά", "漢字 Ж ά"),
            ("e\u{301}\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\u{301}\u{301}"),
        ] {
            assert_eq!(both(input), (ascii.to_owned(), input.to_owned()), "{input}");
        }
    }

    fn marked(parts: &[(&str, Option<Style>)]) -> Text {
        let mut text = TextBuilder::new();
        for (part, style) in parts {
            if let Some(style) = style {
                text.open(*style);
            }
            text.push(part);
            if style.is_some() {
                text.close();
            }
        }
        text.finish()
    }

    #[test]
    fn marks() {
        for (style, inner, expected) in [
            (Style::Italic, "E. coli", r"a\textit{E. coli}b"),
            (Style::Sub, "2", "a$_{2}$b"),
            (Style::Sup, "2+", "a$^{2+}$b"),
            (Style::Sup, "\u{2212}5", "a$^{-5}$b"),
            (Style::Sub, "1α", r"a$_{1\alpha}$b"),
            (Style::Sub, "αβx", r"a$_{\alpha\beta x}$b"),
            (Style::Sup, "in vivo", r"a\textsuperscript{in vivo}b"),
            (Style::Sup, "}", r"a\textsuperscript{\textbraceright{}}b"),
            (Style::Protected, "DNA", "a{DNA}b"),
            (Style::Math, "α = 5", r"a$\alpha$ = 5b"),
            (Style::Tex, r"\frac{1}{2} \alpha_i", r"a$\frac{1}{2} \alpha_i$b"),
            (Style::Tex, r"\input{x}", r"a\textbackslash{}input\{x\}b"),
            (Style::Tex, r"x$\write18", r"ax\$\textbackslash{}write18b"),
            (Style::Tex, r"\", r"a\textbackslash{}b"),
        ] {
            let text = marked(&[("a", None), (inner, Some(style)), ("b", None)]);
            assert_eq!(from_text(&text, Encoding::Ascii), expected);
        }
        let text = marked(&[("HIF", None), ("1α", Some(Style::Sub))]);
        assert_eq!(from_text(&text, Encoding::Utf8), r"HIF\textsubscript{1α}");
        let text = marked(&[("{a", None), ("b}", Some(Style::Bold)), ("c}", None)]);
        assert_eq!(from_text(&text, Encoding::Utf8), r"\{a\textbf{b\textbraceright{}}c\}");
        let text = marked(&[("{", None), ("x_{1}", Some(Style::Tex)), ("}", None)]);
        assert_eq!(from_text(&text, Encoding::Utf8), r"\{$x_{1}$\}");
        let text = marked(&[("x", None), ("1", Some(Style::Sub)), ("2", Some(Style::Sup))]);
        assert_eq!(from_text(&text, Encoding::Utf8), "x$_{1}${}$^{2}$");
    }

    #[test]
    fn balance() {
        for (input, expected) in [
            ("", true),
            ("{a}", true),
            (r"\{a\}", true),
            ("}{", false),
            (r"\{a}", false),
            (r"{a\}", false),
            (r"a\", false),
        ] {
            assert_eq!(is_balanced(input), expected, "{input}");
        }
    }
}
