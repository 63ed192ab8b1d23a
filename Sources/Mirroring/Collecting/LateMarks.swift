internal import Shelves
internal import Vocabulary

/// Marks of models that were published while a collection ran.
struct LateMarks: Sendable {
    let shelf: Shelf
    var changes: ShelfChanges
    private var marks: Set<Digest> = []

    init(shelf: Shelf, changes: ShelfChanges) {
        self.shelf = shelf
        self.changes = changes
    }

    mutating func read() throws -> Set<Digest> {
        let models: Set<ModelID>
        if let changed = try changes.next() { models = changed } else { models = Set(try shelf.models()) }
        for model in models { try shelf.scan(model) { scan in for blob in scan.blobs { marks.insert(blob.digest) } } }
        return marks
    }
}
