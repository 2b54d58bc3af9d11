//! When the app locks by itself, as pure decisions over two clocks, and what they are made from.
//!
//! Nothing ticks: whoever watches sleeps until the moment at which nobody will have done anything for long enough. Only
//! where a suspended machine has to be noticed, it wakes twice a minute.

use std::time::Duration;

use jiff::Timestamp;
pub(crate) use latchkey_types::Moment;

use crate::bridge::{LockReason, LockSettings};

/// How long whoever looks out for a suspended machine sleeps at most.
pub(crate) const LOOKOUT: Duration = Duration::from_secs(30);
/// How much more the wall clock may have moved than the steady one, or than a sleep was to take, before that counts as
/// having been suspended. Time servers correct by less.
const JUMP: Duration = Duration::from_secs(10);
const MINUTE: Duration = Duration::from_mins(1);

/// What is known of the person and the machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watch {
    /// When somebody last did something.
    pub(crate) active: Moment,
    /// When the clocks were compared last.
    pub(crate) seen: Moment,
    /// When whoever watches meant to look again, by the wall.
    pub(crate) looks_at: Option<Timestamp>,
}

impl Watch {
    pub(crate) fn from(at: Moment) -> Self {
        Self { active: at, seen: at, looks_at: None }
    }

    /// Why the app has to be locked by now, if it has to.
    pub(crate) fn overdue(&self, at: Moment, settings: LockSettings) -> Option<LockReason> {
        if settings.on_suspend && self.was_suspended(at) {
            return Some(LockReason::Suspend);
        }
        // A wall clock that was set back prolongs nothing: the steady one is asked too.
        let idle =
            elapsed(self.active.now, at.now).max(at.steady.saturating_duration_since(self.active.steady));
        patience(settings).filter(|patience| idle >= *patience).map(|_| LockReason::Idle)
    }

    /// On Linux and macOS the steady clock stands still meanwhile; on Windows a sleep is late.
    fn was_suspended(&self, at: Moment) -> bool {
        let run = at.steady.saturating_duration_since(self.seen.steady);
        let is_ahead = elapsed(self.seen.now, at.now) > run.saturating_add(JUMP);
        is_ahead || self.looks_at.is_some_and(|looks_at| elapsed(looks_at, at.now) > JUMP)
    }

    /// When the app locks if nobody does anything.
    pub(crate) fn locks_at(&self, settings: LockSettings) -> Option<Timestamp> {
        self.active.now.checked_add(patience(settings)?).ok()
    }

    /// For how long nothing has to be looked at; `None` for as long as the settings stay as they are.
    pub(crate) fn pause(&self, at: Moment, settings: LockSettings) -> Option<Duration> {
        let until_idle = self.locks_at(settings).map(|locks_at| elapsed(at.now, locks_at));
        let lookout = settings.on_suspend.then_some(LOOKOUT);
        // Never shorter than a second: something that keeps it from locking now is not asked in a loop.
        let pause = until_idle.into_iter().chain(lookout).min();
        pause.map(|pause| pause.max(Duration::from_secs(1)))
    }
}

fn patience(settings: LockSettings) -> Option<Duration> {
    settings.after_minutes.map(|minutes| MINUTE.saturating_mul(minutes))
}

fn elapsed(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use latchkey_types::{Clock, ManualClock};

    use super::*;

    const BOTH: LockSettings = LockSettings { after_minutes: Some(10), on_suspend: true };

    fn clock() -> ManualClock {
        ManualClock::stopped(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn an_app_is_idle_by_either_clock() {
        let check = |settings, pass: &dyn Fn(&ManualClock), expected| {
            let clock = clock();
            let watch = Watch::from(Moment::of(&clock));
            pass(&clock);
            assert_eq!(watch.overdue(Moment::of(&clock), settings), expected);
        };
        let minutes = Duration::from_mins;
        let idle = LockSettings { on_suspend: false, ..BOTH };
        check(idle, &|clock| clock.advance(minutes(9)), None);
        check(idle, &|clock| clock.advance(minutes(10)), Some(LockReason::Idle));
        check(idle, &|clock| clock.suspend(minutes(10)), Some(LockReason::Idle));
        check(
            idle,
            &|clock| (clock.advance(minutes(10)), clock.set_back(minutes(60))).0,
            Some(LockReason::Idle),
        );
        check(BOTH, &|clock| clock.suspend(Duration::from_secs(11)), Some(LockReason::Suspend));
        check(BOTH, &|clock| clock.suspend(Duration::from_secs(9)), None);
        check(LockSettings::default(), &|clock| clock.suspend(minutes(6000)), None);
    }

    #[test]
    fn a_sleep_that_is_late_was_a_suspended_machine() {
        let clock = clock();
        let mut watch = Watch::from(Moment::of(&clock));
        watch.looks_at = Some(clock.now() + LOOKOUT);
        // As on Windows: both clocks go on.
        clock.advance(LOOKOUT + JUMP);
        assert_eq!(watch.overdue(Moment::of(&clock), BOTH), None);
        clock.advance(Duration::from_secs(1));
        assert_eq!(watch.overdue(Moment::of(&clock), BOTH), Some(LockReason::Suspend));
    }

    #[test]
    fn whoever_watches_sleeps_until_there_is_something_to_see() {
        let clock = clock();
        let watch = Watch::from(Moment::of(&clock));
        let pause = |settings| watch.pause(Moment::of(&clock), settings);
        assert_eq!(pause(LockSettings::default()), None);
        assert_eq!(pause(BOTH), Some(LOOKOUT));
        assert_eq!(pause(LockSettings { on_suspend: false, ..BOTH }), Some(Duration::from_mins(10)));
        clock.advance(Duration::from_mins(20));
        let late = watch.pause(Moment::of(&clock), LockSettings { on_suspend: false, ..BOTH });
        assert_eq!(late, Some(Duration::from_secs(1)));
    }
}
