//! What a browser is called in a mail or a list of sessions.

use crate::words::Words;

/// Browsers by the word that gives each away. Those that carry another's word too come first: Edge
/// and Opera say Chrome, Chrome says Safari.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// Systems likewise: Android says Linux, iPhones say Mac OS X.
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// A browser and its system, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    browser: Option<&'static str>,
    system: Option<&'static str>,
}

impl Device {
    /// Reads a `User-Agent`. Only words of our own are used, so that whatever a stranger sends there is
    /// never repeated; nothing, if none of them is in it.
    pub fn of(user_agent: &str) -> Option<Self> {
        let known = |list: &[(&str, &'static str)]| {
            list.iter().find(|(word, _)| user_agent.contains(word)).map(|(_, name)| *name)
        };
        let device = Self { browser: known(BROWSERS), system: known(SYSTEMS) };
        (device.browser.is_some() || device.system.is_some()).then_some(device)
    }

    /// `Firefox on Linux`.
    pub fn name(self, words: Words) -> String {
        match (self.browser, self.system) {
            (Some(browser), Some(system)) => words.device_browser_on_system(browser, system),
            (None, Some(system)) => words.device_some_browser_on_system(system),
            (browser, None) => browser.unwrap_or_default().to_owned(),
        }
    }
}
