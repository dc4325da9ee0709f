use std::io::Read;

use anyhow::{Context, bail};
use habeas_console::passwords::{PasswordCost, hash};
use habeas_engine::Engine;
use habeas_envelope::{Code, ControllerId, uuid_v7};
use habeas_regime::{DeskId, OfficeId};
use habeas_store::{Staff, StaffGrant};
use secrecy::{ExposeSecret, SecretString};

/// The roles that can be granted.
const ROLES: [&str; 8] = [
    "handler", "intake", "identity", "mailroom", "dpo", "office", "deputy", "admin",
];
/// The shortest password, in characters (NIST SP 800-63B-4, 3.1.1.2).
const SHORTEST: usize = 15;

/// Adds somebody; the password comes from standard input.
///
/// # Errors
/// When the login is taken, a grant is none, the password is too short, or the store is away.
pub async fn add(
    engine: &Engine,
    login: &str,
    name: &str,
    grants: &[String],
) -> anyhow::Result<()> {
    let grants = grants
        .iter()
        .map(|text| read_grant(engine, text))
        .collect::<Result<_, _>>()?;
    let password = password_from_stdin()?;
    let staff = Staff {
        id: uuid_v7(engine.clock.now(), &*engine.entropy),
        login: login.trim().to_lowercase(),
        name: name.trim().to_owned(),
        password: hash(
            password.expose_secret(),
            PasswordCost::default(),
            &*engine.entropy,
        )?,
        active: true,
        grants,
    };
    if staff.login.is_empty() || staff.name.is_empty() {
        bail!("login and name must not be empty");
    }
    if !engine.store.add_staff(staff).await? {
        bail!("the login {login} is taken");
    }
    println!("{login} can sign in");
    Ok(())
}

/// Sets a new password from standard input and ends all sessions.
///
/// # Errors
/// When nobody has the login, the password is too short, or the store is away.
pub async fn password(engine: &Engine, login: &str) -> anyhow::Result<()> {
    let staff = engine
        .store
        .staff_by_login(&login.trim().to_lowercase())
        .await?
        .with_context(|| format!("nobody has the login {login}"))?;
    let password = password_from_stdin()?;
    let hashed = hash(
        password.expose_secret(),
        PasswordCost::default(),
        &*engine.entropy,
    )?;
    engine.store.set_password(staff.id, hashed, true).await?;
    engine.store.end_sessions_of(staff.id).await?;
    println!("{login} has a new password");
    Ok(())
}

/// Lists staff and what they may do.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(engine: &Engine) -> anyhow::Result<()> {
    for staff in engine.store.staff_of(None).await? {
        let state = if staff.active {
            ""
        } else {
            " (may not sign in)"
        };
        println!("{} {}{state}", staff.login, staff.name);
        for grant in &staff.grants {
            println!("    {}", write_grant(grant));
        }
    }
    Ok(())
}

fn password_from_stdin() -> anyhow::Result<SecretString> {
    let mut text = String::new();
    std::io::stdin().take(4096).read_to_string(&mut text)?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.chars().count() < SHORTEST {
        bail!("the password needs {SHORTEST} characters or more, on standard input");
    }
    Ok(SecretString::from(password.to_owned()))
}

/// Reads CONTROLLER:ROLE, with `desk=` or `office=` behind a further colon.
fn read_grant(engine: &Engine, text: &str) -> anyhow::Result<StaffGrant> {
    let mut parts = text.split(':');
    let (Some(controller), Some(role)) = (parts.next(), parts.next()) else {
        bail!(
            "{text} is no grant: it is written CONTROLLER:ROLE, as in house:handler:desk=privacy"
        );
    };
    let controller = ControllerId::new(controller)?;
    let pack = engine
        .shelf
        .current(&controller)
        .with_context(|| format!("there is no pack {controller}"))?;
    if !ROLES.contains(&role) {
        bail!("{role} is no role: there are {}", ROLES.join(", "));
    }
    let mut grant = StaffGrant {
        controller,
        role: Code::new(role)?,
        desk: None,
        office: None,
    };
    for part in parts {
        match part.split_once('=') {
            Some(("desk", desk)) => {
                let desk = DeskId::new(desk)?;
                pack.desk(&desk)
                    .with_context(|| format!("the pack has no desk {desk}"))?;
                grant.desk = Some(desk.into());
            }
            Some(("office", office)) => {
                let office = OfficeId::new(office)?;
                pack.office(&office)
                    .with_context(|| format!("the pack has no office {office}"))?;
                grant.office = Some(office.into());
            }
            _ => bail!("{part} is neither desk=… nor office=…"),
        }
    }
    let closed = grant
        .desk
        .clone()
        .is_some_and(|desk| pack.is_closed(&DeskId::from(desk)));
    match role {
        "handler" if closed => bail!("a closed desk has offices, not handlers: {text}"),
        "handler" if grant.desk.is_none() => bail!("a handler needs a desk: {text}:desk=…"),
        "office" | "deputy" if grant.office.is_none() => {
            bail!("the role {role} needs an office: {text}:office=…")
        }
        _ => Ok(grant),
    }
}

fn write_grant(grant: &StaffGrant) -> String {
    let mut text = format!("{}:{}", grant.controller, grant.role);
    if let Some(desk) = &grant.desk {
        text.push_str(&format!(":desk={desk}"));
    }
    if let Some(office) = &grant.office {
        text.push_str(&format!(":office={office}"));
    }
    text
}
