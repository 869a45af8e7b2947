//! HTML written so that text stays text: what a file or a person wrote cannot become markup.

/// A document being written.
#[derive(Debug, Default)]
pub(super) struct Html(String);

/// Names and values of attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Html {
    /// An element with what `inside` writes.
    pub(super) fn element(&mut self, tag: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.open(tag, attributes);
        inside(self);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push_str(">\n");
    }

    /// An element that holds one text of ours.
    pub(super) fn say(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) {
        self.element(tag, attributes, |html| html.text(text));
    }

    /// An element that holds one text out of the file, kept from turning the direction of what stands around it.
    pub(super) fn theirs(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) {
        self.element(tag, attributes, |html| html.say("bdi", &[], text));
    }

    /// An element that has no end.
    pub(super) fn open(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '&' => self.0.push_str("&amp;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' => self.0.push('\n'),
                c if c.is_control() => self.0.push(' '),
                c => self.0.push(c),
            }
        }
    }

    /// Markup of our own: a style sheet, a picture from [`svg`](crate::chart::svg).
    pub(super) fn ours(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn nothing_written_as_text_becomes_markup() {
        let mut html = Html::default();
        html.theirs("td", &[("title", "\"><script>")], "</td><img src=x onerror=alert(1)>\u{0}'");
        assert_eq!(
            html.finish(),
            "<td title=\"&quot;&gt;&lt;script&gt;\"><bdi>&lt;/td&gt;&lt;img src=x onerror=alert(1)&gt; &#39;</bdi>\n</td>\n"
        );
    }
}
