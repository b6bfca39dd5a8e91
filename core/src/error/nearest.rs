//! The nearest known name, for help with a slip of the pen.

/// So many known names are looked at: a slip in a small document finds its name, a large one is not searched for long.
const MOST: usize = 1000;

/// The known name nearest to `wrong`, if it is near enough to be meant: at most a third of its letters
/// differ, one more where most of the word is the same from its beginning.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(wrong, &mut known.into_iter().take(MOST))
}

fn nearest_of<'a>(wrong: &str, known: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    known.filter(|name| near_enough(wrong, name)).map(|name| (distance(wrong, name), name)).min().map(|(_, name)| name)
}

/// Is `wrong` likely a slip for `name`?
pub(crate) fn near_enough(wrong: &str, name: &str) -> bool {
    let (one, two) = (wrong.chars().count(), name.chars().count());
    let longest = one.max(two);
    // Words of one stem may end otherwise: `childs` is meant for `children`.
    let stem = wrong.chars().zip(name.chars()).take_while(|(one, two)| one == two).count();
    let most = (longest / 3 + usize::from(stem * 8 >= longest * 5)).clamp(1, 4);
    // A difference in length is as many edits.
    longest <= 80 && one.abs_diff(two) <= most && distance(wrong, name) <= most
}

/// Edits (a letter more, less, other, or two swapped) from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut previous = None;
    for (row, letter) in from.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let cost = usize::from(letter != *other);
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 2);
            let mut best = (at(&last, column) + cost).min(at(&last, column + 1) + 1).min(at(&current, column) + 1);
            let swapped = column > 0 && previous == Some(*other) && to.get(column - 1) == Some(&letter);
            if swapped && !before_last.is_empty() {
                best = best.min(at(&before_last, column - 1) + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
        previous = Some(letter);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name() {
        assert_eq!(nearest("chidl", ["child", "adult"]), Some("child"));
        assert_eq!(nearest("born_preterme", ["born_preterm", "born"]), Some("born_preterm"));
        assert_eq!(nearest("childs", ["adults", "children", "id"]), Some("children"));
        assert_eq!(nearest("income", ["housing", "born"]), None);
        assert_eq!(nearest("needs.health", ["needs.sleep", "needs.housing"]), None);
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
