//! The lists put together.

use super::elsewhere::{DEAD, ELSEWHERE};
use super::missing::{MISSING, REFUSED};
use super::taken::TAKEN;
use super::taken_beside::TAKEN_BESIDE;
use crate::config::gotrue::GoTrueName;

/// Every variable, those that are taken first.
pub fn gotrue_names() -> impl Iterator<Item = &'static GoTrueName> {
    [TAKEN, TAKEN_BESIDE, REFUSED, MISSING, ELSEWHERE, DEAD].into_iter().flatten()
}

/// The variable of this name, if it is one.
pub(in crate::config::gotrue) fn known(variable: &str) -> Option<&'static GoTrueName> {
    gotrue_names().find(|name| name.is_called(variable))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_variable_is_told_of_twice() {
        let spelled = |name: &'static GoTrueName| {
            name.names.iter().flat_map(move |one| match one.split_once("<X>") {
                None => vec![(*one).to_owned()],
                Some((before, after)) => {
                    name.members.iter().map(|member| format!("{before}{member}{after}")).collect()
                }
            })
        };
        let mut all: Vec<_> = gotrue_names().flat_map(spelled).collect();
        all.sort();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert_eq!(twice, [""; 0]);
    }
}
