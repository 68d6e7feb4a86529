//! The settings of a server that stories are told to.

/// How a server is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::contract) enum Setup {
    /// New accounts are taken and confirm their address; mails may follow each other at once.
    Usual,
    /// The same, and time passes in the story.
    PassingTime,
    /// New accounts need not confirm their address.
    Autoconfirm,
    /// No new accounts are taken.
    Closed,
    /// An old session needs a code from a mail before it may change the password; time passes.
    Reauthenticating,
    /// No authenticator app can be enrolled.
    NoNewApps,
    /// No code of an authenticator app is taken.
    NoCodesOfApps,
    /// Nobody may have more than two second factors, nor begin another beside a proved one.
    FewFactors,
    /// A minute must lie between two mails of a kind; time passes in the story.
    Throttled,
    /// A password has ten bytes, a small letter and a digit.
    StrictPasswords,
    /// A new password needs the one before it.
    AskingCurrentPassword,
    /// People are `people` and have the role `member`, the role `keeper` administers too and `supabase_admin`
    /// does not, and `captain` is the group of administrators.
    OtherRoles,
    /// Codes have eight digits and are over after ten minutes; time passes.
    LongCodes,
    /// Of a change of address only the new end must agree.
    NewEndOnly,
    /// No mail is ever sent.
    NoMails,
    /// Addresses do not sign up or in.
    NoAddresses,
    /// A mail alone signs nobody in.
    NoSignInByMail,
    /// Accounts that name nobody are taken.
    Anonymous,
    /// The same, and nobody need confirm an address.
    AnonymousAutoconfirm,
    /// Sessions end three hours after the sign-in, and two after the last refresh; time passes.
    LimitedSessions,
    /// Whoever has a second factor shows it within half an hour, or the session ends; time passes.
    WholeSessions,
    /// Only the session that was used last goes on; time passes.
    SingleSession,
    /// Refresh tokens are of the newer form; time passes.
    CountedTokens,
    /// The same, and an old token that comes back ends nothing; time passes.
    LenientCountedTokens,
    /// The same, and old tokens go on working; time passes.
    ReusableCountedTokens,
    /// An old token of the older form that comes back ends nothing; time passes.
    LenientTokens,
    /// People may come in through a Keycloak and a GitLab and link them, also without a name.
    Providers,
    /// The same, and time passes in the story.
    ProvidersPassingTime,
    /// They may, but no new accounts are taken.
    ProvidersClosed,
    /// They may, and nobody need confirm an address.
    ProvidersAutoconfirm,
    /// They may, also with an address that nobody has verified.
    ProvidersUnconfirmed,
    /// The operator's programs are asked about everything but mails, and people may come in through a
    /// Keycloak, and without a name.
    Hooks,
    /// The same, and nobody need confirm an address.
    HooksAutoconfirm,
    /// A program of the operator sends the mails.
    HookedMails,
    /// The same, and of a change of address only the new end must agree.
    HookedMailsToNewEnd,
    /// A program that lets nobody have an account is not there.
    DeadHook,
    /// Telephones are second factors, and a program of the operator sends the codes.
    HookedPhones,
    /// The same, and a minute must lie between two codes; time passes.
    HookedPhonesPaused,
    /// The same, and codes have eight digits.
    HookedPhonesLong,
    /// Telephones are second factors, and nobody sends the codes.
    Phones,
    /// Telephones are enrolled, and no code is sent to them.
    NoCodesToPhones,
    /// Telephones sign up and in. Nobody sends codes, but those of some numbers are known. Accounts that name
    /// nobody are taken too, and identities can be taken away.
    Numbers,
    /// The same, and time passes; an old session needs a code before it may change the password.
    NumbersPassingTime,
    /// The same, and numbers are believed without a code.
    NumbersBelieved,
    /// The same, and a minute must lie between two codes of a kind; time passes.
    NumbersThrottled,
    /// The same, and no new accounts are taken.
    NumbersClosed,
    /// The same, and no code is ever sent.
    NumbersUnsent,
    /// The same, and Twilio is said to send the codes.
    NumbersByTwilio,
    /// The same, and the known codes are over.
    OldCodes,
    /// The same, and a program of the operator sends the codes; time passes.
    NumbersHooked,
    /// Accounts have numbers whose codes are known, and nobody signs up or in with one.
    NumbersOnly,
    /// They may, and owners are told of every change.
    ProvidersAndNotices,
    /// They may, but link none; the Keycloak need not know an address, and nonces of its ID tokens are not
    /// looked at.
    ProvidersLenient,
    /// The same, and numbers whose codes are known are changed and linked; a program of the operator sends the mails.
    HookedNotices,
    /// Accounts have numbers whose codes are known, and owners are told of every change.
    NumbersAndNotices,
    /// Lists of people are told in parts.
    Cursors,
    /// Only the session that was used last goes on among those with the same tag; time passes.
    TaggedSessions,
    /// People may come in through a Keycloak, but it does not know this server: only apps bring its ID tokens.
    ProvidersOfApps,
    /// Administrators set up no providers.
    NoCustomProviders,
    /// They do, in the public web, and people link them.
    CustomProviders,
    /// The same, and there may be one; it sends browsers back by another URL.
    OneCustomProvider,
    /// Programs of others are let in, and register themselves.
    Programs,
    /// The same, and time passes in the story.
    ProgramsPassingTime,
    /// The same without a page where people could decide, and no program registers itself.
    ProgramsClosed,
    /// Passkeys sign in and security keys are second factors, telephone numbers are believed, and accounts that
    /// name nobody are taken.
    Keys,
    /// The same, and time passes in the story.
    KeysPassingTime,
    /// The same, and nobody may have more than two passkeys.
    KeysFew,
    /// The same, and nobody has said for which site keys are.
    KeysNowhere,
    /// The same, and security keys are enrolled but not asked.
    KeysUnasked,
    /// The same, and owners are told of second factors.
    KeysAndNotices,
    /// The same, and a program of the operator is asked what tokens say.
    KeysHooked,
    /// The same as `Keys`, and whoever begins something has solved a captcha of hCaptcha.
    Captcha,
    /// The same, and it is one of Turnstile.
    CaptchaOfTurnstile,
    /// Passwords are looked up among those that have leaked. They have ten bytes and a small letter.
    Leaks,
    /// The same, and none is set that could not be looked up.
    LeaksClosed,
    /// The same as `Leaks`, and what the service says is remembered.
    LeaksRemembered,
    /// The same as `Leaks`, and the service is not there.
    LeaksUnanswered,
    /// The same as `LeaksClosed`, and the service is not there.
    LeaksUnansweredClosed,
}

impl Setup {
    /// Whether people may come in through providers.
    pub(in crate::contract) fn has_providers(self) -> bool {
        matches!(
            self,
            Self::Providers
                | Self::ProvidersPassingTime
                | Self::ProvidersClosed
                | Self::ProvidersAutoconfirm
                | Self::ProvidersUnconfirmed
                | Self::Hooks
                | Self::ProvidersAndNotices
                | Self::ProvidersLenient
                | Self::CustomProviders
                | Self::OneCustomProvider
                | Self::HookedNotices
                | Self::ProvidersOfApps
        )
    }

    /// Whether administrators set up providers in the public web.
    pub(in crate::contract) fn has_custom_providers(self) -> bool {
        matches!(self, Self::CustomProviders | Self::OneCustomProvider)
    }

    /// Whether stories let time pass there.
    pub(in crate::contract) fn has_time_pass(self) -> bool {
        match self {
            Self::Usual
            | Self::Autoconfirm
            | Self::Closed
            | Self::Anonymous
            | Self::AnonymousAutoconfirm
            | Self::Providers
            | Self::ProvidersClosed
            | Self::ProvidersAutoconfirm
            | Self::ProvidersUnconfirmed
            | Self::Hooks
            | Self::HooksAutoconfirm
            | Self::HookedMails
            | Self::HookedMailsToNewEnd
            | Self::DeadHook
            | Self::HookedPhones
            | Self::HookedPhonesLong
            | Self::Phones
            | Self::NoCodesToPhones
            | Self::ProvidersAndNotices
            | Self::ProvidersLenient
            | Self::NoCustomProviders
            | Self::CustomProviders
            | Self::OneCustomProvider
            | Self::HookedNotices
            | Self::NumbersAndNotices
            | Self::Cursors
            | Self::ProvidersOfApps
            | Self::Programs
            | Self::ProgramsClosed
            | Self::Numbers
            | Self::NumbersBelieved
            | Self::NumbersClosed
            | Self::NumbersUnsent
            | Self::NumbersByTwilio
            | Self::OldCodes
            | Self::NumbersOnly
            | Self::StrictPasswords
            | Self::AskingCurrentPassword
            | Self::OtherRoles
            | Self::NewEndOnly
            | Self::NoMails
            | Self::NoAddresses
            | Self::NoSignInByMail
            | Self::NoNewApps
            | Self::NoCodesOfApps
            | Self::FewFactors
            | Self::Keys
            | Self::KeysFew
            | Self::KeysNowhere
            | Self::KeysUnasked
            | Self::KeysAndNotices
            | Self::KeysHooked
            | Self::Captcha
            | Self::CaptchaOfTurnstile
            | Self::Leaks
            | Self::LeaksClosed
            | Self::LeaksRemembered
            | Self::LeaksUnanswered
            | Self::LeaksUnansweredClosed => false,
            Self::PassingTime
            | Self::Reauthenticating
            | Self::Throttled
            | Self::LongCodes
            | Self::LimitedSessions
            | Self::WholeSessions
            | Self::SingleSession
            | Self::TaggedSessions
            | Self::CountedTokens
            | Self::LenientCountedTokens
            | Self::ReusableCountedTokens
            | Self::LenientTokens
            | Self::HookedPhonesPaused
            | Self::NumbersPassingTime
            | Self::NumbersThrottled
            | Self::NumbersHooked
            | Self::ProvidersPassingTime
            | Self::ProgramsPassingTime
            | Self::KeysPassingTime => true,
        }
    }
}
