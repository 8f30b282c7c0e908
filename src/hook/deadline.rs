//! A limit on how long a commit may wait.
//!
//! In: work and the time it may take. Out: its result, or nothing when it was too slow.
//! Deliberately absent: stopping the work; the process ends soon after, and the work with it.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long the look after a commit may take. People notice from about a tenth of a second.
pub const LOOK: Duration = Duration::from_millis(100);

/// The part of its limit that the look may take where a question is to follow: a person who has waited longer turns
/// to something else, and a question would come in between.
const QUESTION_SHARE: f64 = 0.5;

/// How long the look may take where a question is to follow.
#[must_use]
pub fn before_question(limit: Duration) -> Duration {
    limit.mul_f64(QUESTION_SHARE)
}

/// Does the work on a thread of its own and waits for it no longer than `limit`. Work that is too
/// slow goes on unheard, so it must print nothing: what is to be said belongs into its result.
pub fn run_with_deadline<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let worker = thread::Builder::new().name("look".into()).spawn(move || {
        // Nobody listens any more after the deadline; that is no error.
        let _ = sender.send(work());
    });
    // Without a thread there is no look; a commit never fails for that.
    worker.ok()?;
    receiver.recv_timeout(limit).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::run_with_deadline;

    #[test]
    fn quick_work_is_heard() {
        assert_eq!(run_with_deadline(Duration::from_secs(60), || 6 * 7), Some(42));
    }

    #[test]
    fn slow_work_is_left_behind() {
        let (release, wait) = mpsc::channel::<()>();
        let late = run_with_deadline(Duration::from_millis(5), move || wait.recv().is_ok());
        assert_eq!(late, None);
        drop(release);
    }
}
