use habeas_uploads::{Accepted, UploadRefused, Verdict, accept};
use habeas_web::{Form, Message, PageError, Posted, UploadedFile};

use crate::app::App;

/// What the person's files are for.
pub(crate) const IDENTITY: &str = "identity";
pub(crate) const MANDATE: &str = "mandate";

/// The files that may be kept, with the field each came in; what is wrong with the others stands
/// in the form.
pub(crate) async fn accept_all(
    app: &App,
    form: &mut Form,
    posted: &mut Posted,
    fields: &[&str],
) -> Result<Vec<(String, Accepted)>, PageError> {
    for field in &posted.too_large {
        if fields.contains(&field.as_str()) {
            form.refuse(field, too_large(app));
        }
    }
    let mut accepted = Vec::new();
    for UploadedFile { field, bytes, .. } in std::mem::take(&mut posted.files) {
        if !fields.contains(&field.as_str()) {
            continue;
        }
        match accept_one(app, bytes).await? {
            Ok(file) => accepted.push((field, file)),
            Err(refused) => form.refuse(&field, words(app, refused)),
        }
    }
    Ok(accepted)
}

/// Why a file is not taken.
enum Refused {
    Content(UploadRefused),
    Harmful,
}

/// Off the threads that serve, and few at a time.
async fn accept_one(app: &App, bytes: Vec<u8>) -> Result<Result<Accepted, Refused>, PageError> {
    let limits = app.uploads.clone();
    let turn = app.pictures.acquire().await;
    let read = tokio::task::spawn_blocking(move || accept(bytes, &limits)).await;
    drop(turn);
    let file = match read.map_err(|_| PageError::internal("upload"))? {
        Ok(file) => file,
        Err(refused) => return Ok(Err(Refused::Content(refused))),
    };
    Ok(match app.scanner.scan(file.bytes()).await {
        Verdict::Harmful => Err(Refused::Harmful),
        Verdict::Clean | Verdict::Unscanned => Ok(file),
    })
}

fn words(app: &App, refused: Refused) -> Message {
    match refused {
        Refused::Harmful => Message::new("portal-upload-harmful"),
        Refused::Content(UploadRefused::TooLarge { .. }) => too_large(app),
        Refused::Content(refused) => Message::new(format!("portal-{}", refused.code())),
    }
}

fn too_large(app: &App) -> Message {
    Message::new("web-error-file-too-large").arg("max", app.uploads.bytes >> 20)
}
