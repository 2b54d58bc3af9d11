//! Randomness as a port, so that tests can be repeated exactly.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use uuid::Uuid;

/// Where random bytes come from.
pub trait Entropy: Send + Sync {
    /// Fills a buffer with bytes that nobody can predict.
    fn fill(&self, buffer: &mut [u8]);
}

impl dyn Entropy + '_ {
    /// A version 4 GUID (RFC 9562 §5.4).
    pub fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// A fraction in `0.0..1.0`, for jitter.
    pub fn fraction(&self) -> f64 {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }
}

/// The operating system's generator.
#[derive(Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        SystemRandom::new().fill(buffer).expect("the operating system always has randomness after boot");
    }
}
