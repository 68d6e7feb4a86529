//! The secret that every key is derived from: given, or in development made once and kept.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::origin::Origin;
use super::placeholder;
use super::reader::Findings;
use super::settings::Values;
use super::sources::Sources;
use crate::keys::{KeyError, Keys, MasterSecret, SECRET_BYTES};

/// The private file of a development server's secret.
const DEVELOPMENT_FILE: &str = "data/secret";

/// Readable and writable by its owner only.
const PRIVATE: u32 = 0o600;

/// The same for a folder, which also holds the database.
const PRIVATE_FOLDER: u32 = 0o700;

/// Where the keys come from.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// From `DOORWARD_SECRET`, and `DOORWARD_SECRET_PREVIOUS` during a rotation.
    Given(Keys),
    /// From a file that is made when it is missing, so that a restart signs nobody out.
    Kept(PathBuf),
}

/// What is given as a secret.
pub(super) enum GivenSecret {
    /// Nothing.
    None,
    /// Something that cannot be one; why is among the findings.
    Wrong,
    /// Keys.
    Good(KeySource),
}

/// Why the kept secret could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeySourceError {
    /// The file could not be made or read.
    #[error("{file} could not be used: {error}")]
    File {
        /// The file.
        file: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The file holds something else.
    #[error("{0} holds no secret: delete it, and a new one is made (which signs everybody out)")]
    Content(PathBuf),
    /// No secret could be drawn.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl KeySource {
    /// Nothing when a secret is missing or wrong, which is then among the findings.
    pub(super) fn read(
        values: &Values,
        origin: &Origin,
        sources: &Sources,
        findings: &mut Findings,
    ) -> Option<Self> {
        match Self::given(values, findings) {
            GivenSecret::None => {}
            GivenSecret::Wrong => return None,
            GivenSecret::Good(keys) => return Some(keys),
        }
        if !origin.is_loopback() {
            findings.fault("DOORWARD_SECRET", "is missing: set it to what `doorward keys generate` prints");
        }
        Some(Self::Kept(sources.folder.join(DEVELOPMENT_FILE)))
    }

    /// Keys from secrets that were given.
    pub(super) fn given(values: &Values, findings: &mut Findings) -> GivenSecret {
        let previous = values.secret_previous.as_ref();
        let previous = previous.map(|text| findings.note("DOORWARD_SECRET_PREVIOUS", parse(text)));
        let Some(text) = &values.secret else {
            if previous.is_some() {
                findings.fault("DOORWARD_SECRET_PREVIOUS", "is set without DOORWARD_SECRET");
            }
            return GivenSecret::None;
        };
        let current = findings.note("DOORWARD_SECRET", parse(text));
        match current {
            Some(current) => GivenSecret::Good(Self::Given(Keys::new(current, previous.flatten()))),
            None => GivenSecret::Wrong,
        }
    }

    /// The keys; makes the file when there is none.
    pub fn keys(&self) -> Result<Keys, KeySourceError> {
        match self {
            Self::Given(keys) => Ok(keys.clone()),
            Self::Kept(file) => Ok(Keys::new(kept(file)?, None)),
        }
    }

    /// The keys as they are: nothing is made where no file is, and its rights stay as they are.
    pub fn present_keys(&self) -> Option<Keys> {
        match self {
            Self::Given(keys) => Some(keys.clone()),
            Self::Kept(file) => {
                let text = fs::read_to_string(file).ok()?;
                decode(text.trim()).map(|bytes| Keys::new(MasterSecret::new(bytes), None))
            }
        }
    }
}

/// Why a text is no secret.
#[derive(Clone, Copy, Debug, thiserror::Error)]
enum SecretError {
    #[error("must be 32 random bytes in base64 or hex: set it to what `doorward keys generate` prints")]
    Shape,
    #[error("is a placeholder: set it to what `doorward keys generate` prints")]
    Placeholder,
}

fn parse(text: &SecretString) -> Result<MasterSecret, SecretError> {
    let text = text.expose_secret().trim();
    match decode(text) {
        Some(bytes) if !placeholder::repeats_itself(&bytes) => Ok(MasterSecret::new(bytes)),
        Some(_) => Err(SecretError::Placeholder),
        None if placeholder::reads_like_one(text) => Err(SecretError::Placeholder),
        None => Err(SecretError::Shape),
    }
}

/// 32 bytes in hex or in any of the usual spellings of base64.
fn decode(text: &str) -> Option<[u8; SECRET_BYTES]> {
    if text.len() == SECRET_BYTES * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let mut bytes = [0; SECRET_BYTES];
        for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        return Some(bytes);
    }
    [URL_SAFE_NO_PAD, URL_SAFE, STANDARD, STANDARD_NO_PAD]
        .iter()
        .find_map(|alphabet| alphabet.decode(text).ok()?.try_into().ok())
}

/// A secret as it is written into files and variables.
pub fn encode_secret(secret: &MasterSecret) -> String {
    URL_SAFE_NO_PAD.encode(secret.expose())
}

fn kept(file: &Path) -> Result<MasterSecret, KeySourceError> {
    let failed = |error| KeySourceError::File { file: file.to_owned(), error };
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make(file, &MasterSecret::generate()?).map_err(failed)?;
            fs::read_to_string(file).map_err(failed)?
        }
        read => read.map_err(failed)?,
    };
    // It may have been copied or unpacked with other rights.
    fs::set_permissions(file, fs::Permissions::from_mode(PRIVATE)).map_err(failed)?;
    decode(text.trim()).map(MasterSecret::new).ok_or_else(|| KeySourceError::Content(file.to_owned()))
}

/// Writes the secret beside its place and links it there, so that of two processes that start at
/// once one wins and both read the same, whole secret.
fn make(file: &Path, secret: &MasterSecret) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        DirBuilder::new().recursive(true).mode(PRIVATE_FOLDER).create(folder)?;
    }
    let draft = file.with_extension(format!("{}.new", Uuid::new_v4().simple()));
    let mut opened = OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(&draft)?;
    writeln!(opened, "{}", encode_secret(secret))?;
    opened.sync_all()?;
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
