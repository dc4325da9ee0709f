//! Bytes as they must stay: what is sealed today is opened in thirty years. The literals come
//! from `golden.py`, which shares no code with the vault.

use habeas_envelope::{CaseId, Hash32};
use habeas_vault::{
    AccessCode, AnswerCode, Basis, Compartment, Keyring, Owner, Sealer, SearchField, Suite,
};

use crate::setting::{Counting, ID, document, house, item, receipt, sealed, submission};

const KEYRING: &str = r#"
format = "habeas-keyring-1"

[[recipient]]
controller = "house"
compartment = "medical"
in_force = true
public = "bc707ec0f394379b3c7c39458cd4f9a942ccbf2025383635491ab4a0504c6d53"
seed = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"

[[search]]
controller = "house"
key = "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
"#;

const SEED_WRAP: &str = "303132333435363738393a3b3c3d3e3f40414243444546477b930de58d96a4503c298703\
    caaecbe1d6ec4df0523b759984180fcd929e8379f86507a9135e3c2670fa44daca0ab015";

const SEALED: &str = "0168696a6b6c6d6e6f70717273747576772f47611fffb3911c7f04bfabc2737c78abdd086d65\
    53623a1da22d88db88381bf654ba1951395f0854c67f288c6037ec5b10c6c89c6aaeb84981ffd5dc";

const HPKE_WRAP: &str = "7808d98283260794bb05f2ae69674ca2fe2e55c16c863031f90235576f0f3b0ec175b743\
    49f38cd0bcf6d2118d9489e2bf4db7310938c0b83e12d44450a40310e85029b98b6ad0a571074bfed50b3bb5";

const ANSWER_WRAP: &str = "1045e1e902b78d7f74c668716b022bd513378d552a526d6533ef16e286749c3d8e73ea\
    e1c4bbfc84cce7ccf5bc04a3daf50ac7f4aceaa6cabfd96cbf916302f8836aaaa58afb4feb87d5ea789b75c04ed4\
    2360231c83f57efdad81e8b6b30dafcdca0ea5db6355b1e5d55df0ba0f6b9c346c4cd07b293c61374bf2af146bde\
    03";

#[test]
fn a_seed_holder_seals_these_bytes() {
    let keyring = Keyring::from_file_text(KEYRING).unwrap();
    let entropy = Counting::default();
    let mut sealer = Sealer::for_owner(
        keyring.private(),
        house(),
        Owner::case(CaseId(ID)),
        &entropy,
    );
    let hash = sealer
        .seal(Compartment::Medical, document(), item(), b"habeas corpus")
        .unwrap();
    let rows = sealer.finish();
    assert_eq!(
        rows.keys[0].key_id.to_string(),
        "00010203-0405-4607-8809-0a0b0c0d0e0f"
    );
    assert_eq!(rows.keys[0].suite, Suite::Seed);
    assert_eq!(rows.keys[0].recipient_key.to_string(), "e4704f20b8535691");
    assert_eq!(hex::encode(&rows.keys[0].bytes), SEED_WRAP);
    assert_eq!(hex::encode(&rows.fields[0].bytes), SEALED);
    assert_eq!(
        hash.to_string(),
        "b21db79e6b1700e0a12ffb72bbc2149a954acea6403c400ae9858c10c2268496"
    );
    let access = receipt(Basis::Access, &rows.fields[0]);
    let opened = keyring
        .private()
        .open(&access, &rows.fields[0], &rows.keys)
        .unwrap();
    assert_eq!(opened.content.expose().as_slice(), b"habeas corpus");
    assert_eq!(opened.hash, hash);
}

#[test]
fn a_public_half_wraps_these_bytes_and_a_long_document_is_cut_like_this() {
    let keyring = Keyring::from_file_text(KEYRING).unwrap();
    let entropy = Counting::default();
    let person = AccessCode::parse("0123-4567-89AB-CDEF")
        .unwrap()
        .derive(submission());
    let answer = AnswerCode::parse("ZZZZ-ZZZZ-ZZZZ-ZZZZ").unwrap().derive(ID);
    assert_eq!(
        hex::encode(person.public().0),
        "8829937695f87d3ed05fafacc6cbdd4ee067c402ccf4574cd8183268b0896c5e"
    );
    assert_eq!(
        hex::encode(answer.public().0),
        "69760d836b609a3d5713816eaea1f51b854228fac41a63b360c32b1f09205b1a"
    );

    let long: Vec<u8> = (0..131_072_u32).map(|i| (i % 251) as u8).collect();
    let mut sealer =
        Sealer::for_owner(keyring.public(), house(), Owner::case(CaseId(ID)), &entropy);
    let hash = sealer
        .seal(Compartment::Medical, document(), item(), &long)
        .unwrap();
    sealer
        .wrap_for_answer(Compartment::Medical, &person.public(), &answer.public())
        .unwrap();
    let rows = sealer.finish();
    assert_eq!(rows.keys[0].suite, Suite::Hpke);
    assert_eq!(hex::encode(&rows.keys[0].bytes), HPKE_WRAP);
    assert_eq!(rows.keys[1].suite, Suite::HpkeTwice);
    assert_eq!(hex::encode(&rows.keys[1].bytes), ANSWER_WRAP);
    assert_eq!(
        Hash32::of(&rows.fields[0].bytes).to_string(),
        "42339777d473b829b68e119250f539cf1becafac8802a8b1244f111598b3e3d4"
    );
    assert_eq!(
        hash.to_string(),
        "6f881417cea18e1de32349387a2ba0d116cbbdd26f765773dfd90e417668d759"
    );
}

#[test]
fn a_name_gives_this_token() {
    let keyring = Keyring::from_file_text(KEYRING).unwrap();
    let tokens = keyring
        .search()
        .query(&house(), SearchField::NameWord, " ÉLOÏSE ");
    assert_eq!(tokens.len(), 1);
    assert_eq!(hex::encode(tokens[0]), "883dd374d710f7be79b066fa87331ef5");
}

#[test]
fn what_was_sealed_in_another_process_opens() {
    let keyring = Keyring::from_file_text(KEYRING).unwrap();
    let mut rows = sealed(
        keyring.private(),
        Compartment::Medical,
        b"",
        &Counting::default(),
    );
    rows.keys[0].suite = Suite::Hpke;
    rows.keys[0].bytes = hex::decode(HPKE_WRAP).unwrap();
    rows.fields[0].bytes = hex::decode(SEALED).unwrap();
    let access = receipt(Basis::Access, &rows.fields[0]);
    let opened = keyring
        .private()
        .open(&access, &rows.fields[0], &rows.keys)
        .unwrap();
    assert_eq!(opened.content.expose().as_slice(), b"habeas corpus");
}
