use habeas_envelope::{Hash32, StreamRef};

/// A Merkle tree hash (RFC 6962, section 2.1) of entries as they come, in order. Holds one hash a
/// level.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The roots of the full subtrees, the largest first, each with its number of entries.
    full: Vec<(u64, Hash32)>,
    count: u64,
}

/// What an entry's hash begins with, and a node's (RFC 6962, section 2.1): neither can be taken
/// for the other.
const ENTRY: u8 = 0;
const NODE: u8 = 1;

impl Tree {
    /// Adds an entry behind all others.
    pub fn push(&mut self, entry: &[u8]) {
        let mut hash = Hash32::of(&[&[ENTRY], entry].concat());
        let mut size = 1;
        while let Some((_, left)) = self.full.pop_if(|(full, _)| *full == size) {
            hash = node(left, hash);
            size *= 2;
        }
        self.full.push((size, hash));
        self.count += 1;
    }

    /// How many entries there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The hash of them all; of none, the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash32 {
        let mut roots = self.full.iter().rev().map(|(_, hash)| *hash);
        let Some(last) = roots.next() else {
            return Hash32::of(&[]);
        };
        roots.fold(last, |right, left| node(left, right))
    }
}

fn node(left: Hash32, right: Hash32) -> Hash32 {
    Hash32::of(&[&[NODE], left.0.as_slice(), right.0.as_slice()].concat())
}

/// The entry of a stream: which it is, how many events it holds, and the hash of the last. Its
/// parts are told apart by their lengths.
#[must_use]
pub fn leaf(stream: &StreamRef, version: u64, head: &Hash32) -> Vec<u8> {
    let words = [stream.controller.code().as_str(), stream.kind.as_str()];
    let mut entry = Vec::new();
    for word in words {
        let length = u32::try_from(word.len()).unwrap_or(u32::MAX);
        entry.extend(length.to_be_bytes());
        entry.extend(word.as_bytes());
    }
    entry.extend(stream.id.as_bytes());
    entry.extend(version.to_be_bytes());
    entry.extend(head.0);
    entry
}

#[cfg(test)]
mod tests {
    use habeas_envelope::{CaseId, ControllerId};
    use uuid::Uuid;

    use super::*;

    /// The entries and roots of the test data of the Certificate Transparency project.
    #[test]
    fn the_roots_are_those_of_rfc_6962() {
        let entries: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        assert_eq!(hex::encode(tree.root().0), roots[0]);
        for (entry, root) in entries.iter().zip(&roots[1..]) {
            tree.push(entry);
            assert_eq!(hex::encode(tree.root().0), *root);
        }
        assert_eq!(tree.count(), 8);
    }

    #[test]
    fn every_part_of_an_entry_counts() {
        let controller = |name| ControllerId::new(name).expect("a code");
        let case = |name, id| StreamRef::case(controller(name), CaseId(Uuid::from_u128(id)));
        let one = leaf(&case("house", 1), 1, &Hash32([1; 32]));
        for other in [
            leaf(&case("houses", 1), 1, &Hash32([1; 32])),
            leaf(&case("house", 2), 1, &Hash32([1; 32])),
            leaf(&case("house", 1), 2, &Hash32([1; 32])),
            leaf(&case("house", 1), 1, &Hash32([2; 32])),
        ] {
            assert_ne!(one, other);
        }
    }
}
