//! Signals of the operating system: the end, and the way to the shell and back.

/// What a signal asks of the cockpit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// The end, asked for by this signal.
    End(i32),
    /// Back to the shell.
    Stop,
    /// The shell has called back.
    Continue,
}

#[cfg(unix)]
pub(super) use unix::{stop, watch};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::Signal;

    /// Calls `tell` on a thread of its own with every signal, until it says that nobody listens.
    pub(in crate::ui) fn watch(tell: impl Fn(Signal) -> bool + Send + 'static) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let is_heard = tell(match signal {
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continue,
                    other => Signal::End(other),
                });
                if !is_heard {
                    return;
                }
            }
        })?;
        Ok(())
    }

    /// Stops the whole process until the shell says `fg`.
    pub(in crate::ui) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }
}

#[cfg(not(unix))]
pub(super) fn watch(_tell: impl Fn(Signal) -> bool + Send + 'static) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn stop() -> std::io::Result<()> {
    Ok(())
}
