//! Lets a caller watch long work, and stop it.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::ControlFlow;

use super::Progress;

/// Asked now and then by long work: may it go on?
pub(super) trait Watch: fmt::Debug {
    fn go_on(&self) -> bool;
}

/// A caller's own function, and what it was last told.
pub(super) struct Watching<'w> {
    progress: RefCell<&'w mut dyn FnMut(Progress) -> ControlFlow<()>>,
    last: Cell<Progress>,
    stopped: Cell<bool>,
}

impl<'w> Watching<'w> {
    /// Of the work nothing is done yet, and how many pieces it has is only guessed.
    pub(super) fn new(progress: &'w mut dyn FnMut(Progress) -> ControlFlow<()>, of: usize) -> Self {
        let last = Cell::new(Progress { done: 0, of: of.max(1) });
        Watching { progress: RefCell::new(progress), last, stopped: Cell::new(false) }
    }

    /// Tells how far the work has come; may it go on?
    pub(super) fn tell(&self, progress: Progress) -> bool {
        self.last.set(progress);
        self.go_on()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.get()
    }
}

impl fmt::Debug for Watching<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Watching").field("last", &self.last).field("stopped", &self.stopped).finish()
    }
}

impl Watch for Watching<'_> {
    fn go_on(&self) -> bool {
        if !self.stopped.get()
            && let Ok(mut progress) = self.progress.try_borrow_mut()
        {
            self.stopped.set(progress(self.last.get()).is_break());
        }
        !self.stopped.get()
    }
}

/// Nobody watches.
#[cfg(test)]
#[derive(Debug)]
pub(super) struct Unwatched;

#[cfg(test)]
impl Watch for Unwatched {
    fn go_on(&self) -> bool {
        true
    }
}
