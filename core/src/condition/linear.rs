//! Whole numbers in ranges under linear constraints: is there a solution?
//!
//! Bounds are narrowed until nothing changes, then the narrowest open range is halved. The steps are counted, so that the
//! work is bounded; the count is the same everywhere.

/// low ≤ Σ factor · number ≤ high.
#[derive(Debug, Clone)]
pub(crate) struct Constraint {
    pub(crate) terms: Vec<(i64, usize)>,
    pub(crate) low: i128,
    pub(crate) high: i128,
}

/// `None` where the steps do not suffice.
pub(crate) fn feasible(ranges: &[(i64, i64)], constraints: &[Constraint], steps: &mut usize) -> Option<bool> {
    let mut ranges: Vec<(i128, i128)> =
        ranges.iter().map(|(low, high)| (i128::from(*low), i128::from(*high))).collect();
    if constraints.iter().any(|constraint| !divisible(constraint)) {
        return Some(false);
    }
    search(&mut ranges, constraints, steps)
}

/// A sum of multiples of g is a multiple of g.
fn divisible(constraint: &Constraint) -> bool {
    let divisor = constraint.terms.iter().fold(0_i128, |found, (factor, _)| gcd(found, i128::from(*factor).abs()));
    divisor == 0 || constraint.high.div_euclid(divisor) * divisor >= constraint.low
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn search(ranges: &mut [(i128, i128)], constraints: &[Constraint], steps: &mut usize) -> Option<bool> {
    *steps = steps.checked_sub(1)?;
    if !narrow(ranges, constraints) {
        return Some(false);
    }
    let open = ranges.iter().enumerate().filter(|(_, (low, high))| low < high);
    let Some((index, (low, high))) = open.min_by_key(|(_, (low, high))| high - low).map(|(i, r)| (i, *r)) else {
        return Some(true);
    };
    let middle = low + (high - low) / 2;
    for half in [(low, middle), (middle + 1, high)] {
        let mut inner = ranges.to_vec();
        if let Some(range) = inner.get_mut(index) {
            *range = half;
        }
        if search(&mut inner, constraints, steps)? {
            return Some(true);
        }
    }
    Some(false)
}

/// Narrows every range to what the constraints leave; `false` where nothing is left.
fn narrow(ranges: &mut [(i128, i128)], constraints: &[Constraint]) -> bool {
    // Rounds are bounded: a slow creep of two ranges is left to the halving.
    for _ in 0..64 {
        let mut changed = false;
        for constraint in constraints {
            let product = |ranges: &[(i128, i128)], (factor, index): (i64, usize)| {
                let (low, high) = ranges.get(index).copied().unwrap_or((0, 0));
                let factor = i128::from(factor);
                if factor < 0 { (factor * high, factor * low) } else { (factor * low, factor * high) }
            };
            let (least, most) = constraint.terms.iter().fold((0, 0), |(least, most), term| {
                let (low, high) = product(ranges, *term);
                (least + low, most + high)
            });
            if least > constraint.high || most < constraint.low {
                return false;
            }
            for term in constraint.terms.iter().filter(|(factor, _)| *factor != 0) {
                let (low, high) = product(ranges, *term);
                // What this term may be, given the best the others can do.
                let (floor, ceiling) = (constraint.low - (most - high), constraint.high - (least - low));
                let factor = i128::from(term.0);
                let (floor, ceiling) = if factor < 0 { (-ceiling, -floor) } else { (floor, ceiling) };
                let size = factor.abs().max(1);
                let Some(range) = ranges.get_mut(term.1) else { continue };
                let narrowed = (range.0.max(-((-floor).div_euclid(size))), range.1.min(ceiling.div_euclid(size)));
                if narrowed.0 > narrowed.1 {
                    return false;
                }
                if narrowed != *range {
                    *range = narrowed;
                    changed = true;
                    // Sums above are stale now; the next round takes them up.
                    break;
                }
            }
        }
        if !changed {
            break;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(ranges: &[(i64, i64)], constraints: &[Constraint]) -> bool {
        feasible(ranges, constraints, &mut 10_000).unwrap()
    }

    fn between(terms: &[(i64, usize)], low: i128, high: i128) -> Constraint {
        Constraint { terms: terms.to_vec(), low, high }
    }

    #[test]
    fn small_systems_agree_with_trying_everything() {
        for a in -3..=3 {
            for b in -3..=3 {
                for low in -9..9 {
                    let constraints = [between(&[(a, 0), (b, 1)], low, low + 1), between(&[(1, 0), (-2, 1)], -1, 0)];
                    let tried = (0..=4).any(|x| {
                        (0..=3).any(|y| {
                            let sum = i128::from(a * x + b * y);
                            (low..=low + 1).contains(&sum) && (-1..=0).contains(&i128::from(x - 2 * y))
                        })
                    });
                    assert_eq!(solve(&[(0, 4), (0, 3)], &constraints), tried, "{a} {b} {low}");
                }
            }
        }
    }

    #[test]
    fn wide_ranges_and_parity_end_soon() {
        let wide = [(0, 1_000_000), (0, 1_000_000)];
        assert!(!solve(&wide, &[between(&[(2, 0), (-2, 1)], 1, 1)]));
        assert!(solve(&wide, &[between(&[(1, 0), (1, 1)], 1_999_999, 3_000_000)]));
        assert!(!solve(
            &wide,
            &[between(&[(1, 0), (1, 1)], i128::MIN / 2, 9), between(&[(1, 0)], 5, 9), between(&[(1, 1)], 5, 9)]
        ));
    }
}
