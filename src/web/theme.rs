//! In which colours somebody wants the site.

use crate::words::Words;

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the device, whichever they are at the time.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which people are asked.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What a form and a cookie call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one that is called so.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// What people are told it is.
    pub(crate) fn say(self, words: &Words) -> &'static str {
        match self {
            Self::System => words.preferences_theme_system(),
            Self::Light => words.preferences_theme_light(),
            Self::Dark => words.preferences_theme_dark(),
        }
    }

    /// The `data-theme` that fixes it; there is none where the device decides.
    pub const fn fixed(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light | Self::Dark => Some(self.name()),
        }
    }

    /// What the browser is told before any style sheet is there (CSS Color Adjustment §2.2).
    pub const fn color_scheme(self) -> &'static str {
        match self {
            Self::System => "light dark",
            Self::Light | Self::Dark => self.name(),
        }
    }
}
