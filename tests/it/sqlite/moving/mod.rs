//! `doorward move`: nothing is forgotten, nothing is half moved, and the file is not touched.

mod cut_short;
mod house;
mod life_goes_on;
mod tables;
