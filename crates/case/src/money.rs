use habeas_envelope::Code;

/// An amount of money: whole cents of a currency, never a fraction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Hundredths of the currency's unit.
    pub cents: u32,
    /// The currency: its ISO 4217 code in lower case.
    pub currency: Code,
}

impl Money {
    /// An amount in euro.
    #[must_use]
    pub fn euro(cents: u32) -> Self {
        Self {
            cents,
            currency: Code::literal("eur"),
        }
    }

    /// Reads an amount in euro as it is typed: `12`, `12.5`, `12,50`; none when it is no such
    /// number or has more than two decimals.
    #[must_use]
    pub fn parse_euro(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, part) = text.split_once([',', '.']).unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 {
            return None;
        }
        let scale = if part.len() == 1 { 10 } else { 1 };
        let part: u32 = part.parse().ok()?;
        let whole: u32 = whole.parse().ok()?;
        let cents = whole.checked_mul(100)?.checked_add(part * scale)?;
        Some(Self::euro(cents))
    }

    /// The amount with two decimals and the given mark before them.
    #[must_use]
    pub fn with_mark(&self, mark: char) -> String {
        format!("{}{mark}{:02}", self.cents / 100, self.cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_to_the_cent() {
        let cents = |text: &str| Money::parse_euro(text).map(|money| money.cents);
        assert_eq!(cents("12"), Some(1200));
        assert_eq!(cents(" 12,5 "), Some(1250));
        assert_eq!(cents("0.05"), Some(5));
        assert_eq!(cents("42949672.95"), Some(u32::MAX));
        for wrong in ["", ",5", "5,", "-1", "1.234", "1e3", "42949672.96", "1 000"] {
            assert_eq!(cents(wrong), None, "{wrong}");
        }
        assert_eq!(Money::euro(1205).with_mark(','), "12,05");
    }
}
