# One program and the certificates it trusts. Pages, styles and migrations are inside the program.
#
#   docker build -t doorward .

# The version that Cargo.toml asks for, on the system that the last stage has.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /build

# The dependencies first, with nothing of ours around them: they are built anew only when these
# files change.
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
RUN mkdir build src \
    && touch src/lib.rs \
    && echo 'fn main() {}' > src/main.rs \
    && cp src/main.rs build/main.rs \
    && cargo build --release --locked --bin doorward

COPY build build
COPY src src
COPY migrations migrations
COPY static static
COPY templates templates
# Cargo goes by the time of a file, and these may be older than the empty ones they replace.
RUN touch build/main.rs src/lib.rs src/main.rs \
    && cargo build --release --locked --bin doorward

FROM debian:bookworm-slim
# Writable: the folder that the program starts in, where a volume with an SQLite file can be mounted.
RUN groupadd --system --gid 10001 doorward \
    && useradd --system --uid 10001 --gid doorward --home-dir /data --no-create-home --shell /usr/sbin/nologin doorward \
    && install --directory --owner=doorward --group=doorward --mode=0700 /data
# For calls to Supabase, which are checked with the system's certificates.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /build/target/release/doorward /usr/local/bin/doorward

WORKDIR /data
# By number, so that supervisors can see that it is not root.
USER 10001:10001
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/doorward"]
