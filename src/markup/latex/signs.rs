//! LaTeX's names for signs and letters that ASCII lacks.
//!
//! Accented letters are not here: they are made of a letter and a row of [`ACCENTS`].

use Mode::{Math, Text};
use Use::{Read, Write};

/// Where a command may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In text; in braces of its own, so that no blank after it is eaten.
    Text,
    /// Between dollar signs.
    Math,
}

/// In which direction a row is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Read, and written for the character.
    Write,
    /// Read only: another command of the character is written, or the character needs none.
    Read,
}

/// Combining marks and their commands. A command that is a letter takes braces around its argument; the last column says
/// whether the mark stands above, where `i` and `j` lose their dots.
pub static ACCENTS: &[(char, &str, bool)] = &[
    ('\u{300}', r"\`", true),
    ('\u{301}', r"\'", true),
    ('\u{302}', r"\^", true),
    ('\u{303}', r"\~", true),
    ('\u{304}', r"\=", true),
    ('\u{306}', r"\u", true),
    ('\u{307}', r"\.", true),
    ('\u{308}', r#"\""#, true),
    ('\u{30a}', r"\r", true),
    ('\u{30b}', r"\H", true),
    ('\u{30c}', r"\v", true),
    ('\u{323}', r"\d", false),
    ('\u{327}', r"\c", false),
    ('\u{328}', r"\k", false),
    ('\u{331}', r"\b", false),
];

/// Characters that stand raised or lowered: the character, what it is when it does not, and whether it is raised.
pub static SCRIPTS: &[(char, char, bool)] = &[
    ('²', '2', true),
    ('³', '3', true),
    ('¹', '1', true),
    ('⁰', '0', true),
    ('ⁱ', 'i', true),
    ('⁴', '4', true),
    ('⁵', '5', true),
    ('⁶', '6', true),
    ('⁷', '7', true),
    ('⁸', '8', true),
    ('⁹', '9', true),
    ('⁺', '+', true),
    ('⁻', '-', true),
    ('⁼', '=', true),
    ('⁽', '(', true),
    ('⁾', ')', true),
    ('ⁿ', 'n', true),
    ('₀', '0', false),
    ('₁', '1', false),
    ('₂', '2', false),
    ('₃', '3', false),
    ('₄', '4', false),
    ('₅', '5', false),
    ('₆', '6', false),
    ('₇', '7', false),
    ('₈', '8', false),
    ('₉', '9', false),
    ('₊', '+', false),
    ('₋', '-', false),
    ('₌', '=', false),
    ('₍', '(', false),
    ('₎', ')', false),
];

/// Characters and their commands, sorted by character; of several rows for one, a [`Use::Write`] row is the first.
pub static SIGNS: &[(char, &str, Mode, Use)] = &[
    ('$', r"\textdollar", Text, Read),
    ('<', r"\textless", Text, Read),
    ('>', r"\textgreater", Text, Read),
    ('\\', r"\textbackslash", Text, Read),
    ('^', r"\textasciicircum", Text, Read),
    ('_', r"\textunderscore", Text, Read),
    ('`', r"\textasciigrave", Text, Read),
    ('{', r"\textbraceleft", Text, Read),
    ('|', r"\textbar", Text, Read),
    ('}', r"\textbraceright", Text, Read),
    ('~', r"\textasciitilde", Text, Read),
    ('¡', r"\textexclamdown", Text, Write),
    ('¢', r"\textcent", Text, Write),
    ('£', r"\textsterling", Text, Write),
    ('£', r"\pounds", Text, Read),
    ('¥', r"\textyen", Text, Write),
    ('¦', r"\textbrokenbar", Text, Write),
    ('§', r"\textsection", Text, Write),
    ('§', r"\S", Text, Read),
    ('©', r"\textcopyright", Text, Write),
    ('©', r"\copyright", Text, Read),
    ('ª', r"\textordfeminine", Text, Write),
    ('«', r"\guillemotleft", Text, Write),
    ('«', r"\guillemetleft", Text, Read),
    ('¬', r"\textlnot", Text, Write),
    ('¬', r"\neg", Math, Read),
    ('®', r"\textregistered", Text, Write),
    ('°', r"\textdegree", Text, Write),
    ('°', r"\degree", Math, Read),
    ('±', r"\textpm", Text, Write),
    ('±', r"\pm", Math, Read),
    ('²', r"\texttwosuperior", Text, Read),
    ('³', r"\textthreesuperior", Text, Read),
    ('µ', r"\textmu", Text, Write),
    ('¶', r"\textparagraph", Text, Write),
    ('¶', r"\P", Text, Read),
    ('·', r"\textperiodcentered", Text, Write),
    ('¹', r"\textonesuperior", Text, Read),
    ('º', r"\textordmasculine", Text, Write),
    ('»', r"\guillemotright", Text, Write),
    ('»', r"\guillemetright", Text, Read),
    ('¼', r"\textonequarter", Text, Write),
    ('½', r"\textonehalf", Text, Write),
    ('¾', r"\textthreequarters", Text, Write),
    ('¿', r"\textquestiondown", Text, Write),
    ('Å', r"\AA", Text, Read),
    ('Æ', r"\AE", Text, Write),
    ('Ð', r"\DH", Text, Write),
    ('×', r"\texttimes", Text, Write),
    ('×', r"\times", Math, Read),
    ('Ø', r"\O", Text, Write),
    ('Þ', r"\TH", Text, Write),
    ('ß', r"\ss", Text, Write),
    ('å', r"\aa", Text, Read),
    ('æ', r"\ae", Text, Write),
    ('ð', r"\dh", Text, Write),
    ('÷', r"\textdiv", Text, Write),
    ('÷', r"\div", Math, Read),
    ('ø', r"\o", Text, Write),
    ('þ', r"\th", Text, Write),
    ('Đ', r"\DJ", Text, Write),
    ('đ', r"\dj", Text, Write),
    ('ı', r"\i", Text, Write),
    ('Ĳ', r"\IJ", Text, Write),
    ('ĳ', r"\ij", Text, Write),
    ('Ł', r"\L", Text, Write),
    ('ł', r"\l", Text, Write),
    ('Ŋ', r"\NG", Text, Write),
    ('ŋ', r"\ng", Text, Write),
    ('Œ', r"\OE", Text, Write),
    ('œ', r"\oe", Text, Write),
    ('ȷ', r"\j", Text, Write),
    ('Γ', r"\Gamma", Math, Write),
    ('Δ', r"\Delta", Math, Write),
    ('Θ', r"\Theta", Math, Write),
    ('Λ', r"\Lambda", Math, Write),
    ('Ξ', r"\Xi", Math, Write),
    ('Π', r"\Pi", Math, Write),
    ('Σ', r"\Sigma", Math, Write),
    ('Υ', r"\Upsilon", Math, Write),
    ('Φ', r"\Phi", Math, Write),
    ('Ψ', r"\Psi", Math, Write),
    ('Ω', r"\Omega", Math, Write),
    ('Ω', r"\textohm", Text, Read),
    ('α', r"\alpha", Math, Write),
    ('β', r"\beta", Math, Write),
    ('γ', r"\gamma", Math, Write),
    ('δ', r"\delta", Math, Write),
    ('ε', r"\varepsilon", Math, Write),
    ('ζ', r"\zeta", Math, Write),
    ('η', r"\eta", Math, Write),
    ('θ', r"\theta", Math, Write),
    ('ι', r"\iota", Math, Write),
    ('κ', r"\kappa", Math, Write),
    ('λ', r"\lambda", Math, Write),
    ('μ', r"\mu", Math, Write),
    ('ν', r"\nu", Math, Write),
    ('ξ', r"\xi", Math, Write),
    ('π', r"\pi", Math, Write),
    ('ρ', r"\rho", Math, Write),
    ('ς', r"\varsigma", Math, Write),
    ('σ', r"\sigma", Math, Write),
    ('τ', r"\tau", Math, Write),
    ('υ', r"\upsilon", Math, Write),
    ('φ', r"\varphi", Math, Write),
    ('χ', r"\chi", Math, Write),
    ('ψ', r"\psi", Math, Write),
    ('ω', r"\omega", Math, Write),
    ('ϑ', r"\vartheta", Math, Write),
    ('ϕ', r"\phi", Math, Write),
    ('ϖ', r"\varpi", Math, Write),
    ('ϱ', r"\varrho", Math, Write),
    ('ϵ', r"\epsilon", Math, Write),
    ('ẞ', r"\SS", Text, Write),
    ('–', r"\textendash", Text, Read),
    ('—', r"\textemdash", Text, Write),
    ('‘', r"\textquoteleft", Text, Write),
    ('’', r"\textquoteright", Text, Write),
    ('‚', r"\quotesinglbase", Text, Write),
    ('“', r"\textquotedblleft", Text, Write),
    ('“', r"\grqq", Text, Read),
    ('”', r"\textquotedblright", Text, Write),
    ('„', r"\quotedblbase", Text, Write),
    ('„', r"\glqq", Text, Read),
    ('†', r"\textdagger", Text, Write),
    ('†', r"\dagger", Math, Read),
    ('†', r"\dag", Text, Read),
    ('‡', r"\textdaggerdbl", Text, Write),
    ('‡', r"\ddagger", Math, Read),
    ('‡', r"\ddag", Text, Read),
    ('•', r"\textbullet", Text, Write),
    ('…', r"\textellipsis", Text, Write),
    ('…', r"\ldots", Math, Read),
    ('…', r"\dots", Text, Read),
    ('…', r"\ldots", Text, Read),
    ('‰', r"\textperthousand", Text, Write),
    ('′', r"\prime", Math, Write),
    ('‹', r"\guilsinglleft", Text, Write),
    ('›', r"\guilsinglright", Text, Write),
    ('€', r"\texteuro", Text, Write),
    ('€', r"\euro", Text, Read),
    ('℃', r"\textcelsius", Text, Read),
    ('ℏ', r"\hbar", Math, Write),
    ('ℑ', r"\Im", Math, Write),
    ('ℓ', r"\ell", Math, Write),
    ('№', r"\textnumero", Text, Write),
    ('ℜ', r"\Re", Math, Write),
    ('™', r"\texttrademark", Text, Write),
    ('ℵ', r"\aleph", Math, Write),
    ('←', r"\leftarrow", Math, Write),
    ('↑', r"\uparrow", Math, Write),
    ('→', r"\rightarrow", Math, Write),
    ('→', r"\to", Math, Read),
    ('↓', r"\downarrow", Math, Write),
    ('↔', r"\leftrightarrow", Math, Write),
    ('⇐', r"\Leftarrow", Math, Write),
    ('⇒', r"\Rightarrow", Math, Write),
    ('∀', r"\forall", Math, Write),
    ('∂', r"\partial", Math, Write),
    ('∃', r"\exists", Math, Write),
    ('∅', r"\emptyset", Math, Write),
    ('∇', r"\nabla", Math, Write),
    ('∈', r"\in", Math, Write),
    ('∉', r"\notin", Math, Write),
    ('∏', r"\prod", Math, Write),
    ('∑', r"\sum", Math, Write),
    ('−', "-", Math, Write),
    ('∓', r"\mp", Math, Write),
    ('∖', r"\setminus", Math, Write),
    ('∗', r"\ast", Math, Write),
    ('∘', r"\circ", Math, Write),
    ('∙', r"\bullet", Math, Write),
    ('√', r"\sqrt", Math, Read),
    ('∝', r"\propto", Math, Write),
    ('∞', r"\infty", Math, Write),
    ('∠', r"\angle", Math, Write),
    ('∥', r"\parallel", Math, Write),
    ('∧', r"\wedge", Math, Write),
    ('∨', r"\vee", Math, Write),
    ('∩', r"\cap", Math, Write),
    ('∪', r"\cup", Math, Write),
    ('∫', r"\int", Math, Write),
    ('∼', r"\sim", Math, Write),
    ('≃', r"\simeq", Math, Write),
    ('≈', r"\approx", Math, Write),
    ('≠', r"\neq", Math, Write),
    ('≠', r"\ne", Math, Read),
    ('≡', r"\equiv", Math, Write),
    ('≤', r"\leq", Math, Write),
    ('≤', r"\le", Math, Read),
    ('≥', r"\geq", Math, Write),
    ('≥', r"\ge", Math, Read),
    ('≪', r"\ll", Math, Write),
    ('≫', r"\gg", Math, Write),
    ('≲', r"\lesssim", Math, Write),
    ('≳', r"\gtrsim", Math, Write),
    ('⊂', r"\subset", Math, Write),
    ('⊃', r"\supset", Math, Write),
    ('⊕', r"\oplus", Math, Write),
    ('⊗', r"\otimes", Math, Write),
    ('⊥', r"\perp", Math, Write),
    ('⋅', r"\cdot", Math, Write),
    ('⋆', r"\star", Math, Write),
    ('⋯', r"\cdots", Math, Write),
    ('␣', r"\textvisiblespace", Text, Read),
    ('⟨', r"\langle", Math, Write),
    ('⟩', r"\rangle", Math, Write),
];

/// The command to write for a character.
pub fn sign(c: char) -> Option<(&'static str, Mode)> {
    let at = SIGNS.partition_point(|(known, ..)| *known < c);
    SIGNS.get(at).filter(|(known, _, _, way)| *known == c && *way == Write).map(|(_, tex, mode, _)| (*tex, *mode))
}

/// The command of a combining mark, and whether the mark stands above.
pub fn accent(mark: char) -> Option<(&'static str, bool)> {
    ACCENTS.binary_search_by_key(&mark, |(known, ..)| *known).ok().map(|at| (ACCENTS[at].1, ACCENTS[at].2))
}

/// What a raised or lowered character is when it stands on the line, and whether it is raised.
pub fn script(c: char) -> Option<(char, bool)> {
    SCRIPTS.binary_search_by_key(&c, |(known, ..)| *known).ok().map(|at| (SCRIPTS[at].1, SCRIPTS[at].2))
}

/// The raised or lowered character for one that stands on the line.
pub fn to_script(c: char, raised: bool) -> Option<char> {
    let c = if c == '\u{2212}' { '-' } else { c };
    SCRIPTS.iter().find(|(_, plain, up)| *plain == c && *up == raised).map(|(script, ..)| *script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_each_character_is_written_one_way() {
        assert!(ACCENTS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(SCRIPTS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(SIGNS.is_sorted_by_key(|(c, _, _, way)| (*c, *way == Read)));
        assert!(SIGNS.iter().all(|(c, _, _, way)| !c.is_ascii() || *way == Read));
        for pair in SIGNS.windows(2) {
            assert!(pair[0].0 != pair[1].0 || pair[1].3 == Read, "{:?}", pair[1]);
        }
    }

    #[test]
    fn lookups() {
        assert_eq!(sign('ß'), Some((r"\ss", Text)));
        assert_eq!(sign('≤'), Some((r"\leq", Math)));
        assert_eq!(sign('¬'), Some((r"\textlnot", Text)));
        assert_eq!(sign('<'), None);
        assert_eq!(sign('я'), None);
        assert_eq!(accent('\u{327}'), Some((r"\c", false)));
        assert_eq!(script('⁻'), Some(('-', true)));
    }
}
