//! Writing: which document an article goes into, and what stands around it.

use super::people::Ids;
use super::{citation, content, front, tags};
use crate::article::{Article, Kind, RelationKind, Slot, Style, Text};
use crate::format::{Carries, Out, Shape, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::{Code, Log};
use crate::markup::xml::{Xml, nc_name};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const DOCTYPE: &str = "<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD with \
                       MathML3 v1.3 20210610//EN\" \"JATS-archivearticle1-3-mathml3.dtd\">";
/// What stands around several whole articles. No DTD knows it.
const WRAPPER: &str = "articles";

/// What the document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// One whole article.
    Article,
    /// An article that is nothing but a list of references.
    References,
    /// Whole articles inside [`WRAPPER`].
    Articles,
}

struct Jats {
    layout: Layout,
    doctype: &'static str,
    keys: KeyPattern,
}

/// Makes a writer.
pub fn writer(options: &WriteOptions) -> Box<dyn Writer> {
    let layout = match (options.settings.get("layout"), options.shape) {
        (Some("references"), _) => Layout::References,
        (Some("articles"), _) => Layout::Articles,
        (_, Shape::One) => Layout::Article,
        (_, Shape::Many) => Layout::References,
    };
    let doctype = if options.settings.flag("doctype", true) { DOCTYPE } else { "" };
    Box::new(Jats { layout, doctype, keys: options.keys.clone() })
}

impl Writer for Jats {
    fn carries(&self, kind: &Kind) -> Carries {
        match self.layout {
            Layout::References => tags::citation_carries(kind),
            Layout::Article | Layout::Articles => tags::front_carries(kind),
        }
    }

    fn begin(&self, out: &mut Out) {
        out.push_str(DECLARATION);
        match self.layout {
            Layout::Article => out.push_str(self.doctype),
            Layout::Articles => {
                out.push('<');
                out.push_str(WRAPPER);
                out.push('>');
            }
            Layout::References => {
                out.push_str(self.doctype);
                let mut xml = Xml::new(out, 0);
                open_article(&mut xml, "other", "");
                xml.open("front", &[]);
                xml.leaf_line("article-meta", &[], "");
                xml.close("front");
                xml.open("back", &[]);
                xml.open("ref-list", &[]);
            }
        }
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let dropped = match self.layout {
            Layout::References => {
                let key = self.keys.key(article);
                let id = nc_name(&key);
                if article.key.as_deref().is_some_and(|found| found != id && *key == *found) {
                    log.flattened(Slot::Key, "characters that XML ids forbid");
                }
                let mut xml = Xml::new(out, 3);
                xml.open_keyed("ref", &id);
                xml.line();
                citation::citation(&mut xml, article, log);
                xml.close("ref");
                xml.dropped()
            }
            Layout::Article => {
                let mut xml = Xml::new(out, 0);
                whole(&mut xml, article, Ids::Own, log);
                xml.dropped()
            }
            Layout::Articles => {
                let mut xml = Xml::new(out, 1);
                whole(&mut xml, article, Ids::Without, log);
                xml.dropped()
            }
        };
        if dropped {
            log.add(Code::ChangedValue, 0..0, "characters that XML cannot hold; left out");
        }
        report_marks(article, self.carries(&article.kind), log);
    }

    fn end(&self, out: &mut Out) {
        match self.layout {
            Layout::Article => {}
            Layout::References => out.push_str("\n    </ref-list>\n  </back>\n</article>"),
            Layout::Articles => {
                out.push_str("\n</");
                out.push_str(WRAPPER);
                out.push('>');
            }
        }
        out.push('\n');
    }
}

fn open_article(xml: &mut Xml, article_type: &str, language: &str) {
    let attributes = [
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
        ("xmlns:mml", "http://www.w3.org/1998/Math/MathML"),
        ("xmlns:ali", "http://www.niso.org/schemas/ali/1.0/"),
        ("article-type", article_type),
        ("dtd-version", "1.3"),
        ("xml:lang", language),
    ];
    xml.open("article", &attributes);
}

/// Writes `article`, with all that is known.
fn whole(xml: &mut Xml, article: &Article, ids: Ids, log: &mut Log) {
    let language = article.languages.first().filter(|tag| front::is_language_tag(tag));
    open_article(xml, tags::article_type(article), language.map_or("", String::as_str));
    front::front(xml, article, ids, log);
    xml.group("back", |xml| {
        content::back_notes(xml, article);
        xml.group("ref-list", |xml| {
            for (place, cited) in article.related(&RelationKind::References).enumerate() {
                let id = if ids == Ids::Own { format!("r{}", place + 1) } else { String::new() };
                // What a cited work loses is not a loss of this one's fields.
                citation::reference(xml, cited, &id, &mut Log::new());
            }
        });
    });
    content::figures(xml, article);
    xml.close("article");
}

/// Says that JATS has no mark for words whose case is to be kept.
fn report_marks(article: &Article, carries: Carries, log: &mut Log) {
    let written = carries.exact.or(carries.flattened);
    let container = &article.container;
    let texts = [
        (Slot::Title, Some(&article.title)),
        (Slot::Subtitle, article.subtitle.as_ref()),
        (Slot::ShortTitle, article.short_title.as_ref()),
        (Slot::ContainerTitle, container.title.as_ref()),
        (Slot::Series, container.series.as_ref()),
    ];
    let protected = |text: &Text| text.marks().iter().any(|mark| mark.style == Style::Protected);
    for (slot, _) in texts.iter().filter(|(slot, text)| written.contains(*slot) && text.is_some_and(protected)) {
        log.flattened(*slot, "protected case");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_references_are_keys_that_xml_allows() {
        let mut writer = writer(&WriteOptions::default());
        for (key, id, flattened) in
            [("zhou2023", "zhou2023", false), ("2023x", "_2023x", true), ("DBLP:a/b", "DBLP_a_b", true)]
        {
            let (mut out, mut log) = (Out::new(), Log::new());
            let article = Article { key: Some(key.into()), ..Article::default() };
            writer.article(&article, &mut out, &mut log);
            let keys: Vec<&[u8]> = out.keys().iter().map(|range| &out.bytes()[range.clone()]).collect();
            assert_eq!(keys, [id.as_bytes()]);
            assert_eq!(!log.flattenings().is_empty(), flattened, "{key}");
        }
    }

    #[test]
    fn layouts_follow_shape_and_setting() {
        for (layout, shape, begins, ends) in [
            (None, Shape::One, "<!DOCTYPE", "?>\n<!DOCTYPE"),
            (None, Shape::Many, "<!DOCTYPE", "<ref-list>"),
            (Some("references"), Shape::One, "<!DOCTYPE", "<ref-list>"),
            (Some("articles"), Shape::One, "<articles>", "<articles>"),
        ] {
            let mut options = WriteOptions { shape, ..WriteOptions::default() };
            if let Some(layout) = layout {
                options.settings.set(&crate::formats::jats::FORMAT, "layout", layout).unwrap();
            }
            let mut out = Out::new();
            writer(&options).begin(&mut out);
            let text = std::str::from_utf8(out.bytes()).unwrap();
            assert!(text.contains(begins) && text.contains(ends), "{layout:?} {shape:?}: {text}");
        }
    }
}
