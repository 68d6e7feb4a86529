//! One test binary: stories, contract, store conformance, architecture.
