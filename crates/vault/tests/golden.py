#!/usr/bin/env python3
"""Computes the golden vectors of vault/golden.rs from the description of the format alone.

Needs the Python package `cryptography`. Randomness is the bytes 00, 01, 02, ... in the order in
which the vault asks for them.
"""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


class Counting:
    def __init__(self):
        self.at = 0

    def take(self, length):
        taken = bytes((self.at + i) & 0xFF for i in range(length))
        self.at += length
        return taken


def join(*parts):
    return b"".join(struct.pack(">Q", len(p)) + p for p in parts)


def extract(salt, ikm):
    return hmac.new(salt or bytes(32), ikm, hashlib.sha256).digest()


def expand(prk, info, length=32):
    block, out, n = b"", b"", 1
    while len(out) < length:
        block = hmac.new(prk, block + info + bytes([n]), hashlib.sha256).digest()
        out, n = out + block, n + 1
    return out[:length]


def derive(secret, salt, *info):
    return expand(extract(salt, secret), join(*info))


def public_of(private):
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def hchacha20(key, nonce):
    def rotate(x, n):
        return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF

    s = list(struct.unpack("<4I", b"expand 32-byte k") + struct.unpack("<12I", key + nonce))

    def quarter(a, b, c, d):
        for x, y, z, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[x] = (s[x] + s[y]) & 0xFFFFFFFF
            s[z] = rotate(s[z] ^ s[x], n)

    for _ in range(10):
        for q in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)):
            quarter(*q)
        for q in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(*q)
    return struct.pack("<8I", *(s[:4] + s[12:]))


# draft-irtf-cfrg-xchacha-03, section 2.2.1
assert (
    hchacha20(bytes(range(32)), bytes.fromhex("000000090000004a0000000031415927")).hex()
    == "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"
)


def xseal(key, nonce, plain, additional):
    subkey = hchacha20(key, nonce[:16])
    return ChaCha20Poly1305(subkey).encrypt(bytes(4) + nonce[16:], plain, additional)


def hpke_seal(public, plain, additional, info, ikm):
    """RFC 9180, base mode: KEM 0x0020, KDF 0x0001, AEAD 0x0003."""
    kem, suite = b"KEM" + b"\x00\x20", b"HPKE" + b"\x00\x20\x00\x01\x00\x03"

    def lextract(suite, salt, label, ikm):
        return extract(salt, b"HPKE-v1" + suite + label + ikm)

    def lexpand(suite, prk, label, info, length):
        return expand(prk, struct.pack(">H", length) + b"HPKE-v1" + suite + label + info, length)

    ephemeral = lexpand(kem, lextract(kem, b"", b"dkp_prk", ikm), b"sk", b"", 32)
    enc = public_of(ephemeral)
    dh = X25519PrivateKey.from_private_bytes(ephemeral).exchange(
        X25519PublicKey.from_public_bytes(public)
    )
    shared = lexpand(kem, lextract(kem, b"", b"eae_prk", dh), b"shared_secret", enc + public, 32)
    context = (
        b"\x00" + lextract(suite, b"", b"psk_id_hash", b"") + lextract(suite, b"", b"info_hash", info)
    )
    secret = lextract(suite, shared, b"secret", b"")
    key = lexpand(suite, secret, b"key", context, 32)
    nonce = lexpand(suite, secret, b"base_nonce", context, 12)
    return enc + ChaCha20Poly1305(key).encrypt(nonce, plain, additional)


def recipient_key_id(*publics):
    return hashlib.sha256(join(b"habeas/recipient-key/1", *publics)).digest()[:8]


CONTROLLER, COMPARTMENT, KIND = b"house", b"medical", b"document"
OWNER = bytes.fromhex("00112233445566778899aabbccddeeff")
ITEM = bytes.fromhex("ffeeddccbbaa99887766554433221100")
SEED, TOKEN_KEY = bytes(range(0x40, 0x60)), bytes(range(0x60, 0x80))
CHUNK = 65536

private, symmetric = (
    derive(SEED, b"habeas/recipient/1", use, CONTROLLER, COMPARTMENT)
    for use in (b"x25519", b"symmetric")
)
PUBLIC = public_of(private)


def data_key(entropy):
    raw = bytearray(entropy.take(16))
    raw[6], raw[8] = raw[6] & 0x0F | 0x40, raw[8] & 0x3F | 0x80
    return bytes(raw), entropy.take(32)


def wrap_labels(suite, recipient, recipient_key, key_id):
    return join(
        b"habeas/wrap/1", suite, recipient, recipient_key, CONTROLLER, b"case", OWNER, COMPARTMENT, key_id
    )


def seal_field(key_id, key, content, entropy):
    salt, prefix = entropy.take(32), entropy.take(16)
    plain, out = salt + content, b"\x01" + prefix
    count = max(1, -(-len(plain) // CHUNK))
    for n in range(count):
        number = struct.pack(">Q", n)
        last = b"\x01" if n + 1 == count else b"\x00"
        labels = join(
            b"habeas/seal/1", CONTROLLER, b"case", OWNER, COMPARTMENT, KIND, ITEM, key_id, number, last
        )
        out += xseal(key, prefix + number, plain[n * CHUNK : (n + 1) * CHUNK], labels)
    return out, hashlib.sha256(join(b"habeas/content/1", salt, content)).hexdigest()


SEED_SUITE = b"seed-xchacha20poly1305"
HPKE_SUITE = b"hpke-x25519-sha256-chacha20poly1305"
TWICE_SUITE = b"hpke-twice-x25519-sha256-chacha20poly1305"
INFO = b"habeas/wrap/1"

print("public half       ", PUBLIC.hex())
print("recipient key     ", recipient_key_id(PUBLIC).hex())

entropy = Counting()
key_id, key = data_key(entropy)
nonce = entropy.take(24)
labels = wrap_labels(SEED_SUITE, b"compartment", recipient_key_id(PUBLIC), key_id)
print("key id            ", key_id.hex())
print("seed wrap         ", (nonce + xseal(symmetric, nonce, key, labels)).hex())
sealed, salted = seal_field(key_id, key, b"habeas corpus", entropy)
print("sealed            ", sealed.hex())
print("salted hash       ", salted)

entropy = Counting()
key_id, key = data_key(entropy)
labels = wrap_labels(HPKE_SUITE, b"compartment", recipient_key_id(PUBLIC), key_id)
print("hpke wrap         ", hpke_seal(PUBLIC, key, labels, INFO, entropy.take(32)).hex())
sealed, salted = seal_field(key_id, key, bytes(i % 251 for i in range(2 * CHUNK)), entropy)
print("long, sha-256     ", hashlib.sha256(sealed).hexdigest())
print("long, salted hash ", salted)

CODE = bytes.fromhex("00443214c74254b635cf")
ANSWER = bytes.fromhex("ffffffffffffffffffff")
person = public_of(derive(CODE, OWNER, b"habeas/access-code/1"))
answer = public_of(derive(ANSWER, OWNER, b"habeas/answer-code/1"))
print("person public     ", person.hex())
print("answer public     ", answer.hex())
labels = wrap_labels(TWICE_SUITE, b"answer", recipient_key_id(person, answer), key_id)
inner = hpke_seal(person, key, labels, INFO, entropy.take(32))
print("answer wrap       ", hpke_seal(answer, inner, labels, INFO, entropy.take(32)).hex())

token = hmac.new(TOKEN_KEY, join(b"habeas/token/1", b"name-word", b"eloise"), hashlib.sha256)
print("token             ", token.digest()[:16].hex())
