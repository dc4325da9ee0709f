//! What holds of every choice and every hint, in every embedded pack.

use std::{collections::BTreeSet, sync::LazyLock};

use habeas_regime::{
    FileKind, OfficeId, Pack, PackText, Packs, Requested, RequestedKinds, Right, RouteDecision,
    RouteHints, Via,
};
use proptest::{prelude::*, sample::subsequence};

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    Packs::embedded()
        .iter()
        .map(|pack| Pack::clone(pack))
        .collect()
});

fn rights(pack: &Pack) -> Vec<Right> {
    let all = &pack.provisions().rights;
    all.iter().map(|right| right.id.clone()).collect()
}

fn kinds(pack: &Pack) -> Vec<FileKind> {
    let all = &pack.provisions().file_kinds;
    all.iter().map(|kind| kind.id.clone()).collect()
}

fn offices(pack: &Pack) -> Vec<Option<OfficeId>> {
    let all = pack
        .provisions()
        .offices
        .iter()
        .map(|office| office.id.clone());
    all.map(Some).chain([None]).collect()
}

fn choice() -> impl Strategy<Value = (&'static Pack, Vec<Right>, Vec<FileKind>)> {
    (0..PACKS.len()).prop_flat_map(|at| {
        let pack = &PACKS[at];
        let (rights, kinds) = (rights(pack), kinds(pack));
        let (some_rights, some_kinds) = (1..=rights.len(), 1..=kinds.len());
        (
            Just(pack),
            subsequence(rights, some_rights).prop_shuffle(),
            subsequence(kinds, some_kinds).prop_shuffle(),
        )
    })
}

fn hints() -> impl Strategy<Value = (&'static Pack, RouteHints)> {
    (0..PACKS.len()).prop_flat_map(|at| {
        let pack = &PACKS[at];
        let office = || proptest::sample::select(offices(pack));
        (Just(pack), office(), office()).prop_map(|(pack, holder_of_file, named_by_person)| {
            let hints = RouteHints {
                holder_of_file,
                named_by_person,
            };
            (pack, hints)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_choice_opens_cases_that_are_offered_and_each_right_at_least_once(
        (pack, rights, kinds) in choice()
    ) {
        let requested = Requested {
            rights: rights.clone(),
            kinds: RequestedKinds::Only(kinds),
        };
        let cases = pack.expand(&requested).expect("all of it is the pack's");
        let unique: BTreeSet<_> = cases.iter().collect();
        prop_assert_eq!(unique.len(), cases.len());
        for (right, kind) in &cases {
            prop_assert!(pack.offers(right, kind));
        }
        let opened: BTreeSet<_> = cases.iter().map(|(right, _)| right).collect();
        prop_assert_eq!(opened, rights.iter().collect::<BTreeSet<_>>());
    }

    #[test]
    fn the_order_of_a_choice_changes_nothing((pack, rights, kinds) in choice()) {
        let mut backwards = Requested {
            rights,
            kinds: RequestedKinds::Only(kinds.clone()),
        };
        let cases = pack.expand(&backwards).expect("all of it is the pack's");
        backwards.rights.reverse();
        backwards.kinds = RequestedKinds::Only(kinds.into_iter().rev().collect());
        prop_assert_eq!(pack.expand(&backwards).expect("the same"), cases);
    }

    #[test]
    fn a_letter_goes_only_to_an_office_its_route_allows((pack, hints) in hints()) {
        for right in rights(pack) {
            for kind in kinds(pack) {
                let decision = pack.route(&right, &kind, &hints);
                let RouteDecision::RegisteredLetter { office, .. } = decision else { continue };
                let Via::RegisteredLetter(letter) = &pack.route_provision(&right, &kind).via
                else {
                    return Err(TestCaseError::fail("a letter where the route has none"));
                };
                let choice = letter.choose.as_ref();
                let allowed = letter.office.as_ref() == Some(&office)
                    || choice.is_some_and(|choice| {
                        choice.among.contains(&office) || choice.otherwise.as_ref() == Some(&office)
                    });
                prop_assert!(allowed, "{} to {}", kind, office);
            }
        }
    }
}

#[test]
fn a_kept_text_survives_storage() {
    for pack in PACKS.iter() {
        let stored = serde_json::to_string(pack.text()).unwrap();
        let kept: PackText = serde_json::from_str(&stored).unwrap();
        assert_eq!(Pack::reopen(&kept).unwrap().reference(), pack.reference());
    }
}
