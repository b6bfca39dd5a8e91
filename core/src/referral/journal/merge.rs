//! Merging copies that were edited apart.

use std::sync::Arc;

use super::graph::Journal;

impl Journal {
    /// The journal of all that two copies hold. Whatever the order, and however often, the result is the same, byte by byte:
    /// both are verified already, and nothing is left to decide. What one copy erased is erased.
    ///
    /// ```
    /// use millejours::{Draft, Entry, Journal, Party, Roster, RosterKey, SecretKey, parse_date};
    /// let key = SecretKey::from_bytes(&[1; 32]);
    /// let pmi = Party::parse("provider:pmi").unwrap();
    /// let roster = Roster::new([RosterKey::new(pmi.clone(), key.public())])?;
    /// let on = parse_date("2026-06-01")?;
    /// let say = |journal: &mut Journal, text: &str, salt| {
    ///     let entry = Entry::from_json(format!(r#"{{"kind": "note", "text": "{text}"}}"#))?;
    ///     let draft = Draft {
    ///         thread: "n1".to_owned(), author: pmi.clone(), key: key.public(), on, kept_from: Default::default(), entry,
    ///     };
    ///     let event = journal.draft(draft, salt)?.sign(&key)?;
    ///     journal.append(event, &roster, on)
    /// };
    /// let mut office = Journal::new();
    /// say(&mut office, "begun", [1; 32])?;
    /// let mut phone = office.clone();
    /// say(&mut phone, "offline, on the road", [2; 32])?;
    /// say(&mut office, "meanwhile, at the desk", [3; 32])?;
    ///
    /// let merged = office.merge(&phone);
    /// assert_eq!(merged.to_jsonl(), phone.merge(&office).to_jsonl());
    /// assert_eq!((merged.len(), merged.heads().len()), (3, 2));
    /// assert_eq!(merged.merge(&phone), merged);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    #[must_use]
    pub fn merge(&self, other: &Journal) -> Journal {
        let mut merged = self.clone();
        for event in &other.events {
            if let Some(known) = merged.shape.place(&event.id) {
                merged.learn(known, event);
                continue;
            }
            // Those before it came before it; it had its place in the other copy and has the same here.
            let Ok(fit) = merged.shape.fit(event) else { continue };
            let here = merged.shape.insert(event, fit);
            merged.events.push(Arc::clone(event));
            merged.obey(here);
        }
        merged
    }
}
