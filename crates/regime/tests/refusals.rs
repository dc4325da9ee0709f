//! A pack that is incomplete or contradicts itself is refused, at the right place, in words.

use habeas_regime::{Library, Pack, Packs};

const EXAMPLE: &str = include_str!("example.toml");

/// The example with one change, and what is said of it.
fn refused(from: &str, to: &str) -> Vec<(String, String)> {
    assert!(EXAMPLE.contains(from), "the example has no {from:?}");
    let text = EXAMPLE.replacen(from, to, 1);
    let errors = Pack::parse_with("example.toml", &text, &Library::embedded())
        .expect_err("the change makes it wrong");
    errors
        .iter()
        .map(|error| {
            assert_eq!(error.file, "example.toml");
            (error.path.clone(), error.problem.clone())
        })
        .collect()
}

#[track_caller]
fn one(from: &str, to: &str, path: &str, problem: &str) {
    let found = refused(from, to);
    assert_eq!(
        found,
        [(path.to_owned(), problem.to_owned())],
        "{from:?} -> {to:?}"
    );
}

#[track_caller]
fn among(from: &str, to: &str, path: &str, problem: &str) {
    let found = refused(from, to);
    let wanted = (path.to_owned(), problem.to_owned());
    assert!(found.contains(&wanted), "{found:#?}");
}

#[test]
fn text_that_is_no_toml() {
    let found = refused("format = 1", "format = ");
    assert_eq!(found[0].0, "");
    assert!(
        found[0].1.starts_with("line 2: this is not TOML"),
        "{found:?}"
    );
}

#[test]
fn a_key_that_is_missing() {
    let found = refused("compartment = \"medical\"\n", "");
    assert_eq!(found[0].0, "desks[1]");
    assert!(
        found[0].1.ends_with("`compartment` is missing"),
        "{found:?}"
    );
}

#[test]
fn a_key_that_nobody_knows() {
    let found = refused("closed = true", "clozed = true");
    assert_eq!(found[0].0, "desks[1].clozed");
    assert!(
        found[0].1.contains("nothing is called `clozed`"),
        "{found:?}"
    );
}

#[test]
fn a_table_that_is_missing() {
    let a = EXAMPLE.find("[routing.otherwise]").unwrap();
    let b = EXAMPLE.find("[identity]").unwrap();
    let found = refused(&EXAMPLE[a..b], "");
    assert!(
        found[0].0.starts_with("routing") && found[0].1.ends_with("`otherwise` is missing"),
        "{found:?}"
    );
}

#[test]
fn a_behaviour_that_is_none() {
    let found = refused("behaviour = \"give\"", "behaviour = \"take\"");
    assert_eq!(found[0].0, "rights[0].behaviour");
}

#[test]
fn a_zone_that_is_none() {
    let found = refused("Europe/Brussels", "Europe/Gent");
    assert_eq!(found[0].0, "controller.zone");
}

#[test]
fn a_citation_that_is_empty() {
    let found = refused("citation = \"GDPR art. 16\"", "citation = \" \"");
    assert_eq!(found[0].0, "rights[1].citation");
    assert!(
        found[0].1.contains("a citation must not be empty"),
        "{found:?}"
    );
    one(
        "citation = \"GDPR art. 16\"",
        "citation = \"--\"",
        "rights[rectification].citation",
        "the citation names no provision",
    );
}

#[test]
fn another_format() {
    one(
        "format = 1",
        "format = 2",
        "format",
        "this program reads format 1, not 2",
    );
}

#[test]
fn two_of_one_id() {
    among(
        "id = \"erasure\"",
        "id = \"rectification\"",
        "rights[rectification]",
        "there is another with this id",
    );
}

#[test]
fn a_desk_that_is_none() {
    among(
        "desk = \"privacy\"\ndecides",
        "desk = \"reception\"\ndecides",
        "file_kinds[general].desk",
        "there is no desk reception",
    );
}

#[test]
fn an_office_that_is_none() {
    one(
        "office = \"psychosocial-lead\"\ncitation",
        "office = \"nobody\"\ncitation",
        "desks[psychosocial].office",
        "there is no office nobody",
    );
}

#[test]
fn who_decides_what_they_may_not_read() {
    one(
        "decides = \"head-doctor\"",
        "decides = \"privacy-officer\"",
        "file_kinds[medical].decides",
        "privacy-officer decides what it may not read",
    );
}

#[test]
fn a_closed_desk_under_the_general_compartment() {
    one(
        "compartment = \"medical\"",
        "compartment = \"general\"",
        "desks[medical].compartment",
        "a closed desk needs a compartment of its own, not the general one",
    );
}

#[test]
fn a_registered_letter_without_an_address() {
    one(
        "registered-letter = { office = \"head-doctor\"",
        "registered-letter = { office = \"dpo\"",
        "routing.rules[medical-by-registered-letter].via.registered-letter.office",
        "a registered letter goes to dpo, which has no postal address",
    );
}

#[test]
fn a_registered_letter_to_nobody() {
    one(
        "{ office = \"psychosocial-lead\", template",
        "{ template",
        "routing.rules[psychosocial-by-registered-letter].via.registered-letter",
        "neither an office nor a choice of offices is given",
    );
}

#[test]
fn a_choice_without_a_way_to_choose() {
    one(
        "{ office = \"psychosocial-lead\", template",
        "{ choose = { among = [\"psychosocial-lead\"] }, template",
        "routing.rules[psychosocial-by-registered-letter].via.registered-letter.choose",
        "nothing tells which office: no way to choose is given",
    );
}

#[test]
fn an_office_and_a_choice_of_offices() {
    one(
        "{ office = \"psychosocial-lead\", template",
        "{ office = \"psychosocial-lead\", choose = { among = [\"psychosocial-lead\"] }, template",
        "routing.rules[psychosocial-by-registered-letter].via.registered-letter",
        "an office and a choice of offices contradict each other",
    );
}

#[test]
fn an_addressee_who_decides_what_they_may_not_read() {
    one(
        "{ office = \"psychosocial-lead\", template",
        "{ office = \"head-doctor\", addressee_decides = true, template",
        "routing.rules[psychosocial-by-registered-letter].via.registered-letter",
        "head-doctor decides as addressee, but may not read psychosocial",
    );
}

#[test]
fn a_route_that_earlier_ones_take_whole() {
    among(
        "when = { kinds = [\"psychosocial\"] }",
        "when = { rights = [\"access\"], kinds = [\"medical\"] }",
        "routing.rules[1].when",
        "no case is left for this one by the rules before it: it never holds",
    );
}

#[test]
fn a_closed_file_at_an_open_desk_by_slip() {
    one(
        "when = { kinds = [\"medical\"] }",
        "when = { rights = [\"access\"], kinds = [\"medical\"] }",
        "routing.rules[rest-to-privacy-desk]",
        "takes rectification on medical to the open desk privacy, though the file is closed; say \
         in the rule who decides, or send it to medical",
    );
}

#[test]
fn a_rule_for_a_right_or_kind_that_is_none() {
    among(
        "when = { kinds = [\"medical\"] }",
        "when = { kinds = [\"medical\", \"dental\"] }",
        "routing.rules[0].when.kinds",
        "there is no kind of file dental",
    );
    among(
        "when = { kinds = [\"medical\"] }",
        "when = { rights = [], kinds = [\"medical\"] }",
        "routing.rules[0].when.rights",
        "an empty list would hold for no right; leave it out to mean all",
    );
}

#[test]
fn what_holds_otherwise_has_no_condition() {
    among(
        "[time_limits.otherwise]",
        "[time_limits.otherwise]\nwhen = { rights = [\"access\"] }",
        "time_limits.otherwise.when",
        "what holds otherwise holds for all and has no condition",
    );
}

#[test]
fn a_regime_or_clock_that_is_none() {
    one(
        "clock = \"gdpr-be/request\"",
        "clock = \"gdpr-de/request\"",
        "time_limits.otherwise.clock",
        "there is no regime gdpr-de",
    );
    one(
        "clock = \"gdpr-be/request\"",
        "clock = \"gdpr-be/answer\"",
        "time_limits.otherwise.clock",
        "the regime gdpr-be has no clock answer",
    );
    let found = refused("clock = \"gdpr-be/request\"", "clock = \"gdpr-be\"");
    assert_eq!(found[0].0, "time_limits.otherwise.clock");
    assert!(
        found[0].1.contains("a clock is written regime/clock"),
        "{found:?}"
    );
}

#[test]
fn a_clock_that_cannot_bind_an_answer() {
    among(
        "clock = \"gdpr-be/request\"",
        "clock = \"gdpr-be/breach_authority_72h\"",
        "time_limits",
        "gdpr-be/breach_authority_72h is not counted in dates",
    );
    among(
        "clock = \"gdpr-be/request\"",
        "clock = \"mensura/retention_training_10y\"",
        "time_limits",
        "mensura/retention_training_10y does not begin with the receipt of a request",
    );
}

#[test]
fn an_answer_that_never_counts() {
    one(
        "counts_as_answered = [\"made-available\", \"posted\"]",
        "counts_as_answered = []",
        "answers",
        "no step counts as having answered",
    );
}

#[test]
fn evidence_asked_for_and_forbidden_or_not_checked() {
    among(
        "[time_limits.otherwise]",
        "[[identity.evidence]]\nask = \"identity-card-copy\"\ncitation = \"Example policy, 6\"\n\n[time_limits.otherwise]",
        "identity.evidence[0]",
        "evidence is asked for, though identity is not checked",
    );
    among(
        "[time_limits.otherwise]",
        "[[identity.evidence]]\nask = \"national-number\"\ncitation = \"Example policy, 6\"\n\n[time_limits.otherwise]",
        "identity.evidence[0]",
        "evidence is asked for, though identity is not checked",
    );
    let text = EXAMPLE.replace(
        "check = \"none\"",
        "check = \"by-desk\"\ndo_not_ask = [\"national-number\"]\nevidence = [{ ask = \"national-number\", citation = \"Example policy, 6\" }]",
    );
    let errors = Pack::parse(&text).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "pack: identity.evidence[0].ask: national-number is asked for, and is in do_not_ask"
    );
}

#[test]
fn a_text_that_lacks_a_language() {
    one(
        "name = { en = \"Correction\", nl = \"Verbetering\", fr = \"Rectification\" }",
        "name = { en = \"Correction\", nl = \"Verbetering\" }",
        "rights[rectification].name",
        "there is no text in fr, a language of the controller",
    );
    one(
        "fr = \"Rectification\" }",
        "fr = \"Rectification\", de = \"Berichtigung\" }",
        "rights[rectification].name",
        "de is no language of the controller",
    );
}

#[test]
fn a_holder_who_leaves_before_they_come() {
    one(
        "{ name = \"Dr Head Doctor\", from = \"2020-01-01\"",
        "{ name = \"Dr Head Doctor\", from = \"2020-01-01\", to = \"2019-12-31\"",
        "offices[head-doctor].holders[0].to",
        "2019-12-31 lies before 2020-01-01",
    );
}

#[test]
fn reminders_and_windows_out_of_range() {
    one(
        "undo_window_minutes = 0",
        "undo_window_minutes = 0\nreminders = { percent = [50, 100], days_before = [1] }",
        "working.reminders.percent",
        "a reminder falls between 1 and 99 per cent",
    );
    one(
        "undo_window_minutes = 0",
        "undo_window_minutes = 1441",
        "working.undo_window_minutes",
        "sending cannot be held for over a day",
    );
    one(
        "undo_window_minutes = 0",
        "undo_window_minutes = 0\nincident_hours = [3, 12]",
        "working.incident_hours",
        "the hours before an end must fall, and none be 0",
    );
    one(
        "undo_window_minutes = 0",
        "undo_window_minutes = 0\ndigest = { hour = 24 }",
        "working.digest.hour",
        "an hour of the day, 0 to 23",
    );
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = EXAMPLE
        .replace("format = 1", "format = 3")
        .replace("dpo = \"dpo\"", "dpo = \"nobody\"");
    let errors = Pack::parse_with("example.toml", &text, &Library::embedded()).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "example.toml: format: this program reads format 1, not 3\n\
         example.toml: working.dpo: there is no office nobody"
    );
    let other = EXAMPLE.replace("format = 1", "format = 2");
    let texts = [("a.toml", text.as_str()), ("b.toml", other.as_str())];
    let all = Packs::from_texts(texts, &Library::embedded()).unwrap_err();
    let files: Vec<_> = all.iter().map(|error| error.file.as_str()).collect();
    assert_eq!(files, ["a.toml", "a.toml", "b.toml"]);
}
