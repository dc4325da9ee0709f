//! Small data for the shared components.

/// One radio, checkbox or option.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The value posted.
    pub value: String,
    /// What it says.
    pub label: String,
    /// An explanation below, or empty.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl ToString) -> Self {
        Self {
            value: value.into(),
            label: label.to_string(),
            hint: String::new(),
        }
    }

    /// Explains the choice.
    #[must_use]
    pub fn hint(mut self, hint: impl ToString) -> Self {
        self.hint = hint.to_string();
        self
    }

    /// The element's id: the field's name for the first, so that the error summary leads there.
    /// (By reference, as templates pass the index of their loop.)
    #[must_use]
    pub fn id(&self, name: &str, index: &usize) -> String {
        if *index == 0 {
            name.to_owned()
        } else {
            format!("{name}-{}", index + 1)
        }
    }
}

/// The pages of a list, counted from 1.
#[derive(Clone, Debug)]
pub struct Pagination {
    current: usize,
    last: usize,
    base: String,
}

/// A page number, or a gap between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageItem {
    /// The page.
    pub number: usize,
    /// Its address.
    pub href: String,
    /// Whether it is shown.
    pub current: bool,
    /// Whether this is only the gap between two numbers.
    pub gap: bool,
}

impl Pagination {
    /// `base` is an address to which the page's number is appended, such as `/queue?page=`.
    /// A current page outside 1 to last is moved inside.
    #[must_use]
    pub fn new(current: usize, last: usize, base: impl Into<String>) -> Self {
        let last = last.max(1);
        Self {
            current: current.clamp(1, last),
            last,
            base: base.into(),
        }
    }

    /// Whether there is more than one page.
    #[must_use]
    pub fn needed(&self) -> bool {
        self.last > 1
    }

    /// The address of the page before.
    #[must_use]
    pub fn previous(&self) -> Option<String> {
        (self.current > 1).then(|| self.href(self.current - 1))
    }

    /// The address of the page after.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        (self.current < self.last).then(|| self.href(self.current + 1))
    }

    /// First, last, and the neighbours of the current page, with gaps between.
    #[must_use]
    pub fn items(&self) -> Vec<PageItem> {
        let mut items = Vec::new();
        let mut before = 0;
        for number in 1..=self.last {
            if number != 1 && number != self.last && number.abs_diff(self.current) > 1 {
                continue;
            }
            if number > before + 1 {
                items.push(PageItem {
                    number: 0,
                    href: String::new(),
                    current: false,
                    gap: true,
                });
            }
            let current = number == self.current;
            items.push(PageItem {
                number,
                href: self.href(number),
                current,
                gap: false,
            });
            before = number;
        }
        items
    }

    fn href(&self, number: usize) -> String {
        format!("{}{number}", self.base)
    }
}
