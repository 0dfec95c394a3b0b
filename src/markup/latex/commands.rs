//! The commands that are read as text, and the few tags and entities of HTML that stand in LaTeX values.

use super::signs::{ACCENTS, SIGNS};
use crate::article::Style;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a command does to text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Puts a combining mark on the next letter.
    Accent(char),
    /// Is a character.
    Sign(char),
    /// Is a word.
    Word(&'static str),
    /// Is a blank.
    Space,
    /// Ends a paragraph.
    Paragraph,
    /// Sets type in a way that text does not know.
    Nothing,
    /// Sets its argument in a style.
    Style(Style),
    /// Sets all that follows in the group in a style.
    Switch(Style),
    /// Is its argument.
    Transparent,
    /// Is its argument between these signs.
    Quoted(&'static str, &'static str),
    /// Is its argument, in which nothing is a command.
    Verbatim,
    /// An address and its text.
    Link,
    /// Is for sorting or the like: its argument is not printed.
    Dropped,
    /// Is its second argument.
    Second,
    /// Is a formula.
    Math,
    /// Begins a formula that this ends.
    OpenMath(&'static str),
}

use Command::*;

static STYLES: &[(&str, Command)] = &[
    ("textit", Style(Style::Italic)),
    ("emph", Style(Style::Italic)),
    ("textsl", Style(Style::Italic)),
    ("mkbibemph", Style(Style::Italic)),
    ("mkbibitalic", Style(Style::Italic)),
    ("textbf", Style(Style::Bold)),
    ("mkbibbold", Style(Style::Bold)),
    ("textsc", Style(Style::SmallCaps)),
    ("textsuperscript", Style(Style::Sup)),
    ("mkbibsuperscript", Style(Style::Sup)),
    ("textsubscript", Style(Style::Sub)),
    ("mkbibsubscript", Style(Style::Sub)),
    ("underline", Style(Style::Underline)),
    ("uline", Style(Style::Underline)),
    ("ul", Style(Style::Underline)),
    ("texttt", Style(Style::Code)),
    ("NoCaseChange", Style(Style::Protected)),
    ("nocase", Style(Style::Protected)),
    ("it", Switch(Style::Italic)),
    ("em", Switch(Style::Italic)),
    ("sl", Switch(Style::Italic)),
    ("itshape", Switch(Style::Italic)),
    ("slshape", Switch(Style::Italic)),
    ("bf", Switch(Style::Bold)),
    ("bfseries", Switch(Style::Bold)),
    ("sc", Switch(Style::SmallCaps)),
    ("scshape", Switch(Style::SmallCaps)),
    ("tt", Switch(Style::Code)),
    ("ttfamily", Switch(Style::Code)),
    ("mkbibquote", Quoted("\u{201c}", "\u{201d}")),
    ("enquote", Quoted("\u{201c}", "\u{201d}")),
    ("textquote", Quoted("\u{201c}", "\u{201d}")),
    ("mkbibparens", Quoted("(", ")")),
    ("mkbibbrackets", Quoted("[", "]")),
    ("parentext", Quoted("(", ")")),
    ("brackettext", Quoted("[", "]")),
    ("url", Verbatim),
    ("nolinkurl", Verbatim),
    ("path", Verbatim),
    ("href", Link),
    ("noopsort", Dropped),
    ("NOOP", Dropped),
    ("SortNoop", Dropped),
    ("noop", Dropped),
    ("sortas", Dropped),
    ("hspace", Dropped),
    ("vspace", Dropped),
    ("selectlanguage", Dropped),
    ("fontfamily", Dropped),
    ("foreignlanguage", Second),
    ("textcolor", Second),
    ("texorpdfstring", Second),
    ("bibinfo", Second),
    ("ensuremath", Math),
    ("(", OpenMath("\\)")),
    ("[", OpenMath("\\]")),
    ("par", Paragraph),
    ("LaTeX", Word("LaTeX")),
    ("TeX", Word("TeX")),
    ("BibTeX", Word("BibTeX")),
    ("LaTeXe", Word("LaTeX2e")),
    ("XeTeX", Word("XeTeX")),
    ("textquotesingle", Word("'")),
    ("textquotedbl", Word("\"")),
    ("textasteriskcentered", Word("*")),
    ("slash", Word("/")),
    ("lq", Word("\u{2018}")),
    ("rq", Word("\u{2019}")),
    ("textnobreakspace", Word("\u{a0}")),
    ("nobreakspace", Word("\u{a0}")),
    ("textdegree", Word("°")),
    ("degree", Word("°")),
    ("mathsemicolon", Word(";")),
    ("lbrace", Word("{")),
    ("rbrace", Word("}")),
    ("backslash", Word("\\")),
    ("lt", Word("<")),
    ("gt", Word(">")),
    ("less", Word("<")),
    ("greater", Word(">")),
    ("hyphen", Word("-")),
    ("adddot", Word(".")),
    ("addperiod", Word(".")),
    ("addcomma", Word(",")),
    ("addsemicolon", Word(";")),
    ("addcolon", Word(":")),
    ("addslash", Word("/")),
    ("psq", Word("f.")),
    ("psqq", Word("ff.")),
    ("bibrangedash", Word("\u{2013}")),
    ("addnbspace", Word("\u{a0}")),
    ("addabbrvspace", Word("\u{a0}")),
    ("addspace", Space),
    ("addlowpenspace", Space),
    ("addhighpenspace", Space),
    ("space", Space),
    ("quad", Space),
    ("qquad", Space),
    ("newline", Space),
    ("linebreak", Space),
    ("hfill", Space),
    ("hfil", Space),
    ("enspace", Space),
    ("thinspace", Word("\u{2009}")),
    (" ", Space),
    ("\n", Space),
    ("\t", Space),
    ("\r", Space),
    ("\\", Space),
    (",", Word("\u{2009}")),
    (";", Word("\u{2005}")),
    (":", Word("\u{2005}")),
    ("!", Nothing),
    ("/", Nothing),
    ("-", Nothing),
    ("@", Nothing),
    ("&", Word("&")),
    ("%", Word("%")),
    ("#", Word("#")),
    ("$", Word("$")),
    ("_", Word("_")),
    ("{", Word("{")),
    ("}", Word("}")),
    ("<", Word("<")),
    (">", Word(">")),
    ("|", Word("|")),
];

/// Commands that are nothing but their argument.
const TRANSPARENT: [&str; 36] = [
    "mbox",
    "hbox",
    "text",
    "textrm",
    "textsf",
    "textnormal",
    "textup",
    "textmd",
    "textlf",
    "mathrm",
    "mathit",
    "mathsf",
    "mathbf",
    "uppercase",
    "lowercase",
    "MakeUppercase",
    "MakeLowercase",
    "MakeCapital",
    "MakeSentenceCase",
    "textsmaller",
    "textlarger",
    "bibstring",
    "bibcpstring",
    "autocap",
    "biblcstring",
    "ensureascii",
    "mathtt",
    "textgreek",
    "textcyrillic",
    "oldstylenums",
    "natexlab",
    "bibnamefont",
    "bibfnamefont",
    "num",
    "ce",
    "acro",
];

/// Commands without an argument that leave no trace.
const NOTHING: [&str; 36] = [
    "relax",
    "protect",
    "allowbreak",
    "nobreak",
    "newblock",
    "sloppy",
    "noindent",
    "break",
    "null",
    "strut",
    "rm",
    "sf",
    "sffamily",
    "rmfamily",
    "normalfont",
    "upshape",
    "mdseries",
    "tiny",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
    "boldmath",
    "unboldmath",
    "frenchspacing",
    "raggedright",
    "centering",
    "textcompwordmark",
    "nobreakdash",
    "isdot",
    "cyrchar",
];

/// Other names of signs.
const ALSO: [(&str, char); 44] = [
    ("textbackslash", '\\'),
    ("textquoteleft", '\u{2018}'),
    ("ldots", '…'),
    ("lnot", '¬'),
    ("land", '∧'),
    ("lor", '∨'),
    ("textgreater", '>'),
    ("iff", '⇔'),
    ("Leftrightarrow", '⇔'),
    ("longrightarrow", '⟶'),
    ("mapsto", '↦'),
    ("cong", '≅'),
    ("subseteq", '⊆'),
    ("supseteq", '⊇'),
    ("sqcup", '⊔'),
    ("lfloor", '⌊'),
    ("rfloor", '⌋'),
    ("lceil", '⌈'),
    ("rceil", '⌉'),
    ("mid", '|'),
    ("vert", '|'),
    ("Vert", '‖'),
    ("triangle", '△'),
    ("lozenge", '◊'),
    ("checkmark", '✓'),
    ("female", '♀'),
    ("male", '♂'),
    ("sharp", '♯'),
    ("flat", '♭'),
    ("natural", '♮'),
    ("omicron", 'ο'),
    ("textordmasculine", 'º'),
    ("textmu", 'µ'),
    ("micro", 'µ'),
    ("flqq", '«'),
    ("frqq", '»'),
    ("flq", '‹'),
    ("frq", '›'),
    ("glq", '‚'),
    ("grq", '\u{2018}'),
    // Mathematical Reviews has commands of its own.
    ("cprime", 'ʹ'),
    ("cdprime", 'ʺ'),
    ("dbar", 'đ'),
    ("Dbar", 'Đ'),
];

/// Other names of accents: those of Mathematical Reviews, and those that only some encodings of type know.
const ALSO_ACCENTS: [(&str, char); 12] = [
    ("t", '\u{361}'),
    ("h", '\u{309}'),
    ("G", '\u{30f}'),
    ("textsubdot", '\u{323}'),
    ("textdotbelow", '\u{323}'),
    ("textogonekcentered", '\u{328}'),
    ("polhk", '\u{328}'),
    ("ocirc", '\u{30a}'),
    ("udot", '\u{323}'),
    ("soft", '\u{30c}'),
    ("cb", '\u{326}'),
    ("textcommabelow", '\u{326}'),
];

/// What a command is, by its name without the backslash.
pub fn command(name: &str) -> Option<Command> {
    static COMMANDS: OnceLock<HashMap<&'static str, Command>> = OnceLock::new();
    let commands = COMMANDS.get_or_init(|| {
        let mut map = HashMap::new();
        let signs = SIGNS.iter().filter_map(|(c, tex, ..)| Some((tex.strip_prefix('\\')?, Sign(*c))));
        let accents = ACCENTS.iter().filter_map(|(mark, tex, _)| Some((tex.strip_prefix('\\')?, Accent(*mark))));
        let also_accents = ALSO_ACCENTS.iter().map(|(name, mark)| (*name, Accent(*mark)));
        let also = ALSO.iter().map(|(name, c)| (*name, Sign(*c)));
        let transparent = TRANSPARENT.iter().map(|name| (*name, Transparent));
        let nothing = NOTHING.iter().map(|name| (*name, Nothing));
        let all = STYLES.iter().copied().chain(also_accents).chain(accents).chain(signs);
        for (name, command) in all.chain(also).chain(transparent).chain(nothing) {
            map.entry(name).or_insert(command);
        }
        map
    });
    commands.get(name).copied().or_else(|| cyrillic(name).map(Sign)).or_else(|| {
        // `\textalpha` and `\upalpha` are what some packages call alpha that is upright.
        let bare = name.strip_prefix("text").or(name.strip_prefix("up"))?;
        commands.get(bare).copied().filter(|found| matches!(found, Sign(_)))
    })
}

/// A Cyrillic letter by the name that LaTeX's encodings have for it: `CYRSHCH`, `cyrya`. Programs that write ASCII alone
/// have `{\cyrchar\CYRA}`.
fn cyrillic(name: &str) -> Option<char> {
    const LETTERS: [(&str, char); 49] = [
        ("A", 'а'),
        ("B", 'б'),
        ("V", 'в'),
        ("G", 'г'),
        ("D", 'д'),
        ("E", 'е'),
        ("YO", 'ё'),
        ("ZH", 'ж'),
        ("Z", 'з'),
        ("I", 'и'),
        ("ISHRT", 'й'),
        ("K", 'к'),
        ("L", 'л'),
        ("M", 'м'),
        ("N", 'н'),
        ("O", 'о'),
        ("P", 'п'),
        ("R", 'р'),
        ("S", 'с'),
        ("T", 'т'),
        ("U", 'у'),
        ("F", 'ф'),
        ("H", 'х'),
        ("C", 'ц'),
        ("CH", 'ч'),
        ("SH", 'ш'),
        ("SHCH", 'щ'),
        ("HRDSN", 'ъ'),
        ("ERY", 'ы'),
        ("SFTSN", 'ь'),
        ("EREV", 'э'),
        ("YU", 'ю'),
        ("YA", 'я'),
        ("II", 'і'),
        ("YI", 'ї'),
        ("IE", 'є'),
        ("GUP", 'ґ'),
        ("JE", 'ј'),
        ("DZE", 'ѕ'),
        ("NJE", 'њ'),
        ("LJE", 'љ'),
        ("DJE", 'ђ'),
        ("TSHE", 'ћ'),
        ("DZHE", 'џ'),
        ("USHRT", 'ў'),
        ("YAT", 'ѣ'),
        ("FITA", 'ѳ'),
        ("IZH", 'ѵ'),
        ("SCHWA", 'ә'),
    ];
    let small = name.starts_with("cyr");
    let name = name.strip_prefix(if small { "cyr" } else { "CYR" })?;
    let same = |known: &str| {
        if small {
            name.bytes().all(|byte| byte.is_ascii_lowercase()) && known.eq_ignore_ascii_case(name)
        } else {
            known == name
        }
    };
    let (_, letter) = LETTERS.iter().find(|(known, _)| same(known))?;
    if small { Some(*letter) } else { letter.to_uppercase().next() }
}

/// The brackets of tags, also as some programs have written them as commands.
const BRACKETS: [(&str, &str); 3] = [("<", ">"), (r"{\textless}", r"{\textgreater}"), (r"$\less$", r"$\greater$")];

/// A tag of HTML, or of JATS, at the start of a text: its name, whether it closes, and its length.
fn element(text: &str) -> Option<(&str, bool, usize)> {
    let (inner, close) = BRACKETS.iter().find_map(|(open, close)| Some((text.strip_prefix(open)?, close)))?;
    let closes = inner.starts_with('/');
    let name = &inner[usize::from(closes)..];
    let name = &name[..name.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b':').count()];
    let behind = &inner[usize::from(closes) + name.len()..];
    let behind = behind.trim_start_matches([' ', '/']).strip_prefix(close)?;
    Some((name.strip_prefix("jats:").unwrap_or(name), closes, text.len() - behind.len()))
}

/// The length of a tag at the start of a text that parts paragraphs.
pub fn block(text: &str) -> Option<usize> {
    const BLOCKS: [&str; 5] = ["p", "br", "sec", "title", "div"];
    let (name, _, length) = element(text)?;
    BLOCKS.iter().any(|known| known.eq_ignore_ascii_case(name)).then_some(length)
}

/// The tag of HTML at the start of a text: its length, its name, and its style if it opens.
pub fn tag(text: &str) -> Option<(usize, &'static str, Option<Style>)> {
    const TAGS: [(&str, Style); 13] = [
        ("i", Style::Italic),
        ("em", Style::Italic),
        ("italic", Style::Italic),
        ("b", Style::Bold),
        ("strong", Style::Bold),
        ("bold", Style::Bold),
        ("sub", Style::Sub),
        ("inf", Style::Sub),
        ("sup", Style::Sup),
        ("scp", Style::SmallCaps),
        ("sc", Style::SmallCaps),
        ("u", Style::Underline),
        ("tt", Style::Code),
    ];
    const NOCASE: &str = "<span class=\"nocase\">";
    if text.starts_with(NOCASE) {
        return Some((NOCASE.len(), "span", Some(Style::Protected)));
    }
    let (name, closes, length) = element(text)?;
    if closes && name == "span" {
        return Some((length, "span", None));
    }
    let (known, style) = TAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some((length, known, (!closes).then_some(*style)))
}
