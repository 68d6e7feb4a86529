//! The layers around the handlers of the API, beside those that it shares with the site. None of them
//! ever answers with an `Err`: the layers outside would be skipped.

mod cors;
mod private_answers;
mod problem_details;

pub(super) use cors::cors;
pub(super) use private_answers::keep_private;
pub(super) use problem_details::problem_details;
