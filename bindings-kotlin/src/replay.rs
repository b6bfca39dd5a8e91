//! A journal read a line at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use millejours::{EventId, JournalId, Replay};

use crate::Refusal;
use crate::journal::{RawEvent, RawRoster};

/// A replay, and what is known of it once it has ended.
#[derive(Debug, uniffi::Object)]
pub struct RawReplay(Mutex<State>);

#[derive(Debug)]
struct State {
    replay: Option<Replay<'static>>,
    size: u64,
    heads: Vec<String>,
}

impl RawReplay {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn heads(replay: &Replay<'_>) -> Vec<String> {
    replay.heads().iter().map(EventId::to_string).collect()
}

/// A replay of the journal of that name; nothing where the text is no name of a journal.
#[uniffi::export]
pub fn new_replay(id: Vec<u8>, roster: Arc<RawRoster>) -> Option<Arc<RawReplay>> {
    let replay = Replay::owning(JournalId::parse(&String::from_utf8_lossy(&id))?, roster.0.clone());
    Some(Arc::new(RawReplay(Mutex::new(State { replay: Some(replay), size: 0, heads: Vec::new() }))))
}

#[uniffi::export]
impl RawReplay {
    /// Takes the next line; nothing once the replay has ended.
    pub fn push(&self, line: Vec<u8>) -> Result<Option<RawEvent>, Refusal> {
        match &mut self.state().replay {
            Some(replay) => Ok(Some(RawEvent::from(&replay.push(line)?))),
            None => Ok(None),
        }
    }

    /// How many events were taken.
    pub fn size(&self) -> u64 {
        let state = self.state();
        state.replay.as_ref().map_or(state.size, |replay| replay.len() as u64)
    }

    /// The events that nothing follows, so far.
    pub fn heads(&self) -> Vec<String> {
        let state = self.state();
        state.replay.as_ref().map_or_else(|| state.heads.clone(), heads)
    }

    /// Ends it: is every body there that no erasure took? Whether it had not ended before.
    pub fn finish(&self) -> Result<bool, Refusal> {
        let mut state = self.state();
        let Some(replay) = state.replay.take() else { return Ok(false) };
        (state.size, state.heads) = (replay.len() as u64, heads(&replay));
        drop(state);
        replay.finish()?;
        Ok(true)
    }
}
