use habeas_letters::{Addressee, Person, Sender};
use habeas_regime::{Address, OfficeId};

use super::{ComposeError, Contents, Facts};
use crate::{Contact, Party, PostalAddress};

/// The controller as it writes, signed by an office.
pub(super) fn sender(facts: &Facts<'_>, signs: Option<&OfficeId>) -> Sender {
    let controller = &facts.pack.provisions().controller;
    let locale = facts.locale();
    let address = address_lines(facts, &controller.address);
    let mailroom = locale
        .t("letter-mailroom")
        .arg("controller", &controller.name);
    let mut return_address = vec![mailroom.to_string()];
    return_address.extend(address.iter().cloned());
    Sender {
        name: controller.name.clone(),
        address,
        return_address,
        signatory: signs
            .map(|office| signatory(facts, office))
            .unwrap_or_default(),
    }
}

/// Who signs: the holder of the office, where one is named, and the office.
fn signatory(facts: &Facts<'_>, office: &OfficeId) -> Vec<String> {
    let Some(office) = facts.pack.office(office) else {
        return Vec::new();
    };
    let mut lines: Vec<String> = office
        .holder(facts.today())
        .map(|holder| holder.name.clone())
        .into_iter()
        .collect();
    lines.push(office.title.get(facts.locale().tag()).to_owned());
    lines
}

/// The office a letter goes to.
pub(super) fn addressee(facts: &Facts<'_>, office: &OfficeId) -> Result<Addressee, ComposeError> {
    let office = facts.pack.office(office).ok_or(ComposeError::State)?;
    let today = facts.today();
    let address = office.postal_address(today).ok_or(ComposeError::Address)?;
    let mut lines = vec![facts.pack.provisions().controller.name.clone()];
    lines.extend(address_lines(facts, address));
    Ok(Addressee {
        office: office.title.get(facts.locale().tag()).to_owned(),
        holder: office.holder(today).map(|holder| holder.name.clone()),
        address: lines,
    })
}

/// The person a letter goes to: as they asked to be reached, else where they said they live.
pub(super) fn person(facts: &Facts<'_>, contents: &Contents) -> Result<Person, ComposeError> {
    let received = facts.received()?;
    if let Contact::Post { name, address } = contents.get(received.contact)? {
        return Ok(Person {
            name,
            address: postal_lines(&address),
        });
    }
    let filer: Party = contents.get(received.filer)?;
    let address = filer.address.as_ref().ok_or(ComposeError::Address)?;
    Ok(Person {
        address: postal_lines(address),
        name: filer.name,
    })
}

/// The lines of a person's address below the name.
pub(super) fn postal_lines(address: &PostalAddress) -> Vec<String> {
    let place = format!("{} {}", address.postcode, address.town);
    [
        address.street.as_str(),
        place.trim(),
        address.country.as_str(),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .map(str::to_owned)
    .collect()
}

/// The lines of an address of the pack; its country where that is another than the controller's.
fn address_lines(facts: &Facts<'_>, address: &Address) -> Vec<String> {
    let mut lines: Vec<String> = address
        .lines()
        .into_iter()
        .filter(|l| !l.is_empty())
        .collect();
    if address.country != facts.pack.provisions().controller.address.country {
        lines.push(address.country.clone());
    }
    lines
}
