//! What can be done in a step. Nothing here is a server's own: tokens, links and people are named by
//! their place among those that this walk has been given.

/// One of what was given so far, or something that was never given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Which {
    Given(usize),
    Wrong(usize),
}

/// Whose address is meant.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whom {
    /// One of the few who live here.
    Somebody(usize),
    /// The same, written in capitals.
    Shouted(usize),
    /// What is no address.
    Nobody(usize),
}

/// How the proof in a mail is used.
#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    Hash,
    Link,
    Code(Whom),
}

/// What is typed in the place of an app's code.
#[derive(Clone, Copy, Debug)]
pub(super) enum Typed {
    /// What the app shows.
    Shown,
    /// What it does not show.
    Wrong,
    /// What is no code.
    NoCode(usize),
}

/// One step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    SignUp { whom: Whom, password: usize, says: usize },
    SignIn { whom: Whom, password: usize },
    Refresh(Which),
    Look(Which),
    Change { access: Which, email: Option<Whom>, password: Option<usize>, says: Option<usize>, code: bool },
    Recover(Whom),
    CodeByMail { whom: Whom, creates: Option<bool> },
    MagicLink(Whom),
    Resend { kind: usize, whom: Whom },
    Prove { letter: Which, kind: Option<usize>, how: How },
    SignOut { access: Which, scope: usize },
    Reauthenticate(Which),
    Make { whom: Whom, password: usize, confirmed: bool },
    Meddle { person: Which, how: usize },
    Delete { person: Which, softly: bool },
    Show(Which),
    Generate { kind: usize, whom: Whom, password: usize },
    Invite { whom: Whom, says: usize },
    Enrol { access: Which, name: usize },
    Challenge { access: Which, factor: Which },
    ProveFactor { access: Which, challenge: Which, elsewhere: Option<Which>, typed: Typed },
    Unenrol { access: Which, factor: Which },
    ShowFactors(Which),
    TakeFactor { person: Which, factor: Which },
}
