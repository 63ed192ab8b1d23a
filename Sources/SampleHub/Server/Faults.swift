import HTTPTypes

/// How a hub misbehaves. Rules are looked at in order; every rule that matches acts.
public struct Faults: Sendable {
    public var rules: [Rule]

    public init(_ rules: [Rule] = []) { self.rules = rules }

    /// Which requests, and what happens to them.
    public struct Rule: Sendable {
        public var route: RouteKind?
        /// Text that must occur in the request's path and query; nil: any.
        public var containing: String?
        public var requests: Occurrence
        public var action: Action

        /// `route` nil: every kind of request, on both origins.
        public init(_ route: RouteKind? = nil, containing: String? = nil, _ requests: Occurrence = .every, _ action: Action) {
            self.route = route
            self.containing = containing
            self.requests = requests
            self.action = action
        }
    }

    /// Which of the requests that match a rule, counted from 1.
    public enum Occurrence: Sendable, Hashable {
        case every
        case first(Int)
        case number(Int)
        case from(Int)

        func contains(_ number: Int) -> Bool {
            switch self {
            case .every: true
            case .first(let count): number <= count
            case .number(let one): number == one
            case .from(let first): number >= first
            }
        }
    }

    /// What goes wrong.
    public enum Action: Sendable {
        /// Closes the connection without an answer.
        case dropBeforeHead
        /// Closes the connection after that many bytes of the body.
        case drop(after: Int64)
        /// Sends that many bytes of the body (nil: not even the head) and then nothing for the time.
        case stall(after: Int64?, Duration)
        /// Another answer: 429, 503, 401, 403… with these headers besides.
        case answer(Int, headers: [String: String] = [:], code: String? = nil)
        /// 429 as the Hub's limiter sends it: nothing left, `seconds` until the window ends.
        case rateLimited(seconds: Int)
        /// Turns over one bit of the byte at that place of the body (of the file, where a range is sent).
        case flipByte(at: Int64)
        /// Announces a length that differs by this from what is sent. Positive: the connection is closed early.
        case announceLength(off: Int64)
        /// Sends only so many bytes, and announces just those.
        case truncate(to: Int64)
        /// Answers 200 with everything where a range was asked for.
        case ignoreRange
        /// Answers 206 with a `Content-Range` that starts this much later than the bytes that follow.
        case shiftContentRange(by: Int64)
        /// Sets or (nil) removes a header.
        case header(String, String?)
        /// Another body with the same head.
        case body([UInt8])
        /// A body of that many blanks.
        case hugeBody(bytes: Int64)
        /// Changes the document of an answer that is JSON.
        case json(@Sendable (JSON) -> JSON)
        /// Always another page to come: the same one again, or one that was never there before.
        case endlessPages(repeating: Bool)
    }
}

extension Faults.Action {
    /// `depth` nested lists.
    public static func deepJSON(_ depth: Int) -> Self {
        .body([UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth))
    }

    /// Puts entries with these names into a tree, each otherwise a plausible small file.
    public static func extraTreeEntries(_ names: [String]) -> Self {
        .json { json in
            .array(
                (json.elements ?? [])
                    + names.map { name in
                        [
                            "type": "file", "oid": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "size": 0, "path": .string(name),
                        ]
                    })
        }
    }

    /// Every hash of a tree is one of other bytes.
    public static var wrongTreeHashes: Self {
        .json { json in
            .array(
                (json.elements ?? []).map { entry in
                    var entry = entry
                    entry["oid"] = entry["oid"]?.text.map { .string(String($0.reversed())) }
                    if var large = entry["lfs"] {
                        large["oid"] = large["oid"]?.text.map { .string(String($0.reversed())) }
                        entry["lfs"] = large
                    }
                    return entry
                })
        }
    }

    /// Listing entries whose members have other types than they should, one kind of damage an entry, in turn; then one that is no object.
    public static var wrongTypes: Self {
        .json { json in
            let damage: [(String, JSON)] = [
                ("id", 7), ("tags", "one"), ("downloads", "many"), ("createdAt", false), ("likes", []), ("private", "no"), ("id", .null),
            ]
            let damaged = (json.elements ?? []).enumerated().map { index, entry in
                var entry = entry
                let (key, value) = damage[index % damage.count]
                entry[key] = value
                return entry
            }
            return .array(damaged + ["not an object", .null])
        }
    }
}
