//! XML as a tree of elements, read and written by quick-xml. AWS uses no attributes but namespaces, which are passed over.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// An element with its text and the elements in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub text: String,
    pub children: Vec<Element>,
    namespace: Option<&'static str>,
}

impl Element {
    /// An empty element.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// An element that holds only text.
    pub fn text(name: &str, text: impl ToString) -> Self {
        Self { name: name.to_owned(), text: text.to_string(), ..Self::default() }
    }

    /// An element with one child for each item: AWS's lists.
    pub fn list(name: &str, items: impl IntoIterator<Item = Element>) -> Self {
        Self { name: name.to_owned(), children: items.into_iter().collect(), ..Self::default() }
    }

    #[must_use]
    pub fn within(mut self, namespace: &'static str) -> Self {
        self.namespace = Some(namespace);
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn with(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    /// Adds a child that holds only text.
    #[must_use]
    pub fn has(self, name: &str, text: impl ToString) -> Self {
        self.with(Element::text(name, text))
    }

    /// Adds a child that holds only text, when there is one.
    #[must_use]
    pub fn may(self, name: &str, text: Option<impl ToString>) -> Self {
        match text {
            Some(text) => self.has(name, text),
            None => self,
        }
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|c| c.name == name)
    }

    /// The text of the first child of this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name).map(|c| c.text.as_str())
    }

    /// The children of the first child of this name: a list's items.
    pub fn items(&self, name: &str) -> &[Element] {
        self.child(name).map_or(&[], |c| c.children.as_slice())
    }

    /// Reads a document; `None` when it is no XML.
    pub fn parse(text: &str) -> Option<Element> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Element> = vec![Element::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => open.push(Element::new(start.local_name().as_ref())),
                Event::Empty(start) => open.last_mut()?.children.push(Element::new(start.local_name().as_ref())),
                Event::Text(text) => open.last_mut()?.text.push_str(&text),
                Event::GeneralRef(named) => open.last_mut()?.text.push_str(&referred(&named)?),
                Event::CData(text) => open.last_mut()?.text.push_str(&text),
                Event::End(_) => {
                    let closed = open.pop()?;
                    open.last_mut()?.children.push(closed);
                }
                Event::Eof if open.len() == 1 => return open.pop()?.children.into_iter().next(),
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// The document with this element as its root.
    pub fn document(&self) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        // Writing into memory does not fail.
        let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        self.write(&mut writer);
        writer.into_inner()
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) {
        let mut start = BytesStart::new(self.name.as_str());
        if let Some(namespace) = self.namespace {
            start.push_attribute(("xmlns", namespace));
        }
        let _ = writer.write_event(Event::Start(start));
        let _ = writer.write_event(Event::Text(BytesText::new(&self.text)));
        self.children.iter().for_each(|child| child.write(writer));
        let _ = writer.write_event(Event::End(BytesEnd::new(self.name.as_str())));
    }
}

/// What `&…;` stands for: one of the five, or a character by its number.
fn referred(named: &str) -> Option<String> {
    if let Some(number) = named.strip_prefix('#') {
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    quick_xml::escape::resolve_predefined_entity(named).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_with_every_awkward_character() {
        let element =
            Element::new("A").has("B", "<&>\"' é 가 \u{1}".replace('\u{1}', "")).with(Element::list("L", [Element::text("m", 1)]));
        let text = String::from_utf8(element.document()).unwrap();
        assert_eq!(Element::parse(&text), Some(element));
    }

    #[test]
    fn namespaces_entities_and_prefixes_are_understood_and_nonsense_is_not() {
        let read = Element::parse("<?xml version=\"1.0\"?>\n<x:A xmlns:x='u'><x:B>a&#38;b&amp;c</x:B><C/></x:A>").unwrap();
        assert_eq!((read.name.as_str(), read.value("B"), read.value("C")), ("A", Some("a&b&c"), Some("")));
        for wrong in ["", "<A>", "<A></B>", "text", "<A>&nobody;</A>"] {
            assert_eq!(Element::parse(wrong), None, "{wrong}");
        }
    }
}
