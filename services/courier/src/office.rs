use habeas_dossier::compose::ComposeError;
use habeas_regime::Pack;

use crate::{
    Courier,
    carry::{Parcel, Report},
};

impl Courier {
    /// Sends what was ordered in a registry: to an office of the pack, `parcel.view.office`, and
    /// about no one person, so nothing is opened for it. What such a dispatch says is chosen here by
    /// its template; a daily digest, ordered in the registry stream of its office, has its place
    /// here. Of an unknown template nothing is sent, and a person sees it as a failure.
    pub(crate) fn to_office(&self, parcel: &Parcel, _pack: &Pack) -> Report {
        tracing::warn!(template = %parcel.view.template, "courier.office.template");
        ComposeError::Template.into()
    }
}
