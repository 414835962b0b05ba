//! What a query waits for in a book that keeps not everything.

use super::tree::Node;
use crate::engine::facts::FactId;

/// The facts that no account has and without which a node cannot hold; none where it can.
pub(super) fn lacking(node: &Node, has: &dyn Fn(FactId) -> bool) -> Vec<FactId> {
    waits(node, has, Way::Holds)
}

/// Which way round a node has to come out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Holds,
    Fails,
}

fn waits(node: &Node, has: &dyn Fn(FactId) -> bool, way: Way) -> Vec<FactId> {
    let each = |nodes: &[Node]| -> Vec<Vec<FactId>> {
        nodes.iter().map(|it| waits(it, has, way)).collect()
    };
    match (node, way) {
        (Node::Not(inner), Way::Holds) => waits(inner, has, Way::Fails),
        (Node::Not(inner), Way::Fails) => waits(inner, has, Way::Holds),
        (Node::All(nodes), Way::Holds) | (Node::Any(nodes), Way::Fails) => each(nodes).concat(),
        // One of them is enough.
        (Node::Any(nodes), Way::Holds) | (Node::All(nodes), Way::Fails) => {
            let each = each(nodes);
            if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
        }
        (Node::Flag(fact) | Node::Compare(fact, ..), _) if !has(fact.id) => vec![fact.id],
        (
            Node::Flag(_) | Node::Compare(..) | Node::Missing(_) | Node::Words(_) | Node::Lists(..),
            _,
        ) => Vec::new(),
    }
}
