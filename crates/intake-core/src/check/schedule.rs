//! Opening hours of which nobody can say "open now".

use crate::diagnostic::{Diagnostics, explain};
use crate::form::Form;

pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    if form.settings.time_zone.is_some() {
        return;
    }
    for (i, referral) in form.referrals.iter().enumerate() {
        for (k, schedule) in referral.service.schedules.iter().enumerate() {
            if schedule.opens_at.is_some() && schedule.zone.is_none() && schedule.offset.is_none() {
                diagnostics.warning(
                    "no-time-zone",
                    format!("/referrals/{i}/service/schedules/{k}"),
                    explain!("Nobody can say whether this place is open now: no time zone is named."),
                    explain!(
                        "Write \"timeZone\" in \"settings\", such as \"Europe/Stockholm\"; or \"timezone\" here."
                    ),
                );
                // Once is enough to be told.
                return;
            }
        }
    }
}
