internal import Foundation
internal import Vocabulary

/// Which files of a model are wanted, as `huggingface_hub`'s `allow_patterns` and `ignore_patterns` say it: shell patterns over
/// the whole path (`*` matches slashes too), and `folder/` means everything below it. Exclusion wins.
public struct FileSelection: Hashable, Sendable {
    /// Empty: every file.
    public var include: [String]
    public var exclude: [String]

    public init(include: [String] = [], exclude: [String] = []) {
        self.include = include
        self.exclude = exclude
    }

    public func wants(_ path: String) -> Bool {
        if !include.isEmpty, !include.contains(where: { Self.matches(path, $0) }) { return false }
        return !exclude.contains { Self.matches(path, $0) }
    }

    /// Case-sensitive, as Python's `fnmatch` is on Linux; `huggingface_hub` appends `*` to a pattern that ends with a slash.
    static func matches(_ path: String, _ pattern: String) -> Bool {
        fnmatch(pattern.hasSuffix("/") ? pattern + "*" : pattern, path, FNM_NOESCAPE) == 0
    }
}
