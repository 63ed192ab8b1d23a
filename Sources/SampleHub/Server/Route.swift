import Vocabulary

/// What a request asks for, told from its address. Identifiers are as the client wrote them, decoded.
enum Route: Sendable, Hashable {
    case listing
    case info(id: String, revision: String?)
    case tree(id: String, revision: String, path: String)
    case pathsInfo(id: String, revision: String)
    case refs(id: String)
    case commits(id: String, revision: String)
    case authCheck(id: String)
    case xetToken(id: String, revision: String)
    case whoAmI
    case resolve(id: String, revision: String, path: String)
    case raw(id: String, revision: String, path: String)
    case resolveCache(id: String, commit: String, path: String)
    case content
    case unknown

    var kind: RouteKind {
        switch self {
        case .listing: .listing
        case .info: .info
        case .tree: .tree
        case .pathsInfo: .pathsInfo
        case .refs: .refs
        case .commits: .commits
        case .authCheck: .authCheck
        case .xetToken: .xetToken
        case .whoAmI: .whoAmI
        case .resolve: .resolve
        case .raw: .raw
        case .resolveCache: .resolveCache
        case .content: .content
        case .unknown: .unknown
        }
    }

    /// The repository it is about.
    var repository: String? {
        switch self {
        case .info(let id, _), .tree(let id, _, _), .pathsInfo(let id, _), .refs(let id), .commits(let id, _), .authCheck(let id),
            .xetToken(let id, _), .resolve(let id, _, _), .raw(let id, _, _), .resolveCache(let id, _, _):
            id
        case .listing, .whoAmI, .content, .unknown: nil
        }
    }

    /// Routes of the hub's own origin. `path` is percent-encoded, from the first slash.
    init(path: String) {
        let segments = path.split(separator: "/").map { Percent.decode($0) }
        if segments.first == "api" {
            self = Self.api(Array(segments.dropFirst()))
            return
        }
        self = .unknown
        for (index, verb) in segments.enumerated().prefix(3) where index > 0 && (verb == "resolve" || verb == "raw") {
            let (revision, rest) = Self.revision(segments[(index + 1)...])
            guard let revision, !rest.isEmpty else { return }
            let id = segments[..<index].joined(separator: "/")
            let file = rest.joined(separator: "/")
            self = verb == "raw" ? .raw(id: id, revision: revision, path: file) : .resolve(id: id, revision: revision, path: file)
            return
        }
    }

    private static let verbs: Set<String> = ["revision", "tree", "paths-info", "refs", "commits", "auth-check", "xet-read-token"]

    private static func api(_ segments: [String]) -> Route {
        if segments == ["models"] { return .listing }
        if segments == ["whoami-v2"] { return .whoAmI }
        if segments.count >= 5, segments[0] == "resolve-cache", segments[1] == "models" {
            // A one-segment name has its commit where another has its name.
            let idLength = CommitID(segments[3]) != nil ? 1 : 2
            guard segments.count >= 4 + idLength else { return .unknown }
            return .resolveCache(
                id: segments[2..<(2 + idLength)].joined(separator: "/"), commit: segments[2 + idLength],
                path: segments[(3 + idLength)...].joined(separator: "/"))
        }
        guard segments.count >= 2, segments[0] == "models" else { return .unknown }
        let rest = segments.dropFirst()
        guard let verbIndex = rest.indices.dropFirst().prefix(2).first(where: { verbs.contains(rest[$0]) }) else {
            return rest.count <= 2 ? .info(id: rest.joined(separator: "/"), revision: nil) : .unknown
        }
        let id = rest[..<verbIndex].joined(separator: "/")
        let (revision, tail) = revision(rest[(verbIndex + 1)...])
        switch (rest[verbIndex], revision) {
        case ("refs", nil): return .refs(id: id)
        case ("auth-check", nil): return .authCheck(id: id)
        case ("revision", let revision?) where tail.isEmpty: return .info(id: id, revision: revision)
        case ("tree", let revision?): return .tree(id: id, revision: revision, path: tail.joined(separator: "/"))
        case ("paths-info", let revision?) where tail.isEmpty: return .pathsInfo(id: id, revision: revision)
        case ("commits", let revision?) where tail.isEmpty: return .commits(id: id, revision: revision)
        case ("xet-read-token", let revision?) where tail.isEmpty: return .xetToken(id: id, revision: revision)
        default: return .unknown
        }
    }

    /// A revision is one segment, unless its slashes were sent as they are: `refs/pr/1`.
    private static func revision(_ segments: ArraySlice<String>) -> (String?, ArraySlice<String>) {
        guard let first = segments.first else { return (nil, segments) }
        guard first == "refs", segments.count >= 3 else { return (first, segments.dropFirst()) }
        return (segments.prefix(3).joined(separator: "/"), segments.dropFirst(3))
    }
}

/// The kinds of request, for faults and for the record of requests.
public enum RouteKind: String, Sendable, Hashable, CaseIterable {
    case listing, info, tree, pathsInfo, refs, commits, authCheck, xetToken, whoAmI, resolve, raw, resolveCache
    /// A request to the second origin: the bytes of a large file.
    case content
    case unknown
}

/// Percent-encoding, as the Hub's clients use it.
enum Percent {
    /// Bytes that are not UTF-8 become replacement characters; a broken escape stays as it is.
    static func decode(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String {
        let units = Array(text.utf8)
        var out: [UInt8] = []
        var index = 0
        while index < units.count {
            if units[index] == UInt8(ascii: "%"), index + 2 < units.count,
                let value = UInt8(String(decoding: units[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                out.append(value)
                index += 3
            } else {
                out.append(plusIsBlank && units[index] == UInt8(ascii: "+") ? 0x20 : units[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Everything but letters, digits, `-._~`, and slashes where `keepingSlashes`.
    static func encode(_ text: String, keepingSlashes: Bool = false) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for unit in text.utf8 {
            switch unit {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(unit)
            case 0x2F where keepingSlashes: out.append(unit)
            default: out += [0x25, hex[Int(unit >> 4)], hex[Int(unit & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// The query of an address, in its order.
struct Query: Sendable {
    let items: [(name: String, value: String)]

    init(_ text: Substring) {
        items = text.split(separator: "&").map { item in
            let name = item.prefix { $0 != "=" }
            return (
                Percent.decode(name, plusIsBlank: true), Percent.decode(item.dropFirst(name.count + 1), plusIsBlank: true)
            )
        }
    }

    func first(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// All values of a repeated name; `name[]` and comma lists are taken apart too.
    func all(_ name: String) -> [String] {
        items.filter { $0.name == name || $0.name == name + "[]" }
            .flatMap { $0.value.split(separator: ",").map(String.init) }
    }

    func flag(_ name: String) -> Bool { ["true", "1", "True"].contains(first(name) ?? "") }

    /// The same without a name, encoded again.
    func encoded(without name: String) -> String {
        items.filter { $0.name != name }.map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }.joined(separator: "&")
    }
}
