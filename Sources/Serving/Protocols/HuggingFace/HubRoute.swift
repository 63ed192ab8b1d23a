import Vocabulary

/// What a request to the Hub's read protocol asks for: a pure function of the raw path. Names are decoded and not yet
/// checked against anything; whatever bytes arrive, parsing ends in one of these cases.
enum HubRoute: Equatable, Sendable {
    /// The three kinds of repository of the Hub. Only models are served.
    enum Kind: String, Sendable, CaseIterable {
        case models, datasets, spaces
    }

    enum FileView: String, Sendable {
        /// Content.
        case resolve
        /// The git blob as stored: the pointer text of an LFS file (protocol reference 1.1).
        case raw
    }

    case listing(Kind)
    /// `revision` nil: the default one.
    case info(Repo, revision: String?)
    /// `path` empty: the root.
    case tree(Repo, revision: String, path: String)
    case pathsInfo(Repo, revision: String)
    case refs(Repo)
    case commits(Repo, revision: String)
    case authCheck(Repo)
    case whoami
    case tagsByType(Kind)
    case file(Repo, view: FileView, revision: String, path: String)
    /// Under `/api/`, and nothing we know.
    case unknownAPI
    /// A path of the Hub's shape with broken percent-encoding, or a name no repository can have.
    case malformed

    struct Repo: Equatable, Sendable {
        let kind: Kind
        /// One or two segments, as the client spelled them.
        let name: String

        init(_ name: String, kind: Kind = .models) {
            self.kind = kind
            self.name = name
        }
    }

    /// nil: not a path of this protocol. `rawPath` starts with a slash and has no query.
    init?(rawPath: String) {
        var segments = rawPath.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if segments.count > 1, segments.last?.isEmpty == true { segments.removeLast() }
        guard let first = segments.first, segments.count <= 1_024 else { return nil }
        if first == "api" {
            self = Self.api(Array(segments.dropFirst()))
        } else if let file = Self.file(Array(segments)) {
            self = file
        } else {
            return nil
        }
    }

    // MARK: /api/…

    private static func api(_ segments: [Substring]) -> HubRoute {
        guard let head = segments.first else { return .unknownAPI }
        if head == "whoami-v2", segments.count == 1 { return .whoami }
        for kind in Kind.allCases {
            if head == "\(kind)-tags-by-type", segments.count == 1 { return .tagsByType(kind) }
            if head == kind.rawValue { return repository(kind, Array(segments.dropFirst())) }
        }
        return .unknownAPI
    }

    private static func repository(_ kind: Kind, _ segments: [Substring]) -> HubRoute {
        guard !segments.isEmpty else { return .listing(kind) }
        // The action stands behind a name of one segment or of two; an action's word is no name unless nothing else fits.
        for length in 1...2 where segments.count > length {
            guard let name = repo(segments.prefix(length), kind) else { continue }
            if let route = action(name, Array(segments.dropFirst(length))) { return route }
        }
        guard segments.count <= 2 else {
            return segments.contains { PercentCoding.decode($0) == nil } ? .malformed : .unknownAPI
        }
        return repo(segments[...], kind).map { .info($0, revision: nil) } ?? .malformed
    }

    private static func action(_ repo: Repo, _ segments: [Substring]) -> HubRoute? {
        let rest = segments.dropFirst()
        switch segments[0] {
        case "refs" where rest.isEmpty: return .refs(repo)
        case "auth-check" where rest.isEmpty: return .authCheck(repo)
        case "revision" where !rest.isEmpty: return joined(rest).map { .info(repo, revision: $0) } ?? .malformed
        case "commits" where !rest.isEmpty: return joined(rest).map { .commits(repo, revision: $0) } ?? .malformed
        case "paths-info" where !rest.isEmpty: return joined(rest).map { .pathsInfo(repo, revision: $0) } ?? .malformed
        case "tree" where !rest.isEmpty:
            guard let (revision, path) = revisionAndPath(rest) else { return .malformed }
            return .tree(repo, revision: revision, path: path)
        default: return nil
        }
    }

    // MARK: /{id}/resolve/…

    private static func file(_ segments: [Substring]) -> HubRoute? {
        var segments = segments[...]
        var kind = Kind.models
        if segments.count > 4, let named = segments.first.flatMap({ Kind(rawValue: String($0)) }) {
            kind = named
            segments = segments.dropFirst()
        }
        for length in 1...2 where segments.count > length + 2 {
            let start = segments.startIndex + length
            guard let view = FileView(rawValue: String(segments[start])) else { continue }
            guard let repo = repo(segments.prefix(length), kind),
                let (revision, path) = revisionAndPath(segments[(start + 1)...])
            else { return .malformed }
            guard !path.isEmpty else { return nil }
            return .file(repo, view: view, revision: revision, path: path)
        }
        return nil
    }

    // MARK: Parts

    private static func repo(_ segments: ArraySlice<Substring>, _ kind: Kind) -> Repo? {
        guard let name = joined(segments), !name.isEmpty, name.utf8.count <= 256 else { return nil }
        return Repo(name, kind: kind)
    }

    /// A revision and a path: the revision is one segment (its slashes encoded, as Python and Rust send it), or `refs` and
    /// two more (raw, as huggingface.js sends it: protocol reference 2.1).
    private static func revisionAndPath(_ segments: ArraySlice<Substring>) -> (String, String)? {
        var length = 1
        if segments.first == "refs", segments.count >= 3, ["pr", "convert", "heads", "tags"].contains(segments[segments.startIndex + 1]) {
            length = 3
        }
        guard let revision = joined(segments.prefix(length)), let path = joined(segments.dropFirst(length)) else { return nil }
        return (revision, path)
    }

    private static func joined(_ segments: ArraySlice<Substring>) -> String? {
        var parts: [String] = []
        for segment in segments {
            guard let part = PercentCoding.decode(segment) else { return nil }
            parts.append(part)
        }
        return parts.joined(separator: "/")
    }
}
