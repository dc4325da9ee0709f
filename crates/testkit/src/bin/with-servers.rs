//! Runs a command with a throw-away Postgres and RabbitMQ named in its environment, and ends both
//! with it: `with-servers cargo nextest run`. A server the environment names already is used as it is.
//! If the command fails, the logs of both are copied to the folder `HABEAS_TEST_LOGS` names.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, thread};

use anyhow::Context;
use habeas_testkit::{AMQP_URL, POSTGRES_URL, Postgres, RABBITMQCTL, RabbitMq};

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let program = arguments
        .next()
        .context("usage: with-servers COMMAND [ARGUMENT]...")?;
    let given = |name| env::var_os(name).is_some_and(|value| !value.is_empty());

    let (postgres, rabbitmq) = thread::scope(|scope| {
        let postgres = (!given(POSTGRES_URL)).then(|| scope.spawn(Postgres::start));
        let rabbitmq = (!given(AMQP_URL)).then(|| scope.spawn(RabbitMq::start));
        (
            postgres.map(|thread| thread.join()),
            rabbitmq.map(|thread| thread.join()),
        )
    });
    // The panic of a start has printed its reason by now.
    let postgres = postgres.transpose().ok().context("no Postgres")?;
    let rabbitmq = rabbitmq.transpose().ok().context("no RabbitMQ")?;

    let mut command = Command::new(program);
    command.args(arguments);
    if let Some(postgres) = &postgres {
        command.env(POSTGRES_URL, postgres.url());
    }
    if let Some(rabbitmq) = &rabbitmq {
        command
            .env(AMQP_URL, rabbitmq.url())
            .env(RABBITMQCTL, rabbitmq.ctl_command());
    }
    let status = command.status().context("the command does not start")?;
    if let Some(folder) = env::var_os("HABEAS_TEST_LOGS").filter(|_| !status.success()) {
        let folder = Path::new(&folder);
        postgres
            .iter()
            .try_for_each(|server| server.keep_logs(folder))?;
        rabbitmq
            .iter()
            .try_for_each(|broker| broker.keep_logs(folder))?;
    }
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1);
    Ok(ExitCode::from(code))
}
