//! How long one due date takes: two suspensions and an extension, with and without reasons.

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use habeas_timelimit::{Calendars, Facts, TimeLimit, compute, compute_dates};

fn main() {
    divan::main();
}

fn limit() -> TimeLimit {
    toml::from_str(
        r#"
        period = { months = 1 }
        rule = "regulation_1182_71"
        calendar = "NL"
        suspension = "half_open"
        suspension_citation = "EDPB GL 01/2022 s.159"
        extension = { further = { months = 2 }, reading = "in_one_go", citation = "GDPR art. 12(3)" }
        citation = "GDPR art. 12(3)"
        "#,
    )
    .expect("the limit of the benchmark is well formed")
}

fn facts() -> Facts {
    let day =
        |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("the days of 2026 exist");
    Facts::received(day(1, 12))
        .suspended(day(1, 14), Some(day(1, 20)))
        .suspended(day(1, 18), Some(day(1, 26)))
        .extended_on(day(2, 20))
}

#[divan::bench]
fn due_without_reasons(bencher: Bencher) {
    let (limit, facts, calendars) = (limit(), facts(), Calendars::bundled());
    bencher.bench_local(|| compute_dates(black_box(&limit), black_box(&facts), &calendars));
}

#[divan::bench]
fn due_with_reasons(bencher: Bencher) {
    let (limit, facts, calendars) = (limit(), facts(), Calendars::bundled());
    bencher.bench_local(|| compute(black_box(&limit), black_box(&facts), &calendars));
}
