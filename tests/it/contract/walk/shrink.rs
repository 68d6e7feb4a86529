//! Making a walk that fails as short as it can be: steps are left out, many at first, then one by one,
//! as long as what is left fails too.

use super::action::Action;

/// The shortest that was found. `fails` must hold for `actions`.
pub(super) async fn shrink(actions: &[Action], fails: impl AsyncFn(&[Action]) -> bool) -> Vec<Action> {
    let mut shortest = actions.to_vec();
    let mut size = shortest.len().div_ceil(2);
    loop {
        let mut start = 0;
        while start < shortest.len() && shortest.len() > 1 {
            let end = shortest.len().min(start + size);
            let fewer = [&shortest[..start], &shortest[end..]].concat();
            if !fewer.is_empty() && fails(&fewer).await {
                shortest = fewer;
            } else {
                start = end;
            }
        }
        if size == 1 {
            return shortest;
        }
        size = size.div_ceil(2);
    }
}
