//! Names of facts as conditions write them: of a member, without the member's own id.

/// `child.born` of `child[c1].born`.
pub(super) fn written(name: &str) -> String {
    match (name.split_once('['), name.split_once("].")) {
        (Some((subject, _)), Some((_, own))) => format!("{subject}.{own}"),
        _ => name.to_owned(),
    }
}
