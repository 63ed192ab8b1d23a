/// The exit codes of the command-line contract.
enum ExitStatus: Int32 {
    case done = 0
    /// The job ran and found something: some models failed, damage, findings.
    case found = 1
    /// Wrong use or bad input; nothing was changed.
    case usage = 2
    /// A hub or the network failed after retries.
    case network = 3
    /// Local state is damaged or can't be written.
    case damaged = 4
    /// Stopped by the user; state is kept and the next run goes on.
    case interrupted = 130
}
