# syntax=docker/dockerfile:1
# One image for every service: `habeas run portal`, `habeas run intake`, `habeas migrate`.

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package habeas --bin habeas \
    && cp target/release/habeas /usr/local/bin/habeas

# glibc and nothing else: no shell, no package manager. Fonts, texts, pages, time zones and root
# certificates are in the binary.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /usr/local/bin/habeas /usr/local/bin/habeas
USER 65532:65532
EXPOSE 8080 8081 9100
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/habeas"]
