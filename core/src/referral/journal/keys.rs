//! Keys of those who sign. They come from the caller; the library makes none and keeps none.

use std::fmt;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::canonical::{hex, sha256, unhex};

/// A secret key of Ed25519. Its bytes are overwritten when it goes, and it shows them to nobody.
///
/// ```
/// use millejours::SecretKey;
/// let key = SecretKey::from_bytes(&[7; 32]); // 32 random bytes, from the caller's own source
/// assert_eq!(format!("{key:?}"), format!("SecretKey(of {})", key.public().id()));
/// ```
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// A key from its 32 bytes, which the caller draws at random and keeps.
    ///
    /// ```
    /// let one = millejours::SecretKey::from_bytes(&[1; 32]);
    /// let two = millejours::SecretKey::from_bytes(&[2; 32]);
    /// assert_ne!(one.public(), two.public());
    /// ```
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        SecretKey(SigningKey::from_bytes(bytes))
    }

    /// The public key that belongs to it.
    ///
    /// ```
    /// let public = millejours::SecretKey::from_bytes(&[1; 32]).public();
    /// assert_eq!(public.to_string().len(), 64);
    /// ```
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs bytes.
    pub(super) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.public().id())
    }
}

/// A public key of Ed25519.
///
/// ```
/// use millejours::{PublicKey, SecretKey};
/// let key = SecretKey::from_bytes(&[1; 32]).public();
/// assert_eq!(PublicKey::parse(&key.to_string()), Some(key));
///
/// // What is no point of the curve, or one that would accept any signature, is no key.
/// assert_eq!(PublicKey::parse(&"0".repeat(64)), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads 64 hexadecimal digits in lower case; `None` where they are no key.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(&unhex(text)?)
    }

    /// A key from its 32 bytes; `None` where they are no key.
    ///
    /// ```
    /// use millejours::{PublicKey, SecretKey};
    /// let key = SecretKey::from_bytes(&[1; 32]).public();
    /// assert_eq!(PublicKey::from_bytes(&key.to_bytes()), Some(key));
    /// ```
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(bytes).ok().filter(|key| !key.is_weak()).map(PublicKey)
    }

    /// Its 32 bytes.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The name by which events call it.
    ///
    /// ```
    /// let key = millejours::SecretKey::from_bytes(&[1; 32]).public();
    /// assert_eq!(key.id().to_string(), "34750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e");
    /// ```
    pub fn id(&self) -> KeyId {
        KeyId(sha256(&[self.0.as_bytes()]))
    }

    /// Is this the key's signature over the bytes? Only the one way of writing a signature is accepted (RFC 8032, strictly).
    pub(super) fn verifies(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(self.0.as_bytes()))
    }
}

/// The name of a key: the SHA-256 of its public bytes, whole. Of a part of it, somebody could search for two keys of one
/// name, hand one to each of two offices, and let them disagree on what verifies.
///
/// ```
/// use millejours::KeyId;
/// let digits = "34750f98bd59fcfc".repeat(4);
/// assert_eq!(KeyId::parse(&digits).unwrap().to_string(), digits);
/// assert_eq!(KeyId::parse(&digits.to_uppercase()), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 32]);

impl KeyId {
    /// Reads 64 hexadecimal digits in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        unhex(text).map(KeyId)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}
