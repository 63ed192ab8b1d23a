import ArgumentParser
import Mirroring

/// What is to become of models that are no longer declared, as typed.
struct RemovalOptions: ParsableArguments {
    @Flag(help: "Take models off the shelf that are no longer declared.") var remove = false

    /// - Parameter policy: what the declaration says.
    func scope(_ policy: MirrorPolicy) -> PlanScope.Removals { remove || policy.removes ? .remove : .show }
}
