//! Where the cell of a fact stands among those of a sheet, told without a search.

use super::fact::FactId;

/// Facts that a block covers.
const BLOCK: usize = 64;

/// The places of cells that are ordered by fact.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Places {
    /// Those of the built-in facts, and of a few metrics: a large book reads them in one go.
    first: [Block; INLINE],
    rest: Box<[Block]>,
}

/// Blocks that need no memory of their own.
const INLINE: usize = 6;

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
        let more = last.div_ceil(BLOCK).saturating_sub(INLINE);
        let mut res = Self { rest: vec![Block::default(); more].into(), ..Self::default() };
        for fact in facts {
            if let Some(block) = res.block_mut(fact) {
                block.present |= bit(fact);
            }
        }
        let mut before = 0;
        for block in res.first.iter_mut().chain(&mut res.rest) {
            block.before = before;
            before += block.present.count_ones();
        }
        res
    }

    /// The place of the cell of a fact, where it has one.
    pub(super) fn of_fact(&self, fact: FactId) -> Option<usize> {
        let at = usize::from(fact.0) / BLOCK;
        let block = self.first.get(at).or_else(|| self.rest.get(at.checked_sub(INLINE)?))?;
        let bit = bit(fact);
        (block.present & bit != 0)
            .then(|| (block.before + (block.present & (bit - 1)).count_ones()) as usize)
    }

    fn block_mut(&mut self, fact: FactId) -> Option<&mut Block> {
        let at = usize::from(fact.0) / BLOCK;
        match at.checked_sub(INLINE) {
            Some(more) => self.rest.get_mut(more),
            None => self.first.get_mut(at),
        }
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
        fn a_cell_stands_where_a_search_finds_it(facts in prop::collection::btree_set(0..600_u16, 0..200)) {
            let facts: BTreeSet<FactId> = facts.into_iter().map(FactId).collect();
            let places = Places::of(facts.iter().copied());
            for fact in (0..620).map(FactId) {
                prop_assert_eq!(places.of_fact(fact), facts.iter().position(|it| *it == fact));
            }
        }
    }
}
