//! Judging the whole book against reading the same rows and nothing else.

use std::path::Path;

use rounds::app::{Judged, OwnPolicy, judge};
use rounds::store::{Access, Store};

use crate::book::last_day;
use crate::meter;

pub(crate) fn measure(book: &Path) {
    let store = Store::open(book, Access::ReadOnly).unwrap();
    let (points, floor) = meter::once(|| {
        let mut points = 0;
        store
            .each_account(|it| {
                points += it.series.iter().map(|it| it.points.len()).sum::<usize>();
                true
            })
            .unwrap();
        points
    });
    let (judged, ours): (Judged, f64) =
        meter::once(|| judge(&store, &OwnPolicy::default(), last_day()).unwrap());
    let figure = "judge the book, 27 weeks (CPU)";
    meter::row(figure, ours, floor, "s", None);
    let accounts = judged.accounts.len();
    meter::plain("  accounts / points read", &format!("{accounts} / {points}"), "-");
}
