import Foundation
public import Vocabulary
import Yams

/// What a hub knows of a repository beside its files: the content of `<name>.hub.yaml`. Every key is optional; an unknown
/// one is an error. Times are RFC 3339.
public struct RepositoryMetadata: Sendable, Hashable {
    public var isPrivate = false
    public var isDisabled = false
    public var gate: Gate = .open
    public var createdAt = Timestamp(milliseconds: 1_646_263_744_000)
    /// Time of the last commit.
    public var lastModified: Timestamp?
    public var downloads: Int64 = 0
    public var downloadsAllTime: Int64 = 0
    public var likes: Int64 = 0
    public var trendingScore: Int64 = 0
    /// Tags beside those that follow from the card and the files.
    public var tags: [String] = []
    /// nil: what the card says.
    public var task: String?
    public var library: String?
    /// Names it had before: requests for them are redirected.
    public var formerNames: [String] = []
    /// Labels of the commits on `main`, oldest first. `main` is the folder itself, any other `L` the folder `<name>@L`.
    public var history: [String] = ["main"]
    /// Other refs by full name (`refs/tags/v1.0`, `refs/pr/1`), and the label of the commit each stands for.
    public var refs: [String: String] = [:]

    public init() {}

    /// Reads the file's text; `path` is for the message.
    init(yaml: String, path: String) throws(SampleFolderError) {
        func bad(_ reason: String) -> SampleFolderError { .badMetadata(path: path, reason: reason) }
        let loaded: Any?
        do { loaded = try Yams.load(yaml: yaml) } catch { throw bad("not YAML: \(error)") }
        guard let loaded else { return }
        guard let members = loaded as? [String: Any] else { throw bad("not a mapping") }
        for (key, value) in members {
            switch (key, value) {
            case ("private", let flag as Bool): isPrivate = flag
            case ("disabled", let flag as Bool): isDisabled = flag
            case ("gated", let flag as Bool): gate = flag ? .automatic : .open
            case ("gated", let text as String):
                guard let value = Gate(rawValue: text) else { throw bad("'gated' is not auto or manual") }
                gate = value
            case ("created_at", _), ("last_modified", _):
                guard
                    let time = (value as? Date).map({ Timestamp(milliseconds: Int64($0.timeIntervalSince1970 * 1_000)) })
                        ?? (value as? String).flatMap({ Timestamp($0) })
                else { throw bad("'\(key)' is not an RFC 3339 time") }
                if key == "created_at" { createdAt = time } else { lastModified = time }
            case ("downloads", let count as Int): downloads = Int64(count)
            case ("downloads_all_time", let count as Int): downloadsAllTime = Int64(count)
            case ("likes", let count as Int): likes = Int64(count)
            case ("trending_score", let count as Int): trendingScore = Int64(count)
            case ("tags", let list as [String]): tags = list
            case ("task", let text as String): task = text
            case ("library", let text as String): library = text
            case ("former_names", let list as [String]): formerNames = list
            case ("history", let list as [String]) where list.last == "main": history = list
            case ("refs", let map as [String: String]): refs = map
            default: throw bad("'\(key)' is not a known key, or its value has the wrong type")
            }
        }
    }

    /// The same as text of a `.hub.yaml` file.
    var yaml: String {
        func quoted(_ text: String) -> String {
            String(decoding: JSON.string(text).bytes, as: UTF8.self)
        }
        func list(_ items: [String]) -> String { "[" + items.map(quoted).joined(separator: ", ") + "]" }
        var lines = [
            "created_at: \(createdAt)", "downloads: \(downloads)", "downloads_all_time: \(downloadsAllTime)", "likes: \(likes)",
            "trending_score: \(trendingScore)",
        ]
        if let lastModified { lines.append("last_modified: \(lastModified)") }
        if isPrivate { lines.append("private: true") }
        if isDisabled { lines.append("disabled: true") }
        if gate != .open { lines.append("gated: \(gate.rawValue)") }
        if let task { lines.append("task: \(quoted(task))") }
        if let library { lines.append("library: \(quoted(library))") }
        if !tags.isEmpty { lines.append("tags: \(list(tags))") }
        if !formerNames.isEmpty { lines.append("former_names: \(list(formerNames))") }
        if history != ["main"] { lines.append("history: \(list(history))") }
        if !refs.isEmpty {
            lines.append("refs:")
            lines += refs.sorted { $0.key < $1.key }.map { "  \(quoted($0.key)): \(quoted($0.value))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
