//! The numbers: what is counted, who is shown it, and that nobody can make it grow.

mod counts;
mod documents;
mod exposition;
mod growth;
mod load;
mod places;
