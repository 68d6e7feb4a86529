//! argon2, with memory that goes back to the system after each hash.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// Bytes from which on the system's allocator maps memory by itself, and unmaps it when it is dropped (glibc:
/// the greatest `M_MMAP_THRESHOLD`, 32 MiB). A smaller piece stays with the thread that had it, and there
/// are many threads that hash. What is asked for and not used is never there.
const MAPPED_BY_ITSELF: usize = 33 * 1024 * 1024;

/// Random bytes in a hash (RFC 9106 §3.1).
const SALT_LENGTH: usize = 16;

/// What a hash is computed in. It is laid out for the first one, and serves one after the other.
#[derive(Default)]
pub(super) struct Memory(Vec<Block>);

impl Memory {
    /// So many blocks, with whatever is in them: a first pass reads nothing that it has not written.
    fn blocks(&mut self, count: usize) -> &mut [Block] {
        let wanted = count.max(MAPPED_BY_ITSELF / Block::SIZE);
        self.0.reserve_exact(wanted.saturating_sub(self.0.len()));
        self.0.resize(count, Block::new());
        &mut self.0
    }

    /// Whether it is no larger than our own hashes need: an imported one may ask for far more.
    pub(super) fn is_usual(&self) -> bool {
        self.0.capacity() * Block::SIZE <= MAPPED_BY_ITSELF
    }
}

/// A new hash in the PHC string format.
pub(super) fn hash(password: &[u8], params: Params, memory: &mut Memory) -> Option<String> {
    let mut salt = [0; SALT_LENGTH];
    aws_lc_rs::rand::fill(&mut salt).ok()?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).ok()?,
        salt: Some(Salt::new(&salt).ok()?),
        hash: Some(output(Algorithm::Argon2id, params, password, &salt, memory)?),
    };
    Some(hash.to_string())
}

/// Whether it is the hash of this password.
pub(super) fn is_of(hash: &PasswordHash, password: &[u8], memory: &mut Memory) -> bool {
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return false };
    let (Ok(algorithm), Ok(params)) = (Algorithm::new(hash.algorithm.as_str()), Params::try_from(hash))
    else {
        return false;
    };
    // Outputs are compared in constant time.
    output(algorithm, params, password, salt, memory).is_some_and(|output| output == *expected)
}

fn output(
    algorithm: Algorithm,
    params: Params,
    password: &[u8],
    salt: &[u8],
    memory: &mut Memory,
) -> Option<Output> {
    let blocks = memory.blocks(params.block_count());
    let mut buffer = [0; Output::MAX_LENGTH];
    let output = buffer.get_mut(..params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN))?;
    let argon2 = Argon2::new(algorithm, Version::V0x13, params);
    argon2.hash_password_into_with_memory(password, salt, output, blocks).ok()?;
    Output::new(output).ok()
}
