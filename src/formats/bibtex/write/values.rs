//! Values of single fields: numbers, pages, dates, identifiers, notes, keywords and the abstract.

use super::super::tags::is_numbered_itself;
use super::*;

impl<'a> Entry<'a, '_> {
    /// The number that the type is known by; the others are noted.
    pub(super) fn number(&mut self) -> Option<Cow<'a, str>> {
        let article = self.article;
        let with_part = self.row.shape != Shape::Whole && self.row.shape != Shape::Part;
        let issue = issue(article, with_part);
        if issue.is_some() && issue.as_deref() != article.issue.as_deref() {
            self.log.flattened(Slot::Issue, "where its supplement or part begins");
        }
        let issue = (Slot::Issue, issue);
        let report = (Slot::Number, article.number.as_deref().map(Cow::Borrowed));
        let series = (Slot::SeriesNumber, article.container.series_number.as_deref().map(Cow::Borrowed));
        let type_name = self.extras.type_name.unwrap_or(self.type_name());
        let alone = article.container.series.is_none() && series.1.is_some();
        if alone && report.1.is_none() && is_numbered_itself(type_name) {
            self.log.flattened(Slot::SeriesNumber, "what it is a number of");
        }
        let order = match self.row.shape {
            Shape::Whole if alone && is_numbered_itself(type_name) => [report, series, issue],
            Shape::Article => [issue, report, series],
            Shape::Whole | Shape::Part => [series, report, issue],
            Shape::Thesis | Shape::Report | Shape::Loose => [report, issue, series],
        };
        let mut found = None;
        for (slot, value) in order {
            match (value, &found) {
                (None, _) => {}
                (value, None) => found = value,
                (Some(_), Some(_)) if slot == Slot::Issue => {
                    let parts = [
                        (Slot::Issue, &article.issue),
                        (Slot::Supplement, &article.supplement),
                        (Slot::Part, &article.part),
                    ];
                    parts.iter().filter(|(_, part)| part.is_some()).for_each(|(slot, _)| self.log.lost(*slot));
                }
                (Some(_), Some(_)) => self.log.lost(slot),
            }
        }
        found.map(|number| self.bib.escaped(number))
    }

    pub(super) fn pages(&mut self) -> Option<Cow<'a, str>> {
        let article = self.article;
        let bibtex = self.bib.dialect == Dialect::Bibtex;
        if let Some(pages) = &article.pages {
            if bibtex && article.page_count.is_some() && matches!(self.row.shape, Shape::Whole | Shape::Thesis) {
                self.log.lost(Slot::PageCount);
            }
            let odd = |text: &str| {
                text.starts_with('-')
                    || text.ends_with('-')
                    || ["--", " -", "- "].iter().any(|dash| text.contains(dash))
            };
            if odd(pages.expanded()) {
                self.log.flattened(Slot::Pages, "dashes that are none of a range");
            }
            if is_more_than_pages(pages.expanded()) {
                self.log.flattened(Slot::Pages, "the words beside them");
            }
            if is_article_number(pages.as_found()) {
                self.log.flattened(Slot::Pages, "their difference from an article number");
            }
            let mut out = String::with_capacity(pages.expanded().len() + 8);
            for (at, piece) in pages.expanded().split('-').enumerate() {
                if at > 0 {
                    out.push_str("--");
                }
                out.push_str(&self.bib.escaped(piece));
            }
            return Some(out.into());
        }
        match &article.article_number {
            Some(number) if self.extras.has_eid(number) => None,
            Some(number) if !self.bib.eid => {
                if !is_article_number(number) {
                    self.log.flattened(Slot::ArticleNumber, "its difference from a page");
                }
                Some(self.bib.escaped(number.as_str()))
            }
            Some(_) => None,
            None if bibtex && matches!(self.row.shape, Shape::Whole | Shape::Thesis) => {
                article.page_count.as_deref().map(|count| self.bib.escaped(count))
            }
            None => None,
        }
    }

    pub(super) fn eid(&mut self) -> Option<Cow<'a, str>> {
        let number = self.article.article_number.as_deref()?;
        if self.extras.has_eid(number) {
            return None;
        }
        let beside_pages = self.article.pages.is_some();
        if self.bib.eid || (beside_pages && self.bib.dialect == Dialect::Bibtex) {
            return Some(self.bib.escaped(number));
        }
        if beside_pages {
            // Styles of BibLaTeX would print both.
            self.log.lost(Slot::ArticleNumber);
        }
        None
    }

    pub(super) fn year(&mut self) -> Option<Cow<'a, str>> {
        let article = self.article;
        let date = article.citation_date()?;
        let (year, flattened) = self.date_parts().map(|parts| (parts.year.clone(), parts.flattened))?;
        let words = date.sort_year().is_none();
        if words && year.bytes().all(|byte| byte.is_ascii_digit()) {
            self.log.flattened(Slot::DateIssued, "digits that are no year");
        }
        match self.bib.dialect {
            Dialect::Biblatex if words => self.log.flattened(Slot::DateIssued, "a date in words"),
            Dialect::Biblatex => {
                if date.literal.is_some() {
                    self.log.flattened(Slot::DateIssued, "the source's words");
                }
                self.note_other_dates(date);
                return None;
            }
            Dialect::Bibtex => {
                if let Some(what) = flattened {
                    self.log.flattened(Slot::DateIssued, what);
                }
            }
        }
        self.note_other_dates(date);
        Some(self.bib.escaped(year))
    }

    /// Of the dates that may be the one to cite, those that were not written.
    fn note_other_dates(&mut self, written: &Date) {
        for role in [DateRole::Print, DateRole::Online, DateRole::Collection] {
            if self.article.date(role).is_some_and(|date| date != written) {
                self.log.lost(Slot::of_date(role));
            }
        }
    }

    pub(super) fn other_date(&mut self, slot: Slot) -> Option<Cow<'a, str>> {
        let date = &self.article.dates.iter().find(|dated| Slot::of_date(dated.role) == slot)?.date;
        if date.literal.is_some() {
            self.log.flattened(slot, "the source's words");
        }
        Some(self.bib.escaped(date.shown()))
    }

    pub(super) fn place(&mut self) -> Option<Cow<'a, str>> {
        let (place, venue) = (&self.article.container.place, &self.article.event.place);
        if self.row.shape != Shape::Part {
            return place.as_deref().map(|place| self.bib.escaped(place));
        }
        if place.is_some() && venue.is_some() {
            self.log.lost(Slot::EventPlace);
        }
        let venue = venue.as_deref().filter(|_| !self.extras.has_another(Slot::EventPlace, self.article));
        place.as_deref().or(venue).map(|place| self.bib.escaped(place))
    }

    pub(super) fn genre(&mut self) -> Option<Cow<'a, str>> {
        let genre = self.article.genre.as_deref()?;
        // The type of the entry says it.
        let type_name = self.extras.type_name.unwrap_or(self.type_name());
        if kinds_genre(type_name) == Some(genre) || type_name == genre {
            return None;
        }
        let key = GENRES.iter().find(|(phrase, _)| *phrase == genre);
        match key {
            Some((_, key)) if self.bib.dialect == Dialect::Biblatex => Some(Cow::Borrowed(*key)),
            _ => Some(self.bib.escaped(genre)),
        }
    }

    pub(super) fn state(&mut self) -> Option<Cow<'a, str>> {
        match &self.article.status {
            None => (self.article.kind == Kind::Preprint).then(|| "prepublished".into()),
            Some(Status::Other(word)) if word == "in preparation" && self.bib.dialect == Dialect::Biblatex => {
                Some("inpreparation".into())
            }
            Some(Status::Other(word)) => Some(self.bib.escaped(word.as_str())),
            Some(status) => {
                let row = STATES.iter().find(|(known, ..)| known == status);
                if row.is_none() {
                    self.log.lost(Slot::Status);
                }
                row.map(|(_, note, key)| if self.bib.dialect == Dialect::Bibtex { *note } else { *key }.into())
            }
        }
    }

    /// All notes; in BibTeX the state of publication before them.
    pub(super) fn notes(&mut self) -> Option<Cow<'a, str>> {
        let state =
            if self.bib.dialect == Dialect::Bibtex && self.article.status.is_some() { self.state() } else { None };
        if self.article.notes.len() + usize::from(state.is_some()) > 1 {
            self.log.flattened(Slot::Notes, "where one note ends and the next begins");
        }
        if self.article.notes.iter().any(|note| is_more_than_note(note)) {
            self.log.flattened(Slot::Notes, "notes that say something of the work");
        }
        let mut out = state.map(Cow::into_owned).unwrap_or_default();
        for note in self.article.notes.iter().filter(|note| !self.extras.says(note)) {
            if !out.is_empty() {
                out.push_str(if out.ends_with(['.', '!', '?']) { " " } else { "; " });
            }
            out.push_str(&self.bib.escaped(note.as_str()));
        }
        Some(out.into())
    }

    /// Identifier, archive and class. arXiv comes first; BibLaTeX prints the others as links too.
    pub(super) fn eprint(&self) -> Option<(Cow<'a, str>, &'static str, Option<&'a str>)> {
        let article = self.article;
        let bibtex = self.bib.dialect == Dialect::Bibtex;
        if let Some(Id { value, version, note, .. }) = article.ids_of(&IdKind::Arxiv).next() {
            let archive = if bibtex { "arXiv" } else { "arxiv" };
            let value = match version {
                Some(version) => format!("{value}v{}", version.trim_start_matches('v')).into(),
                None => Cow::Borrowed(value.as_str()),
            };
            return Some((value, archive, note.as_deref()));
        }
        if bibtex {
            return None;
        }
        let (id, archive) = self.archived().or(article.id(&IdKind::Pmid).map(|pmid| (pmid, "pubmed")))?;
        Some((id.into(), archive, None))
    }

    /// The first identifier of an archive that BibLaTeX links to.
    pub(super) fn archived(&self) -> Option<(&'a str, &'static str)> {
        [("jstor", "jstor"), ("hdl", "hdl"), ("handle", "hdl")].into_iter().find_map(|(scheme, archive)| {
            let of_scheme = |id: &&Id| matches!(&id.kind, IdKind::Other(name) if name == scheme);
            Some((self.article.ids.iter().find(of_scheme)?.value.as_str(), archive))
        })
    }

    pub(super) fn isbn(&mut self) -> Option<Cow<'a, str>> {
        Some(self.bib.escaped(self.all_of(&IdKind::Isbn)))
    }

    fn all_of(&self, kind: &IdKind) -> String {
        self.article.ids_of(kind).map(|id| id.value.as_str()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn issn(&mut self) -> Option<Cow<'a, str>> {
        let best = self.article.best_issn()?;
        // Those that the source did not tell apart go where it had them, and so does one beside a field of the other.
        let apart = self.extras.has_electronic_issn();
        for kind in [IdKind::IssnPrint, IdKind::Issn] {
            let first = self.article.id(&kind);
            if first.is_some() && (apart || (first == Some(best) && kind == IdKind::Issn)) {
                return Some(self.bib.escaped(self.all_of(&kind)));
            }
        }
        for kind in [IdKind::IssnPrint, IdKind::IssnElectronic, IdKind::IssnLinking, IdKind::Issn] {
            if self.article.ids_of(&kind).any(|id| id.value != best) {
                self.log.lost(Slot::of_id(&kind));
            }
        }
        Some(self.bib.escaped(best))
    }

    /// BCP 47 tags in BibTeX, since Zotero goes by them; English names in small letters in BibLaTeX, which are its keys.
    pub(super) fn languages(&self) -> Cow<'a, str> {
        let name = |tag: &'a String| match (self.bib.dialect, language::to_english(tag)) {
            (Dialect::Biblatex, Some(name)) => {
                let name = name.split(',').next().unwrap_or(name).to_lowercase();
                // A name that does not say all of the tag is worth less than the tag.
                let names = [Some(name.as_str()), language::to_babel(tag)];
                let whole = |name: &&str| language::to_bcp47(name).as_ref() == Some(tag);
                names.into_iter().flatten().find(whole).unwrap_or(tag).to_owned().into()
            }
            _ => Cow::Borrowed(tag.as_str()),
        };
        let braced = |tag: &'a String| {
            let item = self.bib.escaped(name(tag));
            let parts = tag.contains([',', ';']) || tag.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
            if parts { format!("{{{item}}}").into() } else { item }
        };
        if let [only] = &self.article.languages[..] {
            return braced(only);
        }
        let names: Vec<_> = self.article.languages.iter().map(braced).collect();
        names.join(if self.bib.dialect == Dialect::Bibtex { ", " } else { " and " }).into()
    }

    pub(super) fn keywords(&mut self) -> String {
        let has = |slot: Slot| self.article.keywords.iter().any(|keyword| Slot::of_scheme(&keyword.scheme) == slot);
        if has(Slot::Mesh) && has(Slot::Keywords) {
            self.log.flattened(Slot::Keywords, "their difference from subject headings");
        }
        let mut seen = Few::default();
        let mut out = String::new();
        for keyword in &self.article.keywords {
            let (plain, tex) = match keyword.scheme {
                Scheme::Mesh => {
                    let heading = match keyword.qualifiers[..] {
                        [] => Cow::Borrowed(keyword.term.plain()),
                        _ => Cow::Owned(keyword.heading(false)),
                    };
                    (heading.clone(), self.bib.escaped(heading))
                }
                Scheme::Author | Scheme::Other(_) => {
                    if keyword.major {
                        self.log.flattened(Slot::Keywords, "majors");
                    }
                    (Cow::Borrowed(keyword.term.plain()), latex::from_text(&keyword.term, self.bib.encoding))
                }
                _ => continue,
            };
            let braces = if plain.contains([',', ';']) { ("{", "}") } else { ("", "") };
            if is_blank(&tex) || !seen.insert(plain) {
                continue;
            }
            if !out.is_empty() {
                out.push_str(", ");
            }
            out.extend([braces.0, &tex, braces.1]);
        }
        out
    }

    pub(super) fn abstract_text(&mut self) -> Option<Cow<'a, str>> {
        let found = self.article.main_abstract()?;
        if found.sections.len() > 1 || found.sections.iter().any(|section| section.label.is_some()) {
            self.log.flattened(Slot::Abstract, "sections");
        }
        if let [Section { label: None, text, .. }] = &found.sections[..] {
            return Some(paragraphs(text, self.bib.encoding));
        }
        let mut out = String::new();
        for Section { label, text, .. } in &found.sections {
            let tex = paragraphs(text, self.bib.encoding);
            if !out.is_empty() && !tex.is_empty() {
                out.push_str(BREAK);
            }
            if let Some(label) = label {
                out.push_str(&self.bib.escaped(label.as_str()));
                out.push_str(": ");
            }
            out.push_str(&tex);
        }
        Some(out.into())
    }
}

/// Issue, supplement and part on one line: `3 Suppl 2 Pt 1`.
fn issue(article: &Article, with_part: bool) -> Option<Cow<'_, str>> {
    if article.supplement.is_none() && !(with_part && article.part.is_some()) {
        return article.issue.as_deref().filter(|issue| !issue.is_empty()).map(Cow::Borrowed);
    }
    let worded = |word: &str, value: &str| {
        if value.starts_with(|c: char| c.is_ascii_digit()) { format!("{word} {value}") } else { value.to_owned() }
    };
    let parts = [
        article.issue.clone(),
        article.supplement.as_deref().map(|value| worded("Suppl", value)),
        article.part.as_deref().filter(|_| with_part).map(|value| worded("Pt", value)),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text.into())
}
