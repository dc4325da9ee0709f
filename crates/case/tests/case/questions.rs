//! A question about who somebody is: reminded of, then proposed for closing, never closed.

use chrono::{DateTime, Utc};
use habeas_case::{
    Capacity, CaseRef, Channel, ContactKind, Decision, DispatchChannel, DocumentRef, Meta, Moot,
    Questions, Refusal, Requested, SubmissionClass, SubmissionEvent, SubmissionReceived,
    submission::{self, Command, Submission},
};
use habeas_envelope::{CaseId, EventId, Hash32};
use uuid::Uuid;

use crate::house::{at, code, context, day, item, pack, pinned, staff};

struct Desk {
    state: Submission,
    now: DateTime<Utc>,
}

impl Desk {
    /// A filing of 2 March 2026, of whom proof was asked on the 4th.
    fn asked(contact_kind: ContactKind) -> Self {
        let mut desk = Self::checking(contact_kind, Capacity::Own);
        desk.ask(9);
        desk
    }

    /// A filing of 2 March 2026, on the 4th, when somebody looks at who filed it.
    fn checking(contact_kind: ContactKind, capacity: Capacity) -> Self {
        let mut desk = Self {
            state: Submission::default(),
            now: at("2026-03-04T09:00:00Z"),
        };
        let received = SubmissionReceived {
            pack: pinned("mensura", "1"),
            calendar: None,
            channel: Channel::Portal,
            received_at: at("2026-03-02T09:00:00Z"),
            received_on: day("2026-03-02"),
            language: code("nl"),
            seed: [3; 16],
            reference: code("r1"),
            person_key: [1; 32],
            capacity,
            requested: vec![Requested {
                right: code("access"),
                kind: code("general"),
            }],
            filer: item(1),
            subject: None,
            contact_kind,
            contact: item(2),
            words: None,
            documents: Vec::new(),
            named_office: None,
            audience: None,
            questions: Questions::default(),
            access_code: None,
        };
        desk.must(Command::Receive(Box::new(received)));
        desk.must(Command::Classify {
            class: SubmissionClass::Request,
            rule: None,
            cases: vec![CaseRef {
                case: CaseId(Uuid::from_u128(1)),
                right: code("access"),
                kind: code("general"),
            }],
        });
        desk.must(Command::OpenIdentityCheck {
            desk: code("privacy"),
            reason: code("no-proof"),
        });
        desk
    }

    fn ask(&mut self, question: u128) {
        let day = self.now.date_naive();
        self.must(Command::AskIdentity {
            question: item(question),
            day,
            doubt: code("no-copy"),
        });
    }

    fn does(&mut self, command: Command) -> Decision<SubmissionEvent> {
        let actor = staff(1);
        let ctx = context(pack("mensura"), self.now, &actor);
        let decision = submission::decide(&self.state, command, &ctx);
        if let Decision::Events(events) = &decision {
            for event in events {
                let meta = Meta {
                    id: EventId(Uuid::from_u128(u128::from(self.state.version + 1))),
                    seq: self.state.version + 1,
                    legal_day: event.legal_day().unwrap_or_else(|| ctx.today()),
                    recorded_at: self.now,
                    actor: actor.clone(),
                };
                submission::apply(&mut self.state, &meta, event);
            }
        }
        decision
    }

    fn must(&mut self, command: Command) -> Vec<SubmissionEvent> {
        match self.does(command.clone()) {
            Decision::Events(events) => events,
            other => panic!("{command:?} came to {other:?}"),
        }
    }

    fn alarms(&self) -> Vec<(String, String)> {
        let actor = staff(1);
        let ctx = context(pack("mensura"), self.now, &actor);
        let alarms = self.state.alarms(&ctx).into_iter();
        alarms
            .map(|alarm| {
                (
                    alarm.code.to_string(),
                    alarm.at.format("%FT%RZ").to_string(),
                )
            })
            .collect()
    }

    fn ring(&mut self, alarm: &str) -> Vec<SubmissionEvent> {
        self.must(Command::RingAlarm { alarm: code(alarm) })
    }
}

fn listed(alarms: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(code, at): &(&str, &str)| ((*code).to_owned(), (*at).to_owned());
    alarms.iter().map(owned).collect()
}

#[test]
fn an_unanswered_question_is_reminded_of_on_its_days_and_then_proposed_for_closing() {
    let mut desk = Desk::asked(ContactKind::Email);
    // At seven in Brussels, before and after summer time began on 29 March.
    let expected = [
        ("identity-remind-3d-1", "2026-03-07T06:00Z"),
        ("identity-remind-10d-1", "2026-03-14T06:00Z"),
        ("identity-remind-21d-1", "2026-03-25T06:00Z"),
    ];
    assert_eq!(desk.alarms(), listed(&expected));
    for (alarm, on) in expected {
        desk.now = at(&on.replace('Z', ":00Z"));
        let events = desk.ring(alarm);
        let [
            SubmissionEvent::IdentityReminded { question, .. },
            SubmissionEvent::Dispatch(_),
        ] = &events[..]
        else {
            panic!("{events:?}")
        };
        assert_eq!(*question, item(9));
    }
    let mails: Vec<_> = desk.state.outgoing.iter().collect();
    assert_eq!(mails.len(), 3);
    for (_, mail) in mails {
        assert_eq!(
            (mail.channel, mail.template.as_str()),
            (DispatchChannel::Mail, "message-waiting")
        );
    }
    assert_eq!(desk.state.status(), "identity-asked");
    assert_eq!(
        desk.alarms(),
        listed(&[("identity-close-1", "2026-04-01T05:00Z")])
    );
    desk.now = at("2026-04-01T05:00:00Z");
    let events = desk.ring("identity-close-1");
    let proposed = SubmissionEvent::IdentityClosureProposed { question: item(9) };
    assert_eq!(events, [proposed]);
    assert_eq!(desk.state.status(), "identity-unanswered");
    // Proposed, and nothing more: nobody was rejected, nothing is closed.
    assert_eq!(desk.state.closed, None);
    assert_eq!(desk.alarms(), []);
}

#[test]
fn an_answer_ends_the_reminders_and_the_proposal() {
    let evidence = Command::ReceiveEvidence {
        documents: vec![DocumentRef {
            item: item(50),
            kind: code("identity"),
            hash: Hash32([5; 32]),
        }],
    };
    let message = Command::ReceiveMessage { item: item(51) };
    for answer in [evidence, message] {
        let mut desk = Desk::asked(ContactKind::Email);
        desk.must(answer.clone());
        assert_eq!(desk.alarms(), [], "{answer:?}");
        let mut late = Desk::asked(ContactKind::Email);
        late.now = at("2026-03-25T06:00:00Z");
        late.ring("identity-remind-21d-1");
        late.now = at("2026-04-01T06:00:00Z");
        late.ring("identity-close-1");
        late.must(answer);
        assert_ne!(late.state.status(), "identity-unanswered");
        // Asked again, it begins anew.
        late.ask(10);
        assert_eq!(late.alarms()[0].0, "identity-remind-3d-2");
    }
}

#[test]
fn after_an_outage_the_person_is_reminded_once_and_given_a_week_before_anything_is_proposed() {
    let mut desk = Desk::asked(ContactKind::Email);
    desk.now = at("2026-05-04T09:00:00Z");
    let events = desk.ring("identity-remind-3d-1");
    assert_eq!(events.len(), 2, "one reminder, one mail: {events:?}");
    let SubmissionEvent::IdentityReminded {
        alarm, overtook, ..
    } = &events[0]
    else {
        panic!("{events:?}")
    };
    assert_eq!(alarm, "identity-remind-21d-1");
    assert_eq!(overtook.len(), 2);
    assert_eq!(
        desk.alarms(),
        listed(&[("identity-close-1", "2026-05-11T05:00Z")])
    );
}

#[test]
fn who_is_reached_by_post_is_reminded_by_one_letter() {
    let mut desk = Desk::asked(ContactKind::Post);
    assert_eq!(
        desk.alarms(),
        listed(&[("identity-remind-21d-1", "2026-03-25T06:00Z")])
    );
    desk.now = at("2026-03-25T06:00:00Z");
    desk.ring("identity-remind-21d-1");
    let (_, letter) = desk.state.outgoing.iter().next().unwrap();
    assert_eq!(letter.channel, DispatchChannel::Letter);
    assert_eq!(letter.items, [item(9)]);
}

#[test]
fn what_is_settled_or_withdrawn_is_reminded_of_no_more() {
    let mut settled = Desk::asked(ContactKind::Email);
    settled.must(Command::EstablishIdentity {
        method: code("card"),
        attestation: None,
    });
    assert_eq!(settled.alarms(), []);
    let mut withdrawn = Desk::asked(ContactKind::Email);
    withdrawn.must(Command::Withdraw);
    assert_eq!(withdrawn.alarms(), []);
}

/// Who acts for somebody else is known by their card, and that they may by nothing but what shows
/// it: until then the file goes nowhere.
#[test]
fn nobody_collects_for_somebody_else_who_has_not_shown_that_they_may() {
    let establish = || Command::EstablishIdentity {
        method: code("card"),
        attestation: None,
    };
    let collect = || Command::Collect {
        case: CaseId(Uuid::from_u128(1)),
        answer: item(7),
    };
    for capacity in Capacity::ALL.iter().filter(|c| **c != Capacity::Own) {
        let mut desk = Desk::checking(ContactKind::Email, *capacity);
        assert_eq!(desk.state.authority_word(), Some("open"));
        let refused = Decision::Refused(Refusal::AuthorityOpen);
        assert_eq!(desk.does(establish()), refused, "{capacity:?}");
        assert_ne!(desk.state.status(), "in-hand");
        desk.must(Command::AskAuthority { question: item(9) });
        assert_eq!(desk.does(establish()), refused, "{capacity:?}");
        assert_eq!(desk.state.authority_word(), Some("asked"));
        desk.must(Command::ProveAuthority {
            method: code("mandate"),
        });
        desk.must(establish());
        assert_eq!(desk.state.authority_word(), Some("proven"));
        desk.must(collect());
    }
    // What stands established of old is collected by nobody either.
    let mut desk = Desk::checking(ContactKind::Email, Capacity::Employer);
    desk.state.identity = submission::IdentityState::Established {
        method: code("card"),
    };
    let refused = Decision::Refused(Refusal::AuthorityOpen);
    assert_eq!(desk.does(collect()), refused);
    assert_eq!(desk.does(Command::HandOver), refused);
    // Who may not is rejected as anybody who cannot prove who they are.
    let mut desk = Desk::checking(ContactKind::Email, Capacity::Lawyer);
    let ground = code("no-authority");
    desk.must(Command::RefuseAuthority {
        ground: ground.clone(),
    });
    desk.must(Command::RejectIdentity {
        ground,
        reason: Some(item(90)),
    });
    assert_eq!(desk.state.authority_word(), Some("refused"));
    assert_eq!(desk.state.status(), "identity-rejected");
    let own = Desk::checking(ContactKind::Email, Capacity::Own);
    assert_eq!(own.state.authority_word(), None);
}

#[test]
fn what_the_person_writes_is_new_until_staff_have_read_or_answered_it() {
    let row = |desk: &Desk| {
        let actor = staff(1);
        let ctx = context(pack("mensura"), desk.now, &actor);
        let id = habeas_envelope::SubmissionId(Uuid::from_u128(1));
        let row = desk.state.row(id, &ctx).unwrap();
        (row.status.to_string(), row.tasks, row.task_due)
    };
    let mut desk = Desk::asked(ContactKind::Email);
    assert_eq!(row(&desk), ("identity-asked".to_owned(), 0, None));
    desk.now = at("2026-03-12T09:00:00Z");
    desk.must(Command::ReceiveMessage { item: item(51) });
    // A reply may answer the question: it is looked at as proof is.
    let came = Some(day("2026-03-12"));
    assert_eq!(row(&desk), ("identity".to_owned(), 1, came));
    assert_eq!(desk.state.unseen_evidence, came);
    desk.must(Command::OpenMessage { item: item(51) });
    assert_eq!(row(&desk), ("identity".to_owned(), 0, None));
    let again = desk.does(Command::OpenMessage { item: item(51) });
    assert_eq!(again, Decision::Moot(Moot::AlreadySo));
    desk.must(Command::ReceiveMessage { item: item(52) });
    desk.must(Command::SendMessage { item: item(53) });
    assert_eq!(desk.state.unread_message, None);
}
