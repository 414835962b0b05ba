//! From score to probability without a formula: the steps that never fall.

use crate::engine::series::At;

/// Points that share one level.
struct Block {
    level: f64,
    weight: f64,
    xs: Vec<f64>,
}

/// The least-squares fit that never falls (pool adjacent violators, Ayer et al. 1955): one point for
/// each distinct `x`, in their order. Points of equal `x` are pooled first.
pub fn isotonic(points: &[At]) -> Vec<At> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut blocks: Vec<Block> = Vec::new();
    for equal in sorted.chunk_by(|a, b| a.x.total_cmp(&b.x).is_eq()) {
        let weight = equal.len() as f64;
        let level = equal.iter().map(|it| it.y).sum::<f64>() / weight;
        let xs = equal.iter().take(1).map(|it| it.x).collect();
        let mut last = Block { level, weight, xs };
        while let Some(before) = blocks.pop_if(|it| it.level > last.level + 1e-15) {
            last = before.with(last);
        }
        blocks.push(last);
    }
    let of_block =
        |it: &Block| -> Vec<At> { it.xs.iter().map(|x| At { x: *x, y: it.level }).collect() };
    blocks.iter().flat_map(of_block).collect()
}

impl Block {
    fn with(mut self, next: Self) -> Self {
        let weight = self.weight + next.weight;
        let level = (self.level * self.weight + next.level * next.weight) / weight;
        self.xs.extend(next.xs);
        Self { level, weight, xs: self.xs }
    }
}
