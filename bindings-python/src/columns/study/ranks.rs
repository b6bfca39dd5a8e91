//! Values in their order: the place of each among those that occur.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
use arrow_array::{Array, ArrayRef, ArrowNativeTypeOp, UInt32Array, downcast_primitive_array};
use arrow_schema::DataType;
use arrow_select::take::take;

/// A number, a day, a moment: ordered as such; of floating-point numbers both zeros are one.
#[derive(Clone, Copy)]
struct Ordered<T>(T);

impl<T: ArrowNativeTypeOp> Ordered<T> {
    fn of(own: T) -> Self {
        Ordered(own.add_wrapping(T::ZERO))
    }
}

impl<T: ArrowNativeTypeOp> Ord for Ordered<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.compare(other.0)
    }
}

impl<T: ArrowNativeTypeOp> PartialOrd for Ordered<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: ArrowNativeTypeOp> PartialEq for Ordered<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T: ArrowNativeTypeOp> Eq for Ordered<T> {}

/// Of each value its place among those that occur, ascending; what is none stands behind all others.
pub fn placed<K: Ord + Copy>(each: impl Iterator<Item = Option<K>> + Clone) -> Vec<u32> {
    let mut places: BTreeMap<K, u32> = BTreeMap::new();
    let mut before = None;
    for own in each.clone().flatten() {
        // Rows of one group often stand side by side.
        if before != Some(own) {
            places.entry(own).or_default();
            before = Some(own);
        }
    }
    places.values_mut().zip(0..).for_each(|(own, place)| *own = place);
    let last = places.len() as u32;
    each.map(|own| own.and_then(|own| places.get(&own).copied()).unwrap_or(last)).collect()
}

/// Of each row the place of its value, ascending with null at the end; `None` where values of this type have no order. Words of
/// a dictionary that is `ordered` stand in its own order.
pub fn ranks(values: &ArrayRef, ordered: bool) -> Option<Vec<u32>> {
    let values = values.as_ref();
    Some(downcast_primitive_array!(
        values => { placed(values.iter().map(|own| own.map(Ordered::of))) }
        DataType::Null => vec![0; values.len()],
        DataType::Boolean => placed(values.as_boolean().iter()),
        DataType::Utf8 => placed(values.as_string::<i32>().iter()),
        DataType::LargeUtf8 => placed(values.as_string::<i64>().iter()),
        DataType::Utf8View => placed(values.as_string_view().iter()),
        DataType::Binary => placed(values.as_binary::<i32>().iter()),
        DataType::LargeBinary => placed(values.as_binary::<i64>().iter()),
        DataType::BinaryView => placed(values.as_binary_view().iter()),
        DataType::FixedSizeBinary(_) => placed(values.as_fixed_size_binary().iter()),
        DataType::Dictionary(..) => {
            // The words are put in order once; a word that no row has leaves a gap, which whoever counts groups closes.
            let own = values.as_any_dictionary_opt()?;
            let mut places = ranks(own.values(), false)?;
            if ordered {
                in_place(&mut places);
            }
            let nulls = own.values().logical_nulls();
            let word = |(at, place)| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(at)).then_some(place);
            let words: UInt32Array = places.into_iter().enumerate().map(word).collect();
            let places = take(&words, own.keys(), None).ok()?;
            let last = words.len() as u32;
            places.as_primitive::<UInt32Type>().iter().map(|place| place.unwrap_or(last)).collect()
        }
        _ => return None
    ))
}

/// In place of the rank of each word, where the word stands first.
fn in_place(ranks: &mut [u32]) {
    let mut firsts: BTreeMap<u32, u32> = BTreeMap::new();
    for (rank, place) in ranks.iter_mut().zip(0..) {
        *rank = *firsts.entry(*rank).or_insert(place);
    }
}
