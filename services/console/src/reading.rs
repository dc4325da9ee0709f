//! What a person wrote was read: whoever checks who they are, has their case or is of intake says
//! so, and it no longer stands out as new.

use axum::extract::Path;
use habeas_case::submission::Command;
use habeas_engine::Order;
use habeas_web::Posted;

use crate::{
    cases::{SubmissionFile, settle},
    session::Session,
    turn::Answer,
};

pub(crate) async fn of_submission(
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let seen = session.submission(&id).await?;
    session.check(&seen.file.form(), &posted)?;
    let path = seen.file.path();
    read(&session, &seen.file, &path).await
}

pub(crate) async fn of_case(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    read(&session, &file.submission, &file.path()).await
}

async fn read(session: &Session, file: &SubmissionFile, path: &str) -> Answer {
    let messages = file.state.messages_in.last().copied();
    let commands = messages
        .map(|item| habeas_engine::Command::Submission(file.id, Command::OpenMessage { item }));
    let order = Order::new(
        file.controller().clone(),
        file.house(),
        session.actor(),
        commands.into_iter().collect(),
    );
    settle(session.execute(order).await, path, "message-read")
}
