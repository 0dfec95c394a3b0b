//! Markup of texts in other languages: LaTeX, HTML, XML.

pub mod html;
pub mod latex;
pub mod xml;
