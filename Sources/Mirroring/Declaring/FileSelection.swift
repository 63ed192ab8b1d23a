internal import Foundation
public import Variants
internal import Vocabulary

/// Which files of a model are wanted: by patterns, and by what the weights among them are.
public struct FileSelection: Hashable, Sendable {
    /// Shell patterns over the whole path, as `huggingface_hub`'s `allow_patterns` and `ignore_patterns` (`*` matches slashes too);
    /// `folder/` means everything below it. Empty: every file.
    public var include: [String]
    /// Wins over `include`.
    public var exclude: [String]
    /// Formats of weights, the best first: the first that a revision has whole is taken, and the others are left out. Empty: all.
    public var prefer: [WeightFormat]
    /// Of GGUF only these (`Q4_K_M`, letter case ignored); of other formats too, where one of them is there. Empty: all.
    public var quantizations: [String]

    public init(
        include: [String] = [], exclude: [String] = [], prefer: [WeightFormat] = [], quantizations: [String] = []
    ) {
        self.include = include
        self.exclude = exclude
        self.prefer = prefer
        self.quantizations = quantizations
    }

    /// Whether the patterns want a path.
    public func wants(_ path: String) -> Bool {
        if !include.isEmpty, !include.contains(where: { Self.matches(path, $0) }) { return false }
        return !exclude.contains { Self.matches(path, $0) }
    }

    /// What is taken of a revision that has these files, all of them: which weights are taken depends on what else there is.
    public func choice(of paths: [String]) -> FileChoice {
        let wanted = paths.filter(wants)
        guard !prefer.isEmpty || !quantizations.isEmpty else { return FileChoice(taken: Set(wanted), obstacle: nil) }
        return WeightChoice(prefer: prefer, quantizations: quantizations).choice(of: wanted)
    }

    /// Case-sensitive, as Python's `fnmatch` is on Linux; `huggingface_hub` appends `*` to a pattern that ends with a slash.
    static func matches(_ path: String, _ pattern: String) -> Bool {
        fnmatch(pattern.hasSuffix("/") ? pattern + "*" : pattern, path, FNM_NOESCAPE) == 0
    }
}

/// The files of a revision that are taken.
public struct FileChoice: Hashable, Sendable {
    public let taken: Set<String>
    /// Why the weights that are asked for can't be had, in words; nil: they can, or there are no weights.
    public let obstacle: String?
}
