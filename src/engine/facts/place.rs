//! Where the cell of a fact stands among those of a sheet, told without a search.

use super::fact::FactId;

/// Facts that a block covers.
const BLOCK: usize = 64;

/// The places of cells that are ordered by fact.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Places {
    blocks: Box<[Block]>,
}

/// The facts of one block that have a cell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Block {
    /// A bit for each of its facts.
    present: u64,
    /// How many cells come before those of the block.
    before: u32,
}

impl Places {
    /// The places of cells for these facts, which are ordered and different.
    pub(super) fn of(facts: impl DoubleEndedIterator<Item = FactId> + Clone) -> Self {
        let last = facts.clone().next_back().map_or(0, |it| usize::from(it.0) + 1);
        let mut blocks = vec![Block::default(); last.div_ceil(BLOCK)].into_boxed_slice();
        for fact in facts {
            if let Some(block) = blocks.get_mut(usize::from(fact.0) / BLOCK) {
                block.present |= bit(fact);
            }
        }
        let mut before = 0;
        for block in &mut blocks {
            block.before = before;
            before += block.present.count_ones();
        }
        Self { blocks }
    }

    /// The place of the cell of a fact, where it has one.
    pub(super) fn of_fact(&self, fact: FactId) -> Option<usize> {
        let block = self.blocks.get(usize::from(fact.0) / BLOCK)?;
        let bit = bit(fact);
        (block.present & bit != 0)
            .then(|| (block.before + (block.present & (bit - 1)).count_ones()) as usize)
    }
}

fn bit(fact: FactId) -> u64 {
    1 << (usize::from(fact.0) % BLOCK)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cell_stands_where_a_search_finds_it(facts in prop::collection::btree_set(0..400_u16, 0..200)) {
            let facts: BTreeSet<FactId> = facts.into_iter().map(FactId).collect();
            let places = Places::of(facts.iter().copied());
            for fact in (0..420).map(FactId) {
                prop_assert_eq!(places.of_fact(fact), facts.iter().position(|it| *it == fact));
            }
        }
    }
}
