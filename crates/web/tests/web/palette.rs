use std::{collections::HashMap, path::Path};

/// WCAG 2.2, "relative luminance".
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_pair_of_text_and_ground_can_be_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets-src/scss/_palette.scss");
    let text = std::fs::read_to_string(path).unwrap();
    let colours: HashMap<&str, &str> = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix('$')?
                .trim_end_matches(';')
                .split_once(": ")
        })
        .filter(|(_, value)| value.starts_with('#'))
        .collect();
    for (ink, ground, least) in [
        ("ink", "paper", 4.5),
        ("ink", "white", 4.5),
        ("ink", "focus", 4.5),
        ("ink", "pine-tint", 4.5),
        ("ink-soft", "paper", 4.5),
        ("ink-soft", "paper-deep", 4.5),
        ("ink-soft", "pine-tint", 4.5),
        ("link", "paper", 4.5),
        ("link", "paper-deep", 4.5),
        ("link", "pine-tint", 4.5),
        ("link-visited", "paper", 4.5),
        ("white", "pine", 4.5),
        ("white", "pine-deep", 4.5),
        ("white", "header-light", 4.5),
        ("header-soft", "header-light", 4.5),
        ("white", "panel-light", 4.5),
        ("panel-text", "panel-light", 4.5),
        ("white", "red", 4.5),
        ("white", "green", 4.5),
        ("red", "paper", 4.5),
        ("amber-ink", "amber-tint", 4.5),
        ("blue-ink", "blue-tint", 4.5),
        ("violet-ink", "violet-tint", 4.5),
        ("pine-deep", "pine-tint", 4.5),
        // What is no text but has to be seen: the edge of a field, the progress of a form.
        ("input-line", "white", 3.0),
        ("pine-bright", "line", 3.0),
    ] {
        let found = contrast(colours[ink], colours[ground]);
        assert!(found >= least, "{ink} on {ground}: {found:.2}");
    }
    assert_eq!(format!("{:.2}", contrast("#000000", "#ffffff")), "21.00");
    assert_eq!(
        format!("{:.2}", contrast("#777777", "#ffffff")),
        "4.48",
        "the known grey that just fails"
    );
}
