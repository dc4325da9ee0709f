//! Compiles the schema in `proto/habeas/v1` to Rust and to a descriptor, without a system `protoc`.

use std::{env, fs, path::PathBuf};

use anyhow::Context;

const FILES: [&str; 8] = [
    "habeas/v1/options.proto",
    "habeas/v1/common.proto",
    "habeas/v1/submission.proto",
    "habeas/v1/case.proto",
    "habeas/v1/dispatch.proto",
    "habeas/v1/access.proto",
    "habeas/v1/registry.proto",
    "habeas/v1/obligation.proto",
];

fn main() -> anyhow::Result<()> {
    let schema = PathBuf::from("../../proto");
    println!("cargo::rerun-if-changed={}", schema.display());

    let mut compiler = protox::Compiler::new([&schema])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(FILES)?;

    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?);
    // The encoded form keeps the field options; the typed one, which the generator reads, does not.
    let descriptor = compiler.encode_file_descriptor_set();
    fs::write(out.join("habeas.v1.bin"), descriptor).context("writing the descriptor")?;
    prost_build::Config::new()
        .compile_fds(compiler.file_descriptor_set())
        .context("generating Rust from the schema")
}
