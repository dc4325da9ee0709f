//! An approved answer is sent: sealed for the person, held for the undo window, and taken back or
//! let go while it is held.

use axum::extract::Path;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use habeas_case::case::{Command, PHYSICIAN};
use habeas_dossier::{AnswerContent, copy_for, kinds, to_bytes};
use habeas_engine::{SealedWrites, store_writes};
use habeas_envelope::{Code, Hash32, ItemId};
use habeas_vault::{AnswerCode, Compartment, Owner, PersonPublic, Sealer};
use habeas_web::{PageError, Posted};

use crate::{
    cases::{CaseFile, sealing, settle, version_seen},
    draft::{Written, written},
    opening::of_kind,
    session::Session,
    turn::{Answer, Turn},
};

/// A hold ends at least this long before the end of a day that matters.
const BEFORE_THE_END: TimeDelta = TimeDelta::minutes(5);

pub(crate) async fn send(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let Some(draft) = written(&session, &file).await? else {
        return settle(
            Err(habeas_case::Refusal::NothingDrafted.into()),
            &file.path(),
            "sent",
        );
    };
    let now = session.app.now();
    let hold_until = hold_until(
        now,
        window(&session, &file),
        file.pack.zone(),
        &days(&session, &file),
    );
    let sealed = seal(&session, &file, &draft).await?;
    let mut commands = vec![Command::OrderAnswer {
        draft: file.state.draft.as_ref().map_or(sealed.answer, |d| d.draft),
        answer: sealed.answer,
        content: sealed.content,
        answer_key: sealed.answer_key,
        hold_until,
    }];
    let held = hold_until > now;
    if !held {
        commands.push(Command::EndHold { early: false });
    }
    let order = file.order(&session, commands, version);
    let order = sealing(&session.app, order, sealed.writes, &[kinds::ANSWER_FILE]).await?;
    let done = if held { "held" } else { "sent" };
    settle(session.execute(order).await, &file.path(), done)
}

pub(crate) async fn recall(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    simple(&session, &id, &posted, Command::Recall, "recalled").await
}

pub(crate) async fn send_now(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let command = Command::EndHold { early: true };
    simple(&session, &id, &posted, command, "sent").await
}

async fn simple(
    session: &Session,
    id: &str,
    posted: &Posted,
    command: Command,
    done: &str,
) -> Answer {
    let file = session.case(id).await?;
    session.check(&file.form(), posted)?;
    let order = file.order(session, vec![command], version_seen(posted)?);
    settle(session.execute(order).await, &file.path(), done)
}

/// An answer sealed for the person.
struct ForThePerson {
    answer: ItemId,
    content: Hash32,
    answer_key: [u8; 32],
    writes: SealedWrites,
}

/// Seals the answer so that it takes both the person's code and the answer's own to open it, and
/// the answer's code so that the courier can mail it.
async fn seal(session: &Session, file: &CaseFile, draft: &Written) -> Result<ForThePerson, Turn> {
    let app = &session.app;
    let received = file.submission.state.received.as_ref();
    let person = PersonPublic(received.ok_or_else(Turn::not_found)?.person_key);
    let code = AnswerCode::generate(&*app.engine.entropy);
    let public = code.derive(file.id.0).public();
    let mut content = draft.as_sent(file);
    let to_physician = draft.goes_to_physician();
    let wanted: Vec<uuid::Uuid> = content.attachments.iter().map(|a| a.item).collect();
    let opened = session
        .open(&file.stream, &[file.compartment], "answer", move |field| {
            of_kind(field, &[kinds::DRAFT_FILE]) && wanted.contains(&field.item)
        })
        .await?;
    let mut sealer = Sealer::for_owner(
        app.keyring.public(),
        file.controller().clone(),
        Owner::case(file.id),
        &*app.engine.entropy,
    );
    for attachment in &mut content.attachments {
        let bytes = opened
            .bytes(ItemId(attachment.item))
            .ok_or_else(|| PageError::internal("enclosure-missing"))?;
        let item = app.item();
        let kind = Code::literal(kinds::ANSWER_FILE);
        // What the physician receives, the person's codes do not open.
        let place = if to_physician {
            file.compartment
        } else {
            Compartment::Answer
        };
        sealer.seal(place, kind, item, bytes)?;
        attachment.item = item.0;
    }
    let answer = app.item();
    if to_physician {
        let enclosed = AnswerContent {
            language: content.language.clone(),
            text: String::new(),
            attachments: std::mem::take(&mut content.attachments),
            parts: Vec::new(),
        };
        let item = copy_for(answer, &Code::literal(PHYSICIAN));
        let kind = Code::literal(kinds::PHYSICIAN_DATA);
        sealer.seal(file.compartment, kind, item, &to_bytes(&enclosed)?)?;
    }
    let hash = sealer.seal(
        Compartment::Answer,
        Code::literal(kinds::ANSWER),
        answer,
        &to_bytes(&content)?,
    )?;
    sealer.wrap_for_answer(Compartment::Answer, &person, &public)?;
    sealer.seal(
        Compartment::Mail,
        Code::literal(kinds::ANSWER_CODE),
        copy_for(answer, &Code::literal("mail")),
        code.to_text().as_bytes(),
    )?;
    Ok(ForThePerson {
        answer,
        content: hash,
        answer_key: public.0,
        writes: store_writes(sealer.finish(), Vec::new()),
    })
}

fn window(session: &Session, file: &CaseFile) -> TimeDelta {
    let minutes = file.pack.provisions().working.undo_window_minutes;
    session
        .app
        .undo_window
        .unwrap_or_else(|| TimeDelta::minutes(i64::from(minutes)))
}

/// The days that matter to the case: the first limit, the last, and the one worked to.
fn days(session: &Session, file: &CaseFile) -> Vec<NaiveDate> {
    let actor = session.actor();
    let dates = file.state.dates(&file.context(&session.app, &actor));
    dates
        .into_iter()
        .flat_map(|dates| [dates.first_due, dates.due, dates.safe])
        .flatten()
        .collect()
}

/// Until when an answer is held: for the window, but never past five minutes before the end of a
/// day that matters.
fn hold_until(
    now: DateTime<Utc>,
    window: TimeDelta,
    zone: Tz,
    days: &[NaiveDate],
) -> DateTime<Utc> {
    let wanted = now + window.max(TimeDelta::zero());
    days.iter()
        .filter_map(|day| end_of(*day, zone))
        .filter(|end| *end > now)
        .map(|end| end - BEFORE_THE_END)
        .fold(wanted, DateTime::min)
        .max(now)
}

/// The first instant after a day.
fn end_of(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let next = day.checked_add_days(Days::new(1))?;
    zone.from_local_datetime(&next.and_time(NaiveTime::MIN))
        .earliest()
        .map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn held(now: &str, minutes: i64, day: &str) -> DateTime<Utc> {
        let days = [day.parse().unwrap()];
        let window = TimeDelta::minutes(minutes);
        hold_until(at(now), window, chrono_tz::Europe::Brussels, &days)
    }

    #[test]
    fn the_window_is_held_and_cut_before_a_day_ends() {
        // The day ends at 22:00 UTC in summer.
        let day = "2026-07-15";
        assert_eq!(
            held("2026-07-15T10:00:00Z", 10, day),
            at("2026-07-15T10:10:00Z")
        );
        assert_eq!(
            held("2026-07-15T21:50:00Z", 10, day),
            at("2026-07-15T21:55:00Z")
        );
        assert_eq!(
            held("2026-07-15T21:57:00Z", 10, day),
            at("2026-07-15T21:57:00Z")
        );
        assert_eq!(
            held("2026-07-15T22:01:00Z", 10, day),
            at("2026-07-15T22:11:00Z")
        );
        assert_eq!(
            held("2026-07-14T23:00:00Z", 0, day),
            at("2026-07-14T23:00:00Z")
        );
    }
}
