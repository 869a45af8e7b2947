//! k-means to watch, and the customers on a border: answers about the result shown.

use super::shown::variant;
use super::{Segmentation, Session};
use crate::kmeans::Init;
use crate::protocol::Output;
use crate::view::{Reel, border_view, trust_view, watch};

impl Session {
    /// Shows a start of the number of segments shown. Nothing without a result.
    pub(super) fn watch(&mut self, start: Init, draw: u32) {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return };
        let reel = Reel {
            table: &opened.table,
            prepared: &result.prepared,
            projection: &result.projection,
            axes: result.axes.as_ref(),
            k: result.k,
            plain: result.prepared.space.is_none() && variant(&result.recipe, &result.prepared).is_plain(),
            start,
            seed: result.recipe.clustering.seed,
            draw,
        };
        let (film, bytes) = watch(&reel);
        self.out.emit(Output::Film { film: Box::new(film) }, bytes);
    }

    /// Lists the customers on a border. Nothing without a result.
    pub(super) fn list_border(&mut self) {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return };
        let about = (&opened.table, &result.recipe);
        let border = border_view(about, result.kept(), result.profile(), result.fit());
        self.out.tell(Output::Border { border: Box::new(border) });
    }
}

impl Segmentation {
    /// What goes with the name of each segment shown, in order of number; none for one segment.
    pub(super) fn marks(&self) -> Vec<Option<String>> {
        let trust = trust_view(&self.sweep, self.k, self.checks());
        trust.segments.into_iter().map(|segment| segment.mark).collect()
    }
}
