use habeas_engine::Engine;

/// Makes rows and alarms again from the log and says what differs and which dates move; writes it
/// when `apply` says so.
///
/// # Errors
/// When the store cannot be used, or an event cannot be read by this build.
pub async fn rebuild(engine: &Engine, apply: bool) -> anyhow::Result<()> {
    let rebuilt = engine.rebuild(apply).await?;
    println!(
        "{} streams, {} rows differ",
        rebuilt.streams, rebuilt.differing
    );
    let word = |day: Option<chrono::NaiveDate>| day.map_or("none".to_owned(), |d| d.to_string());
    for moved in &rebuilt.moved {
        println!(
            "{} {} of {}: due {} becomes {}",
            moved.stream.kind,
            moved.stream.id,
            moved.stream.controller,
            word(moved.before),
            word(moved.after)
        );
    }
    if apply {
        println!("{} rows written", rebuilt.written);
    } else if rebuilt.differing > 0 {
        println!("nothing was written: run it with --apply");
    }
    Ok(())
}
