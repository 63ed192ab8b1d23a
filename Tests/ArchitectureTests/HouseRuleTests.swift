import Foundation
import Testing

@Suite struct HouseRuleTests {
    let tree = SourceTree()

    @Test("no file is longer than 500 lines")
    func fileLength() throws {
        for file in try tree.allFiles() {
            let lines = try tree.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 501, "\(file.lastPathComponent) has \(lines) lines")
        }
    }

    @Test("shipping code never traps on purpose, and every unchecked promise says why it holds")
    func noTraps() throws {
        let forbidden = ["try!", "as!", "fatalError(", "preconditionFailure("]
        let explained = ["@unchecked Sendable", "nonisolated(unsafe)", "unsafelyUnwrapped", "unsafeBitCast"]
        for module in try tree.modules() {
            for file in try tree.files(of: module) {
                for (index, line) in try tree.text(file).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    let place = "\(file.lastPathComponent):\(index + 1)"
                    for word in forbidden { #expect(!line.contains(word), "\(word) at \(place)") }
                    for word in explained where line.contains(word) { #expect(line.contains("// Safety:"), "\(word) at \(place)") }
                }
            }
        }
    }

    /// Swift 6.3 reserves too little of a task's memory for a vector of more than 16 bytes that lives across an `await`, and writes
    /// past its end (swiftlang/swift#91639, mended in 6.4): "freed pointer was not the last allocation", far from the cause.
    @Test("no vector is larger than 16 bytes, for the compiler loses memory over them")
    func vectors() throws {
        for module in try tree.modules() {
            for file in try tree.files(of: module) {
                for match in try tree.text(file).matches(of: /SIMD(\d+)<U?Int(\d+)>|SIMD(\d+)<(?:Float|Double|Int|UInt)>/) {
                    let lanes = Int(match.1 ?? match.3 ?? "") ?? 0
                    let bits = match.2.flatMap { Int($0) } ?? 64
                    #expect(lanes * bits <= 128, "\(match.0) in \(file.lastPathComponent)")
                }
            }
        }
    }

    @Test("every public declaration has a doc comment")
    func documented() throws {
        for module in try tree.modules() where module != "Commands" {
            for file in try tree.files(of: module) {
                let lines = try tree.text(file).split(separator: "\n", omittingEmptySubsequences: false).map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                for (index, line) in lines.enumerated() where Self.declaresType(line) {
                    var above = index - 1
                    while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
                    #expect(above >= 0 && lines[above].hasPrefix("///"), "\(file.lastPathComponent):\(index + 1) \(line)")
                }
            }
        }
    }

    /// Types and functions; members whose name says it all, and protocol witnesses, may go without.
    private static func declaresType(_ line: String) -> Bool {
        ["struct", "enum", "protocol", "actor", "final class", "class"].contains { line.hasPrefix("public \($0) ") }
    }

    @Test("tests are sentences: every one has a name in words")
    func sentences() throws {
        for file in try tree.allFiles() where file.path.contains("/Tests/") {
            let lines = try tree.text(file).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            for line in lines where line.hasPrefix("@Test") {
                #expect(line.hasPrefix("@Test(") && line != "@Test()", "\(file.lastPathComponent): \(line)")
            }
        }
    }

    @Test("every folder of catalog/ is in the package's resources, and migrations are numbered without gaps")
    func catalogFolders() throws {
        let package = try tree.text(tree.root.appendingPathComponent("Package.swift"))
        let catalog = tree.root.appendingPathComponent("catalog")
        for name in try FileManager.default.contentsOfDirectory(atPath: catalog.path)
        where !name.hasSuffix(".swift") && !name.hasSuffix(".md") {
            #expect(package.contains(".copy(\"\(name)\")"), "catalog/\(name) is not shipped")
        }
        let numbers = try FileManager.default.contentsOfDirectory(atPath: catalog.appendingPathComponent("schema").path)
            .compactMap { Int($0.prefix(4)) }.sorted()
        #expect(numbers == Array(1..<(numbers.count + 1)))
    }
}
