//! Where each conjunction is answered: by itself, within the only one that reads it, or straight where its offer's bits go.
//!
//! `(a && b) || (c && d)` is the opposite of a conjunction of two opposites. Nobody else asks for `a && b`: its bits need not be
//! written anywhere, only to be read once more.

use super::asked::Answering;
use super::node::{Edge, Graph, Node, Term};
use crate::vocabulary::Subject;

/// A conjunction, with those that are answered within it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Join {
    /// Its own parts, and then those of each conjunction whose opposite is a part.
    pub(crate) edges: Vec<Edge>,
    /// How many are its own.
    pub(crate) own: usize,
    /// How many parts each of the others has, one after the other.
    pub(crate) opposites: Vec<usize>,
}

/// The conjunctions of a graph.
#[derive(Debug, Default)]
pub(crate) struct Joins {
    /// By the places of their nodes; `None` for other nodes, and for those that are answered within another.
    pub(crate) of: Vec<Option<Join>>,
    /// By the places of their nodes: those that one offer for families alone reads, as its answer, which is always exact.
    pub(crate) straight: Vec<bool>,
}

impl Joins {
    /// Of a graph, and of everything that is asked of it. With `all`, each conjunction keeps bits of its own: whoever goes down
    /// the graph reads them.
    pub(crate) fn of(graph: &Graph, offers: &[Answering], all: bool) -> Self {
        let mut uses = vec![0_usize; graph.nodes.len()];
        let mut read = |edge: Edge| uses.get_mut(edge.node).into_iter().for_each(|count| *count += 1);
        graph.nodes.iter().for_each(|(node, _)| reads(node, &mut read));
        for offer in offers {
            let doses = offer.dose.iter().flat_map(|dose| dose.rows.iter().flatten().map(|(_, edge)| *edge));
            let rules = offer.rules.iter().filter_map(|(rule, _)| rule.edge);
            offer.whole.edge.into_iter().chain(doses).chain(rules).for_each(&mut read);
        }
        let parts = |node: usize| match graph.nodes.get(node) {
            Some((Node::All(parts), subject)) => Some((parts, *subject)),
            _ => None,
        };
        let once = |node: usize| !all && uses.get(node) == Some(&1);
        let (mut of, mut within) = (vec![None; graph.nodes.len()], vec![false; graph.nodes.len()]);
        // Those that read stand after what they read: from the end, each is met before its parts.
        for (place, into) in of.iter_mut().enumerate().rev() {
            let Some((own, subject)) = parts(place).filter(|_| within.get(place) == Some(&false)) else { continue };
            let (mut join, mut groups) = (Join::default(), Vec::new());
            for edge in own {
                let inner = parts(edge.node).filter(|(_, other)| once(edge.node) && *other == subject);
                match inner {
                    Some((inner, _)) => {
                        within.get_mut(edge.node).into_iter().for_each(|within| *within = true);
                        if edge.not { groups.push(inner) } else { join.edges.extend(inner) }
                    }
                    None => join.edges.push(*edge),
                }
            }
            join.own = join.edges.len();
            for group in groups {
                join.opposites.push(group.len());
                join.edges.extend(group);
            }
            *into = Some(join);
        }
        let mut straight = vec![false; graph.nodes.len()];
        let sure = offers.iter().filter(|offer| offer.subject == Subject::Family && offer.whole.is_sure());
        for edge in sure.filter_map(|offer| offer.whole.edge) {
            if once(edge.node) && of.get(edge.node).is_some_and(Option::is_some) {
                straight.get_mut(edge.node).into_iter().for_each(|straight| *straight = true);
            }
        }
        Joins { of, straight }
    }
}

/// Calls `read` with each node that a node reads.
fn reads(node: &Node, read: &mut impl FnMut(Edge)) {
    match node {
        Node::Known(_) | Node::Unknown | Node::In(..) | Node::Has(..) | Node::Present(_) => {}
        Node::All(parts) => parts.iter().for_each(|edge| read(*edge)),
        Node::Up(_, inner) => read(*inner),
        Node::Exists(_, body, open) => [*body, *open].into_iter().for_each(read),
        Node::Sum(terms, _) => {
            for (_, term) in terms {
                if let Term::Count(_, body, open) = term {
                    [*body, *open].into_iter().for_each(&mut *read);
                }
            }
        }
        Node::Agree(parts) => parts.iter().flat_map(|(cell, leaf)| [*cell, *leaf]).for_each(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::Intervals;

    #[test]
    fn what_one_conjunction_reads_is_answered_within_it() {
        let mut graph = Graph::default();
        let mut leaf = |low| graph.edge(Subject::Family, Node::In(0, Intervals::between(low, low + 1)));
        let leaves: Vec<Edge> = (0..6).map(|at| leaf(10 * at)).collect();
        let once = graph.edge(Subject::Family, Node::All(leaves[..2].to_vec()));
        let twice = graph.edge(Subject::Family, Node::All(leaves[2..4].to_vec()));
        let root = graph.edge(Subject::Family, Node::All(vec![leaves[4], once.opposite(), twice.opposite()]));
        let other = graph.edge(Subject::Family, Node::All(vec![leaves[5], twice.opposite()]));
        let joins = Joins::of(&graph, &[], false);
        assert_eq!(joins.of[once.node], None);
        assert!(joins.of[twice.node].is_some() && joins.of[other.node].is_some());
        let own = joins.of[root.node].clone().unwrap();
        assert_eq!((own.own, own.opposites), (2, vec![2]));
        assert_eq!(own.edges, [leaves[4], twice.opposite(), leaves[0], leaves[1]]);
        // Whoever goes down the graph finds the bits of each.
        let every = Joins::of(&graph, &[], true);
        assert!(every.of[once.node].is_some());
    }
}
