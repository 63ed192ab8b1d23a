/// A document that says what must stay and can't be read: what stands on it, and what an operator can do.
public struct LostDocument: Hashable, Sendable, CustomStringConvertible {
    /// Below the mirror's folder.
    public let path: String
    public let reason: String
    /// Snapshots that stand on it.
    public internal(set) var snapshots: [SnapshotName] = []
    /// What was published before, and stands on it, whether there still is a snapshot of that name or not.
    public internal(set) var history: [SnapshotName] = []
    /// What is published now, if it stands on it.
    public internal(set) var published: SnapshotName?
    /// Pins that stand on it: `model@commit`.
    public internal(set) var pins: [String] = []

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String {
        var users: [String] = []
        if let published { users.append("\(published), which is published now") }
        users += Set(snapshots + history).filter { $0 != published }.sorted().map { name in
            "\(name)" + (history.contains(name) ? ", which was published before" : "")
        }
        let stands = users.map { "snapshot \($0)" } + pins.map { "the pin of \($0)" }
        return "\(path): \(reason); on it \(stands.count == 1 ? "stands" : "stand") \(stands.joined(separator: "; "))"
    }

    /// Commands, in the order in which they are to be tried.
    public var remedy: String {
        var steps = ["put the file back from a backup, or from a mirror or bucket with the same snapshot"]
        if !snapshots.isEmpty || !history.isEmpty || published != nil {
            steps.append("if the shelf still is as it was then, `weighbridge mirror snapshot create NAME` writes it again")
        }
        if published != nil { steps.append("to give it up, first publish another snapshot (`weighbridge mirror snapshot publish`)") }
        for name in Set(snapshots + history + (published.map { [$0] } ?? [])).sorted() {
            steps.append("give it up: `weighbridge mirror snapshot drop \(name) --from-history`")
        }
        for pin in pins { steps.append("give it up: `weighbridge mirror unpin \(pin)`") }
        return steps.joined(separator: "; or ")
    }
}
