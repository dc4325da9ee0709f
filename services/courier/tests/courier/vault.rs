//! What goes into the vault and what comes out of it.

use habeas_case::{DispatchStage, access_stream};
use habeas_dispatch::FailureClass;
use habeas_dossier::kinds;
use habeas_engine::{OpenError, OpenedField, Opening};
use habeas_envelope::{ActorId, Code, StreamRef, SubmissionId};
use habeas_vault::{Compartment, VaultError};
use uuid::Uuid;

use crate::house::{Answer, FakeMail, House, controller, scope};

fn opening(id: SubmissionId, compartments: &[Compartment], purpose: &'static str) -> Opening {
    Opening {
        controller: controller(),
        scope: scope(),
        actor: ActorId::staff(Uuid::from_u128(9)),
        owner: StreamRef::submission(controller(), id),
        compartments: compartments.to_vec(),
        purpose: Code::literal(purpose),
    }
}

async fn opens(
    house: &House,
    opening: &Opening,
    kind: &'static str,
) -> Result<Vec<OpenedField>, OpenError> {
    let keys = house.keyring.private();
    let wanted = move |field: &habeas_store::SealedField| field.kind == kind;
    house.engine.open_for_staff(keys, opening, wanted).await
}

/// How many accesses the member of staff of this test has on record.
async fn recorded(house: &House) -> usize {
    let actor = ActorId::staff(Uuid::from_u128(9));
    let stream = access_stream(&controller(), &actor, "2026-03-02".parse().unwrap());
    let loaded = house.engine.store.load(&scope(), &[stream]).await.unwrap();
    loaded[0].events.len()
}

#[tokio::test]
async fn what_the_mail_server_said_is_sealed_and_a_code_stands_in_the_log() {
    let mail = FakeMail::new([Answer::Fails(FailureClass::Permanent, "smtp-550")]);
    let mut house = House::new(mail).await;
    let id = house.file().await;
    let dispatch = house.order_mail(id, "acknowledgement").await;
    house.start();
    house
        .until(async || house.stage(id, dispatch).await == DispatchStage::Failed)
        .await;
    house.stop().await;
    let opening = opening(id, &[Compartment::Mail], "failure");
    let opened = opens(&house, &opening, kinds::TOLD).await.unwrap();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].content.expose().as_slice(), b"as told");
    assert_eq!(house.told(id, dispatch).await, Some(opened[0].item));
}

/// An access on record says that something was opened.
#[tokio::test]
async fn where_nothing_is_opened_no_access_is_recorded() {
    let house = House::new(FakeMail::default()).await;
    let id = house.file().await;
    let two = [Compartment::Contact, Compartment::Medical];
    let none = opens(&house, &opening(id, &two, "test"), "nothing").await;
    assert!(none.unwrap().is_empty());
    assert_eq!(recorded(&house).await, 0);

    let one = opens(&house, &opening(id, &two, "test"), kinds::CONTACT).await;
    assert_eq!(one.unwrap().len(), 1);
    // Of the two compartments, one had something to open.
    assert_eq!(recorded(&house).await, 1);

    house.destroy_keys(id).await;
    let gone = opens(&house, &opening(id, &two, "later"), kinds::CONTACT).await;
    let gone = gone.err();
    assert!(
        matches!(gone, Some(OpenError::Vault(VaultError::NoKey { .. }))),
        "{gone:?}"
    );
    assert_eq!(recorded(&house).await, 1);
}
