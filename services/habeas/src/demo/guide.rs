use std::fmt;

use habeas_engine::PackShelf;
use habeas_regime::{Pack, Via};

use super::{
    fates::Fate,
    plan::Life,
    staff::{Member, Staff},
};

/// What a newcomer is told: what to open, who to be, what to do.
pub struct Guide {
    walk: Option<Walk>,
    follow: Vec<Follow>,
    staff: Vec<Member>,
}

/// The walk through one request by registered letter, with who takes part.
struct Walk {
    organisation: String,
    right: String,
    kind: String,
    handler: Member,
    mailroom: Member,
    holder: Member,
    deputy: Member,
    admin: Member,
}

/// A request whose status page can be opened.
struct Follow {
    what: &'static str,
    reference: String,
    code: String,
}

impl Guide {
    pub(crate) fn new(shelf: &PackShelf, staff: &Staff, lives: &[Life]) -> Self {
        let current = shelf.packs().controllers().filter_map(|c| shelf.current(c));
        let walk = current.into_iter().find_map(|pack| Walk::at(pack, staff));
        let follow = [
            (Fate::ProofAsked, "asked who they are"),
            (Fate::Working, "in hand"),
            (Fate::Ready, "answered"),
        ];
        let follow = follow.into_iter().filter_map(|(fate, what)| {
            let life = lives.iter().find(|life| life.fate == fate)?;
            Some(Follow {
                what,
                reference: life.reference.to_string(),
                code: life.code.to_text().to_string(),
            })
        });
        Self {
            walk,
            follow: follow.collect(),
            staff: staff.members().to_vec(),
        }
    }

    /// What to print, with the addresses of portal and console.
    #[must_use]
    pub fn text(&self, portal: &str, console: &str) -> String {
        Page {
            guide: self,
            portal,
            console,
        }
        .to_string()
    }
}

impl Walk {
    /// At an organisation where a request for access goes by registered letter to an office with
    /// holder and deputy.
    fn at(pack: &Pack, staff: &Staff) -> Option<Self> {
        let controller = pack.controller();
        pack.exercises().find_map(|(right, kind)| {
            let Via::RegisteredLetter(letter) = &pack.route_provision(&right, &kind).via else {
                return None;
            };
            let office = letter.office.as_ref()?;
            let approval = pack.approval(&right, &kind)?;
            if approval.decides != office || approval.approves != office {
                return None;
            }
            let mut holders = staff.office(controller, office.code()).into_iter();
            let checker = pack.identity(&[(right.clone(), kind.clone())]).desk;
            let by_desk = staff.handler(controller, checker.code());
            let holder = holders.next()?.clone();
            Some(Self {
                organisation: pack
                    .provisions()
                    .controller
                    .display_name
                    .get("en")
                    .to_owned(),
                right: pack.right(&right)?.name.get("en").to_owned(),
                kind: pack.file_kind(&kind)?.name.get("en").to_owned(),
                handler: by_desk.map_or_else(|| holder.clone(), Member::clone),
                mailroom: staff.role(controller, "mailroom")?.clone(),
                holder,
                deputy: holders.next()?.clone(),
                admin: staff.role(controller, "admin")?.clone(),
            })
        })
    }

    fn lines(&self, page: &Page<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (portal, console) = (page.portal, page.console);
        let Self {
            organisation,
            right,
            kind,
            ..
        } = self;
        writeln!(f, "A walk from the request to the answer")?;
        writeln!(
            f,
            "  1. As a person, open {portal}, choose {organisation}, \"{right}\" of"
        )?;
        writeln!(
            f,
            "     \"{kind}\", give an e-mail address, send. Keep reference and access code."
        )?;
        writeln!(f, "  2. At {console}, one after the other:")?;
        step(f, "settle who the person is", &self.handler)?;
        step(
            f,
            "print the letter, enter RR473124829BE and the day",
            &self.mailroom,
        )?;
        step(f, "open the case and write the answer", &self.holder)?;
        step(f, "approve it, send it, \"send now\"", &self.deputy)?;
        step(f, "read in the mailbox the answer's own code", &self.admin)?;
        writeln!(
            f,
            "  3. At {portal}/status give reference and access code, then the answer's code."
        )
    }
}

fn step(f: &mut fmt::Formatter<'_>, what: &str, who: &Member) -> fmt::Result {
    writeln!(f, "     {what:<50} {:<28} {}", who.login, who.password)
}

struct Page<'a> {
    guide: &'a Guide,
    portal: &'a str,
    console: &'a str,
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        writeln!(f, "  {:<28} people file, follow and collect", self.portal)?;
        writeln!(f, "  {:<28} staff work", self.console)?;
        writeln!(f)?;
        if let Some(walk) = &self.guide.walk {
            walk.lines(self, f)?;
            writeln!(f)?;
        }
        if !self.guide.follow.is_empty() {
            writeln!(f, "Requests that can be followed at {}/status", self.portal)?;
            for Follow {
                what,
                reference,
                code,
            } in &self.guide.follow
            {
                writeln!(f, "  {what:<20} reference {reference}   access code {code}")?;
            }
            writeln!(f)?;
        }
        self.staff(f)?;
        writeln!(f)?;
        writeln!(
            f,
            "Nobody here is real. Passwords are new at every start; Ctrl-C ends it."
        )
    }
}

impl Page<'_> {
    /// Everybody, organisation by organisation.
    fn staff(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = &self.guide.staff;
        let widest = |of: fn(&Member) -> &str| {
            members
                .iter()
                .map(|member| of(member).chars().count())
                .max()
                .unwrap_or_default()
        };
        let logins = widest(|member| &member.login);
        let names = widest(|member| &member.name);
        writeln!(f, "Staff")?;
        let mut organisation = "";
        for member in members {
            if member.organisation != organisation {
                organisation = &member.organisation;
                writeln!(f, "  {organisation}")?;
            }
            let Member {
                login,
                title,
                password,
                name,
                ..
            } = member;
            writeln!(
                f,
                "    {login:<logins$}  {password}  {name:<names$}  {title}"
            )?;
        }
        Ok(())
    }
}
