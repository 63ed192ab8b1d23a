import Foundation

/// The package's own source files, found from where this file stands.
struct SourceTree {
    let root: URL

    init(file: String = #filePath) {
        root = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    /// Our Swift modules, without C targets and the tests' own helpers.
    func modules() throws -> [String] {
        let sources = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path)
        return sources.filter { !isC($0) && $0 != "TestSupport" } + ["CatalogData"]
    }

    func isOurs(_ name: String) -> Bool {
        name == "CatalogData" || (FileManager.default.fileExists(atPath: folder(of: name).path) && !isC(name))
    }

    func files(of module: String) throws -> [URL] {
        try swiftFiles(in: folder(of: module))
    }

    /// Every Swift file of sources and tests.
    func allFiles() throws -> [URL] {
        try ["Sources", "Tests", "catalog"].flatMap { try swiftFiles(in: root.appendingPathComponent($0)) }
    }

    func text(_ file: URL) throws -> String {
        try String(contentsOf: file, encoding: .utf8)
    }

    /// File name and imported module of every import statement.
    func imports(of module: String) throws -> [(file: String, imported: String)] {
        try files(of: module).flatMap { file in
            try text(file).split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").drop {
                    ["public", "package", "internal", "private", "fileprivate", "@preconcurrency"].contains($0)
                }
                guard words.first == "import" else { return nil }
                let rest = words.dropFirst().drop {
                    ["struct", "class", "enum", "func", "protocol", "typealias", "let", "var"].contains($0)
                }
                guard let name = rest.first?.split(separator: ".").first else { return nil }
                return (file.lastPathComponent, String(name))
            }
        }
    }

    private func folder(of module: String) -> URL {
        root.appendingPathComponent(module == "CatalogData" ? "catalog" : "Sources/\(module)")
    }

    private func isC(_ name: String) -> Bool { name.hasPrefix("C") && name.dropFirst().first?.isUppercase == true }

    private func swiftFiles(in folder: URL) throws -> [URL] {
        guard let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
            throw CocoaError(.fileReadNoSuchFile, userInfo: [NSFilePathErrorKey: folder.path])
        }
        return walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }
}
