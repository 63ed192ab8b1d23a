public import Vocabulary

/// What a mirror shall hold: the models of `mirror.yaml`, in its order.
public struct MirrorDeclaration: Hashable, Sendable {
    /// One model, the revisions of it to follow and the files of them.
    public struct Entry: Hashable, Sendable {
        public var model: ModelID
        /// Never empty.
        public var revisions: [Revision]
        public var files: FileSelection

        public init(model: ModelID, revisions: [Revision] = [.main], files: FileSelection = FileSelection()) {
            self.model = model
            self.revisions = revisions.isEmpty ? [.main] : revisions
            self.files = files
        }
    }

    public var entries: [Entry]

    public init(entries: [Entry] = []) { self.entries = entries }

    /// Adds a model, or changes what is held of one: revisions are added to, the selection is replaced.
    public mutating func add(_ entry: Entry) {
        guard let index = entries.firstIndex(where: { $0.model == entry.model }) else {
            entries.append(entry)
            return
        }
        entries[index].revisions += entry.revisions.filter { !entries[index].revisions.contains($0) }
        entries[index].files = entry.files
    }

    /// Takes a model out, or one revision of it. False if it was not in.
    public mutating func remove(_ model: ModelID, revision: Revision? = nil) -> Bool {
        guard let index = entries.firstIndex(where: { $0.model == model }) else { return false }
        guard let revision else {
            entries.remove(at: index)
            return true
        }
        guard let place = entries[index].revisions.firstIndex(of: revision) else { return false }
        entries[index].revisions.remove(at: place)
        if entries[index].revisions.isEmpty { entries.remove(at: index) }
        return true
    }
}
