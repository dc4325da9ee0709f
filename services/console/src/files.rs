//! Files as pages hand them out: pictures that were written anew may be shown, everything else is
//! a download with a made-up name.

use axum::{
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use habeas_dossier::kinds;
use habeas_envelope::ItemId;
use habeas_vault::Compartment;
use serde::Deserialize;

use crate::{
    cases::parse_id,
    opening::of_kind,
    session::Session,
    turn::{Answer, Turn},
};

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// Whether it is shown in the page.
    inline: Option<String>,
}

/// A document handed in as proof.
pub(crate) async fn evidence(
    session: Session,
    Path((id, item)): Path<(String, String)>,
    Query(shown): Query<Shown>,
) -> Answer {
    let seen = session.submission(&id).await?;
    let item = ItemId(parse_id(&item)?);
    if !seen.file.state.documents.iter().any(|d| d.item == item) {
        return Err(Turn::not_found());
    }
    let opened = session
        .open(
            &seen.file.stream,
            &[Compartment::Identity],
            seen.purpose(),
            move |field| of_kind(field, &[kinds::EVIDENCE]) && field.item == item.0,
        )
        .await?;
    let bytes = opened.bytes(item).ok_or_else(Turn::not_found)?;
    let name = format!("{}-{}", seen.file.reference, short(item));
    Ok(serve(bytes, &name, shown.inline.is_some()))
}

/// A file enclosed in the draft of a case.
pub(crate) async fn enclosure(
    session: Session,
    Path((id, item)): Path<(String, String)>,
) -> Answer {
    let file = session.case(&id).await?;
    let item = ItemId(parse_id(&item)?);
    let opened = session
        .open(&file.stream, &[file.compartment], "answer", move |field| {
            of_kind(field, &[kinds::DRAFT_FILE]) && field.item == item.0
        })
        .await?;
    let bytes = opened.bytes(item).ok_or_else(Turn::not_found)?;
    let name = format!("{}-{}", file.submission.reference, short(item));
    Ok(serve(bytes, &name, false))
}

/// Enough of a handle to tell two downloads apart.
pub(crate) fn short(item: ItemId) -> String {
    item.0.simple().to_string().split_off(24)
}

/// Whether bytes that were accepted are a picture, which was written anew then.
pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    matches!(media_type(bytes), "image/jpeg" | "image/png")
}

/// What accepted bytes are, by their first ones.
pub(crate) fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// Bytes for the browser: a picture inline where that is asked, else a download that no page of
/// ours runs.
pub(crate) fn serve(bytes: &[u8], name: &str, inline: bool) -> Response {
    let kind = media_type(bytes);
    let extension = match kind {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "application/pdf" => "pdf",
        _ => "bin",
    };
    let disposition = if inline && is_picture(bytes) {
        "inline".to_owned()
    } else {
        format!("attachment; filename=\"{name}.{extension}\"")
    };
    let mut response = bytes.to_vec().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_shown_inline() {
        let disposition = |bytes: &[u8]| {
            let response = serve(bytes, "7Q4-abc", true);
            response.headers()[header::CONTENT_DISPOSITION]
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(disposition(b"\x89PNG\r\n\x1a\n..."), "inline");
        assert_eq!(
            disposition(b"%PDF-1.7"),
            "attachment; filename=\"7Q4-abc.pdf\""
        );
        assert_eq!(
            disposition(b"<html>"),
            "attachment; filename=\"7Q4-abc.bin\""
        );
    }
}
