//! Step 2: the zone and its name servers.

use crate::engine::resource::{Resource, Slot};
use crate::ui::screens::Paint;
use crate::ui::update::name_servers;

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    if let Some(Resource::Zone { adopted: true, .. }) = world.ledger.resources.get(&Slot::Zone) {
        paint.tell("ui-domain-adopted");
    }
    let names = name_servers(paint.page);
    if names.is_empty() {
        return;
    }
    paint.tell("ui-domain-names");
    let theme = paint.theme;
    for (n, name) in names.iter().enumerate() {
        let key = paint.words.with("ui-copy-key", &[("number", &(n + 1))]);
        paint.sheet.between("    ", theme.plain, name, theme.accent, &key, theme.dim);
    }
    paint.sheet.gap();
}
