//! Another threshold in place of the one that a query compares with.

use super::token::Sign;
use super::tree::Node;

/// The node with `new` in place of each comparison on its fact in its direction; nothing where there
/// is none, or `new` is no comparison.
pub(super) fn replaced(node: &Node, new: &Node) -> Option<Node> {
    let Node::Compare(fact, sign, _) = new else { return None };
    match node {
        Node::Compare(own, own_sign, _) if own.id == fact.id && is_same_way(*own_sign, *sign) => {
            Some(new.clone())
        }
        Node::Not(inner) => replaced(inner, new).map(|it| Node::Not(Box::new(it))),
        Node::All(nodes) => each(nodes, new).map(Node::All),
        Node::Any(nodes) => each(nodes, new).map(Node::Any),
        _ => None,
    }
}

fn each(nodes: &[Node], new: &Node) -> Option<Vec<Node>> {
    let each: Vec<Option<Node>> = nodes.iter().map(|it| replaced(it, new)).collect();
    if each.iter().all(Option::is_none) {
        return None;
    }
    Some(nodes.iter().zip(each).map(|(old, new)| new.unwrap_or_else(|| old.clone())).collect())
}

/// Whether two signs point the same way: both ask for less, both for more, or both for the same.
fn is_same_way(a: Sign, b: Sign) -> bool {
    let way = |it: Sign| match it {
        Sign::Less | Sign::AtMost => 0,
        Sign::More | Sign::AtLeast => 1,
        Sign::Equal | Sign::Colon | Sign::NotEqual => 2,
    };
    way(a) == way(b)
}
