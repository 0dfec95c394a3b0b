//! Filling an article up from another one about the same work.

use super::{Article, Container, Event};

impl Article {
    /// Takes from `other` what is missing here, place by place: a list that holds something stays as it is, and so does
    /// a date of a role, or an identifier of a kind, that is known. `inferred` and `source` stay too.
    pub fn absorb(&mut self, other: Article) {
        // Every field is named, so that a new one cannot be forgotten.
        let Article {
            kind,
            key,
            genre,
            status,
            publication_types,
            title,
            subtitle,
            short_title,
            original_title,
            reviewed_title,
            translated_titles,
            contributors,
            et_al,
            affiliations,
            container,
            event,
            volume,
            issue,
            supplement,
            part,
            section,
            chapter,
            number,
            edition,
            version,
            volume_count,
            pages,
            article_number,
            page_count,
            medium,
            dimensions,
            scale,
            authority,
            dates,
            ids,
            links,
            languages,
            abstracts,
            keywords,
            chemicals,
            grants,
            notices,
            figures,
            accessions,
            notes,
            subsets,
            relations,
            reference_count,
            source_db,
            archive,
            archive_location,
            annotation,
            original_publisher,
            original_place,
            call_number,
            extra,
            inferred: _,
            source: _,
        } = other;
        if self.kind == super::Kind::default() {
            self.kind = kind;
        }
        if self.title.is_empty() {
            self.title = title;
        }
        // Affiliations are numbered: they come with their contributors or not at all.
        if self.contributors.is_empty() && self.affiliations.is_empty() {
            self.contributors = contributors;
            self.affiliations = affiliations;
            self.et_al |= et_al;
        }
        self.container.absorb(container);
        self.event.absorb(event);
        let known: Vec<_> = self.dates.iter().map(|dated| dated.role).collect();
        self.dates.extend(dates.into_iter().filter(|dated| !known.contains(&dated.role)));
        let known: Vec<_> = self.ids.iter().map(|id| id.kind.clone()).collect();
        for id in ids.into_iter().filter(|id| !known.contains(&id.kind)) {
            self.add_id(id);
        }
        option(&mut self.key, key);
        option(&mut self.genre, genre);
        option(&mut self.status, status);
        option(&mut self.subtitle, subtitle);
        option(&mut self.short_title, short_title);
        option(&mut self.original_title, original_title);
        option(&mut self.reviewed_title, reviewed_title);
        option(&mut self.volume, volume);
        option(&mut self.issue, issue);
        option(&mut self.supplement, supplement);
        option(&mut self.part, part);
        option(&mut self.section, section);
        option(&mut self.chapter, chapter);
        option(&mut self.number, number);
        option(&mut self.edition, edition);
        option(&mut self.version, version);
        option(&mut self.volume_count, volume_count);
        option(&mut self.pages, pages);
        option(&mut self.article_number, article_number);
        option(&mut self.page_count, page_count);
        option(&mut self.medium, medium);
        option(&mut self.dimensions, dimensions);
        option(&mut self.scale, scale);
        option(&mut self.authority, authority);
        option(&mut self.reference_count, reference_count);
        option(&mut self.source_db, source_db);
        option(&mut self.archive, archive);
        option(&mut self.archive_location, archive_location);
        option(&mut self.annotation, annotation);
        option(&mut self.original_publisher, original_publisher);
        option(&mut self.original_place, original_place);
        option(&mut self.call_number, call_number);
        list(&mut self.publication_types, publication_types);
        list(&mut self.translated_titles, translated_titles);
        list(&mut self.links, links);
        list(&mut self.languages, languages);
        list(&mut self.abstracts, abstracts);
        list(&mut self.keywords, keywords);
        list(&mut self.chemicals, chemicals);
        list(&mut self.grants, grants);
        list(&mut self.notices, notices);
        list(&mut self.figures, figures);
        list(&mut self.accessions, accessions);
        list(&mut self.notes, notes);
        list(&mut self.subsets, subsets);
        list(&mut self.relations, relations);
        // What has no place is never in the way.
        self.extra.extend(extra);
    }
}

impl Container {
    fn absorb(&mut self, other: Container) {
        let Container {
            title,
            iso,
            nlm,
            nlm_id,
            issue_title,
            volume_title,
            series,
            series_number,
            publisher,
            place,
            country,
        } = other;
        option(&mut self.title, title);
        option(&mut self.iso, iso);
        option(&mut self.nlm, nlm);
        option(&mut self.nlm_id, nlm_id);
        option(&mut self.issue_title, issue_title);
        option(&mut self.volume_title, volume_title);
        option(&mut self.series, series);
        option(&mut self.series_number, series_number);
        option(&mut self.publisher, publisher);
        option(&mut self.place, place);
        option(&mut self.country, country);
    }
}

impl Event {
    fn absorb(&mut self, other: Event) {
        let Event { name, place, sponsor } = other;
        option(&mut self.name, name);
        option(&mut self.place, place);
        option(&mut self.sponsor, sponsor);
    }
}

fn option<T>(place: &mut Option<T>, value: Option<T>) {
    if place.is_none() {
        *place = value;
    }
}

fn list<T>(place: &mut Vec<T>, values: Vec<T>) {
    if place.is_empty() {
        *place = values;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Article, NotPut, Slot};

    fn article(values: &[(Slot, &str)]) -> Article {
        let mut article = Article::default();
        for (slot, value) in values {
            article.put(*slot, value).unwrap();
        }
        article
    }

    #[test]
    fn an_empty_article_takes_everything() {
        let mut other = Article::default();
        for &slot in Slot::ALL {
            let value = match slot {
                Slot::Doi => "10.1234/x",
                Slot::Pmid | Slot::Pmcid => "123",
                Slot::Isbn => "9783161484100",
                _ if slot.name().starts_with("issn") => "1234-5679",
                _ if slot.name().contains("date") => "2019",
                _ => "Word",
            };
            assert!(matches!(other.put(slot, value), Ok(()) | Err(NotPut::Structured)), "{slot:?}");
        }
        let mut taken = Article::default();
        taken.absorb(other.clone());
        assert_eq!(taken, other);
    }

    #[test]
    fn what_is_known_stays() {
        let mut known =
            article(&[(Slot::Title, "A"), (Slot::Doi, "10.1234/a"), (Slot::DateIssued, "2019"), (Slot::Keywords, "k")]);
        known.absorb(article(&[
            (Slot::Title, "B"),
            (Slot::Doi, "10.1234/b"),
            (Slot::Pmid, "7"),
            (Slot::DateIssued, "2020"),
            (Slot::DateOnline, "2018"),
            (Slot::Keywords, "l"),
            (Slot::Volume, "3"),
        ]));
        let expected = article(&[
            (Slot::Title, "A"),
            (Slot::Doi, "10.1234/a"),
            (Slot::Pmid, "7"),
            (Slot::DateIssued, "2019"),
            (Slot::DateOnline, "2018"),
            (Slot::Keywords, "k"),
            (Slot::Volume, "3"),
        ]);
        assert_eq!(known, expected);
    }
}
