use super::*;
use crate::article::Piece;
use crate::markup::latex::{Encoding, from_text};
use proptest::prelude::*;

/// The text with marks shown, and what was found.
fn shown(tex: &str) -> (String, Vec<Finding>) {
    let mut found = Vec::new();
    let text = to_text(tex, Lines::One, &mut found);
    let name = |style: Style| match style {
        Style::Italic => "i",
        Style::Bold => "b",
        Style::Sub => "sub",
        Style::Sup => "sup",
        Style::SmallCaps => "sc",
        Style::Underline => "u",
        Style::Code => "tt",
        Style::Protected => "p",
        Style::Math => "math",
        Style::Tex => "tex",
    };
    let shown = text
        .pieces()
        .iter()
        .map(|piece| match piece {
            Piece::Open(style) => format!("<{}>", name(*style)),
            Piece::Plain(text) => (*text).to_owned(),
            Piece::Close(style) => format!("</{}>", name(*style)),
        })
        .collect();
    (shown, found)
}

#[test]
fn accents_in_every_spelling() {
    for (tex, expected) in [
        (r#"\"{u} \"u {\"u} {\"{u}} \" u"#, "ü ü ü ü ü"),
        (r"\'{\i} \'\i{} {\'\i} \'i \'\i x", "í í í í íx"),
        (r"\c c \c{c} {\c c} {\c{c}}", "ç ç ç ç"),
        (r"\v{s} \v s {\v{S}}", "š š Š"),
        (r"\r a \k{a} \H{o} \d{s} \b{d} \u{g} \=a \.z", "å ą ő ṣ ḏ ğ ā ż"),
        (r"\t{oo}", "o\u{361}o"),
        (r"Nguy{\~{\^e}}n \'{\^e} \'\^e", "Nguyễn ế ế"),
        (r"\ss\ \o \L{} \ae{} \oe{} \aa{} \dh{} \th{} \i{} \j", "ß øŁ æ œ å ð þ ı ȷ"),
        (r"\o resund {\O}stergaard", "øresund Østergaard"),
        (r"Erd\H{o}s, Ji{\v{r}}{\'\i}", "Erdős, Jiří"),
        (r#"{\AA}ngstr{\"o}m"#, "Ångström"),
        (r"\~{} \^{} \textasciitilde", "~ ^ ~"),
        (r"\polhk{a} \ocirc{u} \udot{a} \soft{t} \textcommabelow{s} \cb{t} Vol{\cprime}pert", "ą ů ạ ť ș ț Volʹpert"),
    ] {
        assert_eq!(shown(tex), (expected.to_owned(), Vec::new()), "{tex}");
    }
}

#[test]
fn signs_quotes_and_dashes() {
    for (tex, expected) in [
        (r"50\% of A \& B \#1 \$5\_3 \{x\}", "50% of A & B #1 $5_3 {x}"),
        ("``a'' `b' don't", "“a” ‘b’ don't"),
        (r"\enquote{a \enquote{b \enquote{c}}} \enquote*{d} \mkbibquote{e}", "“a ‘b “c”’” ‘d’ “e”"),
        (r"\enquote{a} \enquote b", "“a” “b”"),
        (r"a\hyphen b\adddot\addcolon\ c\addslash d\nobreakdash-e", "a-b.: c/d-e"),
        (r"\glqq a\grqq{} \flqq b\frqq", "„a“ «b»"),
        (r"\texorpdfstring{$x$}{X} \ce{CO2} \bibinfo{year}{2001}", "X CO2 2001"),
        (r"{\cyrchar\CYRYA}{\cyrchar\cyrshch} \CYRISHRT\cyra", "Ящ Йа"),
        (r"\h{a} \textsubdot{s}", "ả ṣ"),
        ("1--2 --- 3-4 -{}-", "1–2 — 3-4 --"),
        ("a~b c\\,d \\ e", "a\u{a0}b c\u{2009}d e"),
        (r"\enquote{x} \mkbibquote{y} \mkbibparens{z}", "“x” “y” (z)"),
        (r"\url{http://a.org/x_y} \href{http://b.org}{B} \href{c}{c}", "http://a.org/x_y B (http://b.org) c"),
        ("?`Qu\\'e? !`Ay!", "¿Qué? ¡Ay!"),
        ("A &amp; B &lt; &#233; &x; AT&T M&uuml;ller &alpha;", "A & B < é &x; AT&T Müller α"),
        (r"\textmu m \textalpha \texteuro{} \copyright", "µm α€ ©"),
        (r"\LaTeX{} and {\TeX}", "LaTeX and TeX"),
        (r"hy\-phen\/ation", "hyphenation"),
        (r"{\noopsort{1973a}}{1973}", "<p>1973</p>"),
        ("a\n\n  b\t c ", "a b c"),
    ] {
        assert_eq!(shown(tex), (expected.to_owned(), Vec::new()), "{tex}");
    }
}

#[test]
fn styles_and_braces() {
    for (tex, expected) in [
        (r"\textit{E. coli} in \emph{vivo}", "<i>E. coli</i> in <i>vivo</i>"),
        (r"abc\textit{def}ghi", "abc<i>def</i>ghi"),
        (r"{\it in vitro} and {\em x} {\bf y}", "<i>in vitro</i> and <i>x</i> <b>y</b>"),
        (
            r"\textsc{x}\textsubscript{2}\textsuperscript{3}\underline{u}\texttt{t}",
            "<sc>x</sc><sub>2</sub><sup>3</sup><u>u</u><tt>t</tt>",
        ),
        ("The {DNA} of {{RNA}}", "The <p>DNA</p> of <p>RNA</p>"),
        ("{All of it}", "<p>All of it</p>"),
        (r"{{\textit{E. coli}}} x", "<p><i>E. coli</i></p> x"),
        (r"{\textit{E. coli}} x {\'e}t{\'e} {}", "<i>E. coli</i> x été"),
        ("<i>in</i> H<sub>2</sub>O a < b", "<i>in</i> H<sub>2</sub>O a < b"),
        (r"{\textless}i{\textgreater}in{\textless}/i{\textgreater} a {\textless} b", "<i>in</i> a < b"),
        (r"$\less$i$\greater$in$\less$/i$\greater$ $\upbeta$", "<i>in</i> β"),
        (r"\textbf{a \textit{b}} {c}", "<b>a <i>b</i></b> <p>c</p>"),
    ] {
        assert_eq!(shown(tex), (expected.to_owned(), Vec::new()), "{tex}");
    }
}

#[test]
fn formulas() {
    for (tex, expected) in [
        (r"$\alpha$-helix", "α-helix"),
        (r"H$_2$O, Ca$^{2+}$", "H<sub>2</sub>O, Ca<sup>2+</sup>"),
        (r"p $<$ 0.05 $\leq$ 3", "p < 0.05 ≤ 3"),
        (r"\ensuremath{\beta} \(x^2\)", "β x<sup>2</sup>"),
        (r"$\frac{a}{b}$", r"<tex>\frac{a}{b}</tex>"),
        (r"37$^\circ$C", "37°C"),
        (r"{$\Delta$9-THC}", "<p>Δ9-THC</p>"),
        (r"A {\&} B $\mathsemicolon$", "A & B ;"),
    ] {
        assert_eq!(shown(tex), (expected.to_owned(), Vec::new()), "{tex}");
    }
    assert_eq!(shown("Costs $5 million"), ("Costs $5 million".into(), vec![Finding::Dollar]));
    assert_eq!(shown("between $5 and $6"), ("between $5 and $6".into(), vec![Finding::Dollar]));
}

#[test]
fn scripts_without_marks() {
    for (tex, expected) in [
        (r"10$^{6}$ m$^{-2}$ H\textsubscript{2}O", "10⁶ m⁻² H₂O"),
        (r"x$^{q}$ $_{a_1}$", "xq a₁"),
        (r"\textit{a}$^1$ {b}", "a¹ b"),
    ] {
        assert_eq!(to_plain(tex, &mut Vec::new()), expected, "{tex}");
    }
}

#[test]
fn hostile_commands_are_text() {
    for (tex, expected, unknown) in [
        (r"\input{/etc/passwd}", r"\input{/etc/passwd}", "input"),
        (r"\write18{rm -rf}", r"\write18rm -rf", "write"),
        (r"\foo[x]{a}{b} c", r"\foo[x]{a}{b} c", "foo"),
        (r"see \cite{key}", r"see \cite{key}", "cite"),
    ] {
        let (text, found) = shown(tex);
        assert_eq!(found, [Finding::Unknown(unknown.into())], "{tex}");
        assert_eq!(text.replace("<p>", "").replace("</p>", ""), expected, "{tex}");
    }
    assert_eq!(shown(r"\def\x{\input{y}}").1.len(), 3);
}

#[test]
fn depth_is_bounded() {
    let mut found = Vec::new();
    for open in ["{", r"\emph{", r"\'{", r"$_{", r"\foo{"] {
        let deep = format!("{}x{}", open.repeat(50_000), "}".repeat(50_000));
        let text = to_text(&deep, Lines::One, &mut found);
        assert!(text.plain().contains('x'), "{open}");
    }
    assert!(found.contains(&Finding::Deep));
    // Groups that are not closed are not looked for to the end each time.
    let open = format!("{}x", r"\texorpdfstring{".repeat(100_000));
    assert!(to_text(&open, Lines::One, &mut found).plain().contains('x'));
}

#[test]
fn paragraphs_are_kept_where_asked_for() {
    let text = to_text("a\n b\n\n c \\par d", Lines::Paragraphs, &mut Vec::new());
    assert_eq!(text.plain(), "a b\nc\nd");
    for tex in ["<p>a</p>\n<p>b <i>c</i></p>", "<jats:p>a</jats:p><jats:p>b <jats:italic>c</jats:italic></jats:p>"] {
        let text = to_text(tex, Lines::Paragraphs, &mut Vec::new());
        assert_eq!((text.plain(), text.marks().len()), ("a\nb c", 1), "{tex}");
    }
    assert_eq!(to_text("a <p> b", Lines::One, &mut Vec::new()).plain(), "a <p> b");
}

proptest! {
    #[test]
    fn what_is_written_is_read(text in any::<String>()) {
        let text = Text::new(&crate::article::text::squeeze(&Text::new(&text).plain().replace('\n', " ")));
        for encoding in [Encoding::Utf8, Encoding::Ascii] {
            let tex = from_text(&text, encoding);
            let back = to_text(&tex, Lines::One, &mut Vec::new());
            if encoding == Encoding::Utf8 || text.plain().is_ascii() {
                prop_assert_eq!(back.plain(), text.plain(), "{}", tex);
            }
        }
    }

    #[test]
    fn any_latex_is_survived(tex in "[a\\\\{}$'`~<>&;#^_ -]{0,60}|\\PC*") {
        to_text(&tex, Lines::Paragraphs, &mut Vec::new());
    }
}
