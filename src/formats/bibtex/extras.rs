//! What a source of this family had and the model has no place for, on its way back.
//!
//! Some extra fields say more than the slot that they belong to (a file with its description, an editor's role): those are
//! written instead of it. `@type`, `@comment` and `@preamble` are no fields, but the type of the entry and the blocks that
//! stood beside it.

use super::Dialect;
use super::read::kind_of;
use super::tags::{self, How, Type};
use crate::article::text::squeeze;
use crate::article::{Article, Extra, Kind, Slot, Text};
use crate::format::Out;
use crate::log::{Code, Log, shown};
use crate::markup::latex::is_balanced;
use crate::markup::latex::read::{Lines, is_known, to_plain, to_text};
use std::borrow::Cow;

/// Fields whose extra is the whole of what the slot holds a part of.
const WHOLE: [&str; 10] = [
    "file",
    "editora",
    "editoratype",
    "editorb",
    "editorbtype",
    "editorc",
    "editorctype",
    "holder",
    "langid",
    "series",
];

/// Extra fields of an article.
pub struct Extras<'a> {
    /// The fields in order.
    pub fields: Vec<&'a Extra>,
    /// The type that the source had, where it can be written.
    pub type_name: Option<&'a str>,
    /// The row of that type.
    pub row: Option<&'static Type>,
    /// The date stands among the fields, in the source's words.
    dated: bool,
    blocks: Vec<&'a Extra>,
    wholes: Vec<(&'static str, &'a str)>,
}

/// Whether BibTeX and biber take the name for a field.
pub fn is_field_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '+' | '.' | '/'))
}

/// One name for those of one field, in one dialect or the other; in small letters.
pub fn one_name(name: &str) -> Cow<'_, str> {
    const ALIASES: [(&str, &str); 11] = [
        ("journal", "journaltitle"),
        ("address", "location"),
        ("archiveprefix", "eprinttype"),
        ("primaryclass", "eprintclass"),
        ("school", "institution"),
        ("hyphenation", "langid"),
        ("pdf", "file"),
        ("annote", "annotation"),
        ("lccn", "library"),
        ("callnumber", "library"),
        ("key", "sortkey"),
    ];
    match ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)) {
        Some((_, name)) => Cow::Borrowed(name),
        None if name.bytes().any(|byte| byte.is_ascii_uppercase()) => Cow::Owned(name.to_ascii_lowercase()),
        None => Cow::Borrowed(name),
    }
}

/// Whether two names are those of one field.
pub fn same_field(one: &str, other: &str) -> bool {
    one_name(one) == one_name(other)
}

impl<'a> Extras<'a> {
    /// The extra fields that this family kept.
    pub fn of(article: &'a Article, dialect: Dialect) -> Extras<'a> {
        let mut extras = Extras {
            fields: Vec::new(),
            type_name: None,
            row: None,
            dated: false,
            blocks: Vec::new(),
            wholes: Vec::new(),
        };
        for extra in article.extra_of("bibtex") {
            match extra.key.as_str() {
                "@type" => {
                    extras.type_name = Some(extra.value.as_str()).filter(|name| tags::can_write(dialect, name));
                    extras.row = extras.type_name.and_then(kind_of).map(|kind| tags::type_of(&kind));
                }
                "@comment" | "@preamble" => extras.blocks.push(extra),
                // BibTeX finds no parent that comes first; all that was taken from it is written.
                "crossref" if dialect == Dialect::Bibtex && extra.copied => {}
                // Keys and numbers of series are BibLaTeX's.
                "series" if dialect == Dialect::Bibtex && extra.copied => {}
                // In BibLaTeX only articles have a journal; what has a page on the web has an organization.
                "journal" if dialect == Dialect::Biblatex && extra.copied && article.kind == Kind::Webpage => {}
                // BibTeX has one field for a title and what belongs to it.
                name if dialect == Dialect::Bibtex && (name.ends_with("subtitle") || name.ends_with("addon")) => {
                    if !is_in_title(&extra.value, article) {
                        extras.fields.push(extra);
                    }
                }
                _ => extras.fields.push(extra),
            }
        }
        extras.find_wholes();
        extras.settle_dates(dialect);
        extras
    }

    /// Dates go back in the source's words where the dialect has the fields for them, and are written anew otherwise.
    fn settle_dates(&mut self, dialect: Dialect) {
        let named = |extra: &Extra, name: &str| extra.copied && extra.key.eq_ignore_ascii_case(name);
        let has = |name: &str| self.fields.iter().any(|extra| named(extra, name));
        self.dated = match dialect {
            Dialect::Bibtex => has("year") && !has("date"),
            // biber takes months in digits only.
            Dialect::Biblatex => has("date") || (has("year") && !has("month")),
        };
        if !self.dated {
            self.fields.retain(|extra| !["date", "year", "month", "day"].iter().any(|name| named(extra, name)));
        }
    }

    /// Whether a field of the date stands among the extra ones.
    pub fn has_date(&self, how: How) -> bool {
        self.dated && matches!(how, How::Date | How::Year | How::Month | How::Day)
    }

    /// Writes comments and preambles, each a block of its own. What could run anything becomes a comment.
    pub fn blocks(&self, out: &mut Out, log: &mut Log) {
        for block in &self.blocks {
            let value = block.value.replace(|c: char| c.is_control() && c != '\n', "");
            if !is_balanced(&value) || value.contains("\n@") {
                log.lost(Slot::Extra);
                continue;
            }
            let name = if block.key == "@preamble" && may_stand(&value) { "@preamble" } else { "@comment" };
            if name != block.key {
                let message = format!("the preamble {} could run commands; written as a comment", shown(&value));
                log.add(Code::ChangedValue, 0..0, message);
            }
            for part in ["\n", name, "{", &value, "}\n"] {
                out.push_str(part);
            }
        }
    }

    /// The value that says more than the slot.
    pub fn instead(&self, name: &str) -> Option<&'a str> {
        self.wholes.iter().find(|(known, _)| same_field(known, name)).map(|(_, value)| *value)
    }

    /// Finds the fields that say more than their slots, the first of each name.
    fn find_wholes(&mut self) {
        // The American Mathematical Society's `journal` is an abbreviation beside `fjournal`.
        let abbreviated = self.fields.iter().any(|extra| extra.key.eq_ignore_ascii_case("fjournal"));
        for extra in &self.fields {
            let known = WHOLE.iter().copied().find(|name| same_field(name, &extra.key));
            // The model knows of others among the authors only.
            let cut =
                || extra.key.eq_ignore_ascii_case("editor") && extra.value.to_ascii_lowercase().ends_with("and others");
            let name = match known {
                Some(name) => name,
                None if abbreviated && extra.key.eq_ignore_ascii_case("journal") => "journal",
                None if cut() => "editor",
                None => continue,
            };
            if !self.wholes.iter().any(|(other, _)| *other == name) {
                self.wholes.push((name, &extra.value));
            }
        }
    }

    /// Whether what a slot holds stands in an extra field of another name than the writer would give it.
    pub fn has_another(&self, slot: Slot, article: &Article) -> bool {
        let has = |names: &[&str], value: Option<&str>| {
            let Some(value) = value else { return false };
            self.fields.iter().any(|extra| {
                names.iter().any(|name| extra.key.eq_ignore_ascii_case(name))
                    && squeeze(&to_plain(&extra.value, &mut Vec::new())) == value
            })
        };
        match slot {
            Slot::Publisher => {
                let names = ["organization", "institution", "school", "howpublished"];
                let publisher = article.container.publisher.as_deref();
                // An organization may be the sponsor of a conference, and publish its papers too.
                publisher != article.event.sponsor.as_deref() && has(&names, publisher)
            }
            Slot::ContainerTitle => {
                let names = ["journal", "journaltitle", "booktitle", "maintitle"];
                has(&names, article.container.best_title())
            }
            Slot::EventPlace => has(&["venue", "location"], article.event.place.as_deref()),
            Slot::PageCount | Slot::Pages if article.pages.is_none() && article.article_number.is_none() => {
                has(&["pagetotal", "numpages", "totalpages"], article.page_count.as_deref())
            }
            _ => false,
        }
    }

    /// Whether directors stand among the editors.
    pub fn has_directors(&self) -> bool {
        let typed = |extra: &&&Extra| {
            let key = extra.key.to_ascii_lowercase();
            key.starts_with("editor") && key.ends_with("type")
        };
        self.fields.iter().filter(typed).any(|extra| extra.value.trim().eq_ignore_ascii_case("director"))
    }

    /// Whether the ISSN of the electronic edition stands in a field of its own.
    pub fn has_electronic_issn(&self) -> bool {
        self.fields.iter().any(|extra| ["eissn", "e-issn"].iter().any(|name| extra.key.eq_ignore_ascii_case(name)))
    }

    /// Whether the article number stands in a field of its own.
    pub fn has_eid(&self, number: &str) -> bool {
        let same = |extra: &&&Extra| squeeze(&to_plain(&extra.value, &mut Vec::new())) == number;
        self.fields.iter().filter(|extra| extra.key.eq_ignore_ascii_case("eid")).any(|extra| same(&extra))
    }

    /// The title without what stands in fields of their own, the last of which comes first.
    pub fn without<'t>(&self, title: &'t Text, names: &[&str], dialect: Dialect) -> Cow<'t, Text> {
        let mut length = title.plain().len();
        for name in names.iter().filter(|_| dialect == Dialect::Biblatex) {
            let Some(extra) = self.fields.iter().find(|extra| extra.key.eq_ignore_ascii_case(name)) else { continue };
            let part = to_text(&extra.value, Lines::One, &mut Vec::new());
            let main = title.plain()[..length].strip_suffix(part.plain().trim()).map(str::trim_end);
            // What joins them is taken away, and not what the title ends with anyway.
            let joint = if name.ends_with("addon") { '.' } else { ':' };
            let main = main.map(|main| main.strip_suffix(joint).unwrap_or(main));
            length = main.map(str::len).filter(|length| *length > 0).unwrap_or(length);
        }
        if length == title.plain().len() { Cow::Borrowed(title) } else { Cow::Owned(title.slice(0..length)) }
    }

    /// Whether a field that is kept is this note.
    pub fn says(&self, note: &str) -> bool {
        let notes = self.fields.iter().filter(|extra| {
            ["annote", "annotation", "addendum", "comment"].iter().any(|name| extra.key.eq_ignore_ascii_case(name))
        });
        notes.into_iter().any(|extra| squeeze(&to_plain(&extra.value, &mut Vec::new())) == squeeze(note))
    }
}

/// Whether one of the titles ends with a part of it.
fn is_in_title(part: &str, article: &Article) -> bool {
    let part = to_text(part, Lines::One, &mut Vec::new());
    let (volume, subtitle) = (&article.container.volume_title, &article.subtitle);
    let texts = [Some(&article.title), subtitle.as_ref(), volume.as_ref()];
    let titles = texts.into_iter().flatten().map(Text::plain).chain(article.container.best_title());
    titles.into_iter().any(|title| title.contains(part.plain().trim()))
}

/// Whether a preamble does no more than define how words are set: each command is one that only sets type, or is being
/// defined there.
fn may_stand(tex: &str) -> bool {
    const DEFINE: [&str; 6] = ["newcommand", "providecommand", "renewcommand", "DeclareRobustCommand", "def", "gdef"];
    let known = |name: &str| {
        matches!(
            name,
            "noopsort"
                | "SortNoop"
                | "singleletter"
                | "switchargs"
                | "natexlab"
                | "url"
                | "doi"
                | "urlprefix"
                | "href"
                | "enquote"
                | "cyr"
                | "ifx"
                | "fi"
                | "else"
                | "undefined"
                | "relax"
        ) || is_known(name)
    };
    let mut defines = false;
    !tex.contains("^^")
        && tex.split('\\').skip(1).all(|rest| {
            let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(letters);
            let defined = std::mem::replace(
                &mut defines,
                DEFINE.contains(&name) && matches!(after.trim(), "" | "{" | "*" | "*{"),
            );
            name.is_empty() || defined || DEFINE.contains(&name) || known(name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preambles_that_may_stand() {
        for (tex, stands) in [
            (r#""\newcommand{\noopsort}[1]{}""#, true),
            (r#""\newcommand{\foo}[1]{\textit{#1}}" # "\providecommand*{\bar}{\'e}""#, true),
            (r#""\def\cprime{$'$} \def\polhk#1{#1}""#, true),
            (r#""\newcommand{\foo}{\input{x}}""#, false),
            (r#""\providecommand{\input}{} \input{x}""#, false),
            (r#""\def\x{\write18{y}}""#, false),
            (r#""\newcommand x \input{x}""#, false),
            (r#""\catcode`\@=11""#, false),
            (r#""^^5cinput{x}""#, false),
        ] {
            assert_eq!(may_stand(tex), stands, "{tex}");
        }
    }
}
