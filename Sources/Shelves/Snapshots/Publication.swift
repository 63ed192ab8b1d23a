internal import JSONReading
public import Vocabulary

/// Which snapshot is served, and which were before: the one document that a publish writes.
public struct Publication: Hashable, Sendable {
    /// A snapshot that was published.
    public struct Item: Hashable, Sendable {
        public let name: SnapshotName
        public let root: Digest
        public let at: Timestamp
        /// Taken back by a rollback: the next one goes further back.
        public var wasTakenBack: Bool
    }

    /// Its document.
    public static let key = "published.json"
    /// Bytes of the largest that is read.
    public static let limit = 1 << 20
    /// Earlier ones that are remembered.
    public static let historyLimit = 32

    public internal(set) var current: Item
    /// The latest first. Their commits stay answerable, and their bytes are kept.
    public internal(set) var history: [Item]

    init(current: Item, history: [Item] = []) {
        self.current = current
        self.history = Array(history.prefix(Self.historyLimit))
    }

    /// After `item` was published.
    func publishing(_ item: Item) -> Publication {
        Publication(current: item, history: [current] + history.filter { $0.root != current.root || $0.name != current.name })
    }

    /// After the current one was taken back for the one before; nil: there is none.
    func rolledBack(at time: Timestamp) -> Publication? {
        guard let index = history.firstIndex(where: { !$0.wasTakenBack && $0.root != current.root }) else { return nil }
        var rest = history
        let target = rest.remove(at: index)
        var left = current
        left.wasTakenBack = true
        return Publication(
            current: Item(name: target.name, root: target.root, at: time, wasTakenBack: false), history: [left] + rest)
    }

    func encoded() -> [UInt8] {
        var json = JSONWriter()
        func write(_ item: Item, _ json: inout JSONWriter) {
            json.object { json in
                json.member("name", item.name.description)
                json.member("root", item.root.description)
                json.member("at", item.at.description)
                json.member("taken_back", item.wasTakenBack)
            }
        }
        json.object { json in
            json.member("schema", 1)
            json.key("current")
            write(current, &json)
            json.key("history")
            json.array { json in for item in history { write(item, &json) } }
        }
        return json.bytes
    }

    init(parsing bytes: [UInt8]) throws(ShelfError) {
        let root: JSONValue
        do throws(JSONError) { root = try JSONDocument(parsing: bytes, limit: Self.limit).root } catch {
            throw .damaged(path: Self.key, reason: error.description)
        }
        guard root["schema"]?.int64 == 1 else { throw .damaged(path: Self.key, reason: "its schema is not known here") }
        guard let current = root["current"].flatMap(Self.item), let list = root["history"]?.array else {
            throw .damaged(path: Self.key, reason: "no current or history")
        }
        var history: [Item] = []
        for value in list {
            guard let item = Self.item(value) else { throw .damaged(path: Self.key, reason: "an entry of its history is unreadable") }
            history.append(item)
        }
        self.init(current: current, history: history)
    }

    private static func item(_ value: JSONValue) -> Item? {
        guard let name = value["name"]?.string.flatMap({ SnapshotName($0) }), let root = value["root"]?.string.flatMap({ Digest($0) }),
            let at = value["at"]?.string.flatMap({ Timestamp($0) }), let back = value["taken_back"]?.bool
        else { return nil }
        return Item(name: name, root: root, at: at, wasTakenBack: back)
    }
}
