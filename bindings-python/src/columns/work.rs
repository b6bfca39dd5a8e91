//! The work: threads that live as long as a call, and a caller who hears how far it is and may stop it.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use millejours::{Error, Evaluated, Families, Plan, Pool};
use pyo3::prelude::*;

use crate::refusal::Refused;

/// How long an interruption waits at most until somebody looks.
const LOOK: Duration = Duration::from_millis(50);

/// So many threads, for as long as the work lasts.
#[derive(Debug, Clone, Copy)]
pub struct Threads(pub usize);

impl Pool for Threads {
    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let each = || {
            loop {
                let piece = next.fetch_add(1, Ordering::Relaxed);
                if piece >= pieces {
                    break;
                }
                work(piece);
            }
        };
        // The thread that asks works as well.
        std::thread::scope(|scope| {
            for _ in 1..self.0.min(pieces) {
                scope.spawn(each);
            }
            each();
        });
    }
}

/// Who hears how far the work is.
#[derive(Debug)]
pub struct Caller {
    /// How many threads work; all cores where nobody says.
    pub threads: usize,
    /// Called with how many families are done, and how many there are.
    pub progress: Option<Py<PyAny>>,
    /// Families done by earlier calls, for those who hear of several as of one.
    pub before: usize,
}

impl Caller {
    fn look(&self, done: usize, of: usize) -> PyResult<()> {
        Python::attach(|py| {
            py.check_signals()?;
            match &self.progress {
                Some(progress) => progress.bind(py).call1((self.before + done, self.before + of)).map(drop),
                None => Ok(()),
            }
        })
    }

    /// Does what a plan does with families on threads of their own, and looks after the caller meanwhile. To be called without
    /// the interpreter's lock.
    fn during<T: Send>(
        &self,
        of: usize,
        work: &(dyn Fn(&dyn Pool, millejours::OnProgress<'_>) -> Result<T, Error> + Sync),
    ) -> PyResult<T> {
        let (done, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (told, hear) = channel();
        let (answer, broken) = std::thread::scope(|scope| {
            let (done, stop) = (&done, &stop);
            let working = scope.spawn(move || {
                let progress = |how: millejours::Evaluating| {
                    done.fetch_max(how.done, Ordering::Relaxed);
                    match stop.load(Ordering::Relaxed) {
                        true => ControlFlow::Break(()),
                        false => ControlFlow::Continue(()),
                    }
                };
                let answer = work(&Threads(self.threads), &progress);
                // Nobody listens any more only where the caller is gone.
                let _ = told.send(());
                answer
            });
            let (mut broken, mut last) = (None, 0);
            while hear.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                let now = done.load(Ordering::Relaxed);
                let looked = match now == last {
                    true => Python::attach(|py| py.check_signals()),
                    false => self.look(now, of),
                };
                last = now;
                if broken.is_none()
                    && let Err(error) = looked
                {
                    stop.store(true, Ordering::Relaxed);
                    broken = Some(error);
                }
            }
            (working.join(), broken)
        });
        let answer = answer.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        if let Some(broken) = broken {
            return Err(broken);
        }
        let answer = answer.map_err(Refused::from)?;
        self.look(of, of)?;
        Ok(answer)
    }

    /// Evaluates families.
    pub fn evaluate(&self, plan: &Plan, families: &Families<'_>) -> PyResult<Evaluated> {
        self.during(families.rows(), &|pool, progress| plan.evaluate(families, pool, progress))
    }

    /// What else is wrong with families of which something is wrong already.
    pub fn check(&self, plan: &Plan, families: &Families<'_>) -> PyResult<Vec<millejours::Problem>> {
        self.during(families.rows(), &|pool, progress| plan.check(families, pool, progress))
    }
}
