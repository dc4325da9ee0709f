use serde::{Deserialize, Serialize};

use crate::Citation;

/// From how many persons on a group may be reported on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportingThreshold {
    /// The least number of persons in a cell and in its complement.
    pub persons: u32,
    /// Where it stands.
    pub citation: Citation,
}

impl ReportingThreshold {
    /// Which numbers of a table may leave the house, and whether their sum may: none that stands
    /// for fewer persons than the threshold, and none from which one could be computed that does.
    /// What is hidden together must be nobody at all or as many again.
    #[must_use]
    pub fn shown(&self, cells: &[u64]) -> (Vec<Option<u64>>, Option<u64>) {
        let least = u64::from(self.persons);
        let total: u64 = cells.iter().sum();
        if total < least {
            return (vec![None; cells.len()], None);
        }
        let mut shown: Vec<Option<u64>> = cells
            .iter()
            .map(|cell| Some(*cell).filter(|cell| *cell >= least))
            .collect();
        loop {
            let hidden = total - shown.iter().flatten().sum::<u64>();
            if hidden == 0 || hidden >= least {
                return (shown, Some(total));
            }
            let smallest = shown.iter_mut().filter(|cell| cell.is_some()).min();
            match smallest {
                Some(smallest) => *smallest = None,
                None => return (shown, Some(total)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threshold(persons: u32) -> ReportingThreshold {
        ReportingThreshold {
            persons,
            citation: Citation::new("point 8").unwrap(),
        }
    }

    #[test]
    fn nothing_smaller_is_shown_nor_what_it_could_be_computed_from() {
        let ten = threshold(10);
        assert_eq!(ten.shown(&[4, 5]), (vec![None, None], None));
        assert_eq!(ten.shown(&[10, 0]), (vec![Some(10), None], Some(10)));
        // One hidden cell is the sum less the others: the next smallest hides as well.
        assert_eq!(
            ten.shown(&[40, 12, 5]),
            (vec![Some(40), None, None], Some(57))
        );
        assert_eq!(ten.shown(&[15, 3]), (vec![None, None], Some(18)));
        // Two hidden ones that make up enough together hide each other.
        assert_eq!(
            ten.shown(&[40, 6, 5]),
            (vec![Some(40), None, None], Some(51))
        );
        assert_eq!(threshold(20).shown(&[19, 21]), (vec![None, None], Some(40)));
    }

    #[test]
    fn no_sum_of_hidden_cells_is_smaller_than_the_threshold() {
        for (a, b, c) in (0..30).flat_map(|a| (0..30).map(move |b| (a, b, (a * 7 + b * 3) % 30))) {
            let (shown, total) = threshold(10).shown(&[a, b, c]);
            let Some(total) = total else { continue };
            let hidden = total - shown.iter().flatten().sum::<u64>();
            assert!(hidden == 0 || hidden >= 10, "{a} {b} {c}");
            assert!(shown.iter().flatten().all(|cell| *cell >= 10));
        }
    }
}
