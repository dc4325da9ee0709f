use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Citation, Compartment, DeskId, OfficeId, Texts};

/// A postal address as it is printed, without the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street, number and box.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// ISO 3166-1 alpha-2, in capitals.
    pub country: String,
}

impl Address {
    /// The lines of the address below the name: street, then postal code and town; the country is
    /// left to the letter, which knows where it is posted.
    #[must_use]
    pub fn lines(&self) -> [String; 2] {
        let place = if self.postcode.is_empty() {
            self.town.clone()
        } else {
            format!("{} {}", self.postcode, self.town)
        };
        [self.street.clone(), place]
    }
}

/// A desk: the place a case stands at. It sees its own cases and nothing of another's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Its id.
    pub id: DeskId,
    /// What it is called.
    pub name: Texts,
    /// What its cases are sealed under.
    pub compartment: Compartment,
    /// Whether professional secrecy closes it to every other desk, the privacy desk included. A
    /// closed desk checks the identity behind a filing that concerns it alone.
    #[serde(default)]
    pub closed: bool,
    /// The office that heads it.
    pub office: OfficeId,
    /// The address of the function, where mail for the desk goes.
    pub email: Option<String>,
    /// Where it comes from.
    pub citation: Citation,
}

/// How an office works, which decides how a registered letter opens its case to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Medium {
    /// It signs in: the handover opens in its compartment at once.
    Screen,
    /// It answers by the reply slip of the letter.
    Paper,
}

/// An office: letters and alarms go to it, never to a person by name alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Its title.
    pub title: Texts,
    /// How it works.
    pub medium: Medium,
    /// Where its letters go when no holder has an address of their own.
    pub address: Option<Address>,
    /// The address of the function for e-mail.
    pub email: Option<String>,
    /// Who holds it, has held it, will hold it.
    #[serde(default)]
    pub holders: Vec<Holder>,
    /// Who stands in, under the same secrecy.
    #[serde(default)]
    pub deputies: Vec<Holder>,
    /// Where it comes from.
    pub citation: Citation,
}

impl Office {
    /// Who holds the office on `day`, the later beginning first where two overlap.
    #[must_use]
    pub fn holder(&self, day: NaiveDate) -> Option<&Holder> {
        self.holders
            .iter()
            .filter(|holder| holder.holds(day))
            .max_by_key(|holder| holder.from)
    }

    /// Where a letter to the office goes on `day`: the holder's address, else the office's.
    #[must_use]
    pub fn postal_address(&self, day: NaiveDate) -> Option<&Address> {
        self.holder(day)
            .and_then(|holder| holder.address.as_ref())
            .or(self.address.as_ref())
    }
}

/// One person's time in an office. Holders are published by the organisation and stand in its
/// pack; they are not personal data of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The name as a letter is addressed, title included.
    pub name: String,
    /// First day in office; absent: since before the pack.
    pub from: Option<NaiveDate>,
    /// Last day in office; absent: still there.
    pub to: Option<NaiveDate>,
    /// Where they work.
    pub site: Option<String>,
    /// The language they are written to in.
    pub language: Option<String>,
    /// Where letters to them go.
    pub address: Option<Address>,
}

impl Holder {
    /// Whether they are in office on `day`, first and last day included.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
