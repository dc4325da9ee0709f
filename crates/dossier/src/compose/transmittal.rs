use habeas_case::Channel as CameBy;
use habeas_letters::{Channel, Letter, OfficeAnswers, RequestRow, TransmittalLetter};
use habeas_regime::{Medium, OfficeId};

use super::{
    ComposeError, Contents, Facts,
    parties::{addressee, postal_lines, sender},
};
use crate::{Contact, Message, Party, copy_for};

/// The controller's registered letter that carries one case to the office that decides it. It
/// tells of this case alone: whether the person asked for more is not the addressee's to know.
pub(super) fn transmittal(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let received = facts.received()?;
    let (right, kind) = facts.exercise()?;
    let pack = facts.pack;
    let locale = facts.locale();
    let office = facts
        .dispatch
        .office
        .clone()
        .map(OfficeId::from)
        .ok_or(ComposeError::State)?;
    let medium = pack.office(&office).map(|office| office.medium);
    let right_name = &pack.right(&right).ok_or(ComposeError::State)?.name;
    let kind_name = &pack.file_kind(&kind).ok_or(ComposeError::State)?.name;
    let signs = pack
        .desk(&pack.provisions().identity.desk)
        .map(|desk| desk.office.clone());
    let (right_name, kind_name) = (right_name.get(locale.tag()), kind_name.get(locale.tag()));
    Ok(Letter::Transmittal(TransmittalLetter {
        sender: sender(facts, signs.as_ref()),
        addressee: addressee(facts, &office)?,
        date: facts.today(),
        reference: facts.reference()?,
        right: right_name.to_owned(),
        file: kind_name.to_owned(),
        provision: pack.route_provision(&right, &kind).citation.to_string(),
        received_at: received
            .received_at
            .with_timezone(&pack.zone())
            .fixed_offset(),
        channel: channel(received.channel),
        due: facts.due()?,
        request: request(facts, contents, right_name, kind_name)?,
        own_words: own_words(facts, contents)?,
        enclosures: enclosures(facts),
        answers: match medium {
            Some(Medium::Paper) => OfficeAnswers::OnPaper,
            Some(Medium::Screen) | None => OfficeAnswers::OnScreen,
        },
    }))
}

fn channel(came_by: CameBy) -> Channel {
    match came_by {
        CameBy::Portal | CameBy::Api => Channel::Portal,
        CameBy::Mail => Channel::Email,
        CameBy::Post => Channel::Post,
        CameBy::Counter => Channel::Counter,
        CameBy::Phone => Channel::Telephone,
    }
}

/// The request as it was filed, field by field.
fn request(
    facts: &Facts<'_>,
    contents: &Contents,
    right: &str,
    kind: &str,
) -> Result<Vec<RequestRow>, ComposeError> {
    let received = facts.received()?;
    let locale = facts.locale();
    let mut rows = Rows {
        facts,
        rows: Vec::new(),
    };
    rows.add("letter-row-right", right.to_owned());
    rows.add("letter-row-file", kind.to_owned());
    let filer: Party = contents.get(received.filer)?;
    rows.add("letter-row-filer", filer.name.clone());
    let capacity = format!("letter-capacity-{}", received.capacity.as_str());
    rows.add("letter-row-capacity", locale.t(capacity).to_string());
    rows.party(&filer);
    if let Some(item) = received.subject {
        let subject: Party = contents.get(item)?;
        rows.add("letter-row-subject", subject.name.clone());
        rows.party(&subject);
    }
    let contact = match contents.get(received.contact)? {
        Contact::Email(address) => address,
        Contact::Post { name, address } => [vec![name], postal_lines(&address)].concat().join(", "),
    };
    rows.add("letter-row-contact", contact);
    Ok(rows.rows)
}

struct Rows<'a> {
    facts: &'a Facts<'a>,
    rows: Vec<RequestRow>,
}

impl Rows<'_> {
    fn add(&mut self, label: &'static str, value: String) {
        let label = self.facts.locale().t(label).to_string();
        self.rows.push(RequestRow { label, value });
    }

    fn party(&mut self, party: &Party) {
        let locale = self.facts.locale();
        if let Some(born) = party.born {
            self.add("letter-row-born", locale.date(born));
        }
        if let Some(address) = &party.address {
            self.add("letter-row-address", postal_lines(address).join(", "));
        }
        if let Some(phone) = &party.phone {
            self.add("letter-row-phone", phone.clone());
        }
        if let Some(known_as) = &party.known_as {
            self.add("letter-row-known-as", known_as.clone());
        }
    }
}

fn own_words(facts: &Facts<'_>, contents: &Contents) -> Result<Option<String>, ComposeError> {
    let Some(words) = facts.received()?.words else {
        return Ok(None);
    };
    let opened = facts.case()?.opened.as_ref().ok_or(ComposeError::State)?;
    let copy = copy_for(words, &opened.compartment);
    let message: Message = contents.get(copy)?;
    Ok(Some(message.text))
}

fn enclosures(facts: &Facts<'_>) -> Vec<String> {
    if facts.dispatch.items.is_empty() {
        return Vec::new();
    }
    vec![facts.locale().t("letter-enclosed-identity").to_string()]
}
