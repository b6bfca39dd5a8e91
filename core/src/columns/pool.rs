//! The caller's threads: the library owns none.

use std::ops::ControlFlow;

/// Threads that a caller lends for work that falls into independent pieces.
///
/// ```
/// use std::sync::atomic::{AtomicUsize, Ordering};
/// use millejours::Pool;
///
/// /// As many threads as are asked for, for as long as the work lasts.
/// struct Threads(usize);
/// impl Pool for Threads {
///     fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
///         let next = AtomicUsize::new(0);
///         std::thread::scope(|scope| {
///             for _ in 0..self.0 {
///                 scope.spawn(|| loop {
///                     let piece = next.fetch_add(1, Ordering::Relaxed);
///                     if piece >= pieces {
///                         break;
///                     }
///                     work(piece);
///                 });
///             }
///         });
///     }
/// }
///
/// let done = AtomicUsize::new(0);
/// Threads(2).run(10, &|_| {
///     done.fetch_add(1, Ordering::Relaxed);
/// });
/// assert_eq!(done.into_inner(), 10);
/// ```
pub trait Pool: Sync {
    /// Calls `work` once with each number below `pieces`, in any order, on any threads; returns when all are done.
    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync));
}

/// The caller's own thread, and no other.
#[derive(Debug, Clone, Copy, Default)]
pub struct OneThread;

impl Pool for OneThread {
    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..pieces).for_each(work);
    }
}

/// How far an evaluation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evaluating {
    /// Families evaluated so far.
    pub done: usize,
    /// All of them.
    pub of: usize,
}

/// What a caller hears while an evaluation lasts, on whichever thread, every few milliseconds: to break stops it.
pub type OnProgress<'p> = &'p (dyn Fn(Evaluating) -> ControlFlow<()> + Sync);
