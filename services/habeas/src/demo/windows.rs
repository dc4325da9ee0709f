use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use super::dice::Dice;

/// How long an hour of the story is.
const LENGTH: TimeDelta = TimeDelta::minutes(60);
/// How many days the story goes back.
const DAYS: u64 = 121;

/// An hour in which the story's people act; between two nothing happens but alarms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) opens: DateTime<Utc>,
    pub(crate) closes: DateTime<Utc>,
    /// How many days before the last one.
    pub(crate) days_ago: i64,
}

/// The hours of the story, in order. Few in the beginning and one on each of the last working
/// days, so that the workers are waited for no more often than needed; the last ends at the
/// present.
#[derive(Debug)]
pub(crate) struct Windows(Vec<Window>);

impl Windows {
    pub(crate) fn until(end: DateTime<Utc>, dice: &mut Dice<'_>) -> Self {
        let last = Window {
            opens: end - LENGTH,
            closes: end,
            days_ago: 0,
        };
        let today = last.opens.date_naive();
        let mut windows: Vec<Window> = (1..=DAYS)
            .rev()
            .filter_map(|days_ago| {
                let day = today.checked_sub_days(Days::new(days_ago))?;
                is_told(day, days_ago).then(|| on(day, days_ago, dice))
            })
            .collect();
        windows.push(last);
        Self(windows)
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Window> {
        self.0.iter()
    }

    pub(crate) fn get(&self, index: usize) -> &Window {
        &self.0[index.min(self.last())]
    }

    pub(crate) fn last(&self) -> usize {
        self.0.len() - 1
    }

    /// One between so many days ago and so many, both included; else the one nearest to them.
    pub(crate) fn between(&self, dice: &mut Dice<'_>, newest: i64, oldest: i64) -> usize {
        let inside: Vec<usize> = (0..self.0.len())
            .filter(|index| (newest..=oldest).contains(&self.0[*index].days_ago))
            .collect();
        if inside.is_empty() {
            let far = |index: &usize| self.0[*index].days_ago.abs_diff(newest);
            return (0..self.0.len()).min_by_key(far).unwrap_or_default();
        }
        *dice.pick(&inside)
    }

    /// The first that opens at least so many days after another, if the story goes on so long.
    pub(crate) fn after(&self, index: usize, days: usize) -> Option<usize> {
        let days = i64::try_from(days).ok()?;
        let ago = self.0.get(index)?.days_ago - days;
        (index + 1..self.0.len()).find(|later| self.0[*later].days_ago <= ago)
    }

    /// The last that opens on this day or before.
    pub(crate) fn on_or_before(&self, day: NaiveDate) -> Option<usize> {
        self.0
            .iter()
            .rposition(|window| window.opens.date_naive() <= day)
    }
}

/// Whether anything happens on a day.
fn is_told(day: NaiveDate, days_ago: u64) -> bool {
    let every = match days_ago {
        0..=12 => 1,
        13..=40 => 2,
        _ => 4,
    };
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    !weekend && day.num_days_from_ce() % every == 0
}

/// An hour in the working time of the packs' zones, which is UTC's with one or two hours more.
fn on(day: NaiveDate, days_ago: u64, dice: &mut Dice<'_>) -> Window {
    let minutes = i64::try_from(dice.between(7 * 60 + 30, 14 * 60)).unwrap_or_default();
    let opens = day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes);
    Window {
        opens,
        closes: opens + LENGTH,
        days_ago: i64::try_from(days_ago).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use habeas_testkit::SeededEntropy;

    use super::*;

    #[test]
    fn the_hours_follow_each_other_and_end_at_the_present() {
        let end: DateTime<Utc> = "2026-03-08T02:30:00Z".parse().unwrap();
        let entropy = SeededEntropy::new(2);
        let windows = Windows::until(end, &mut Dice(&entropy));
        let all: Vec<_> = windows.iter().collect();
        assert!(all.windows(2).all(|pair| pair[0].closes < pair[1].opens));
        assert_eq!(all.last().unwrap().closes, end);
        assert!(all.first().unwrap().days_ago > 110);
        assert!(all.len() < 50, "{}", all.len());
        let working = |w: &&&Window| !matches!(w.opens.weekday(), Weekday::Sat | Weekday::Sun);
        assert_eq!(all.iter().filter(working).count(), all.len() - 1);
    }

    #[test]
    fn later_is_at_least_so_much_later() {
        let end: DateTime<Utc> = "2026-03-06T10:00:00Z".parse().unwrap();
        let entropy = SeededEntropy::new(2);
        let windows = Windows::until(end, &mut Dice(&entropy));
        let later = windows.after(0, 30).unwrap();
        assert!(windows.get(0).days_ago - windows.get(later).days_ago >= 30);
        assert_eq!(windows.after(windows.last(), 0), None);
        let found = windows.between(&mut Dice(&entropy), 20, 30);
        assert!((20..=30).contains(&windows.get(found).days_ago));
    }
}
