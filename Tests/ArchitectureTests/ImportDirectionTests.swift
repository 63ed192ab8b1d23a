import Foundation
import Testing

/// The house's floors, from the bottom: a module may import only from floors below its own. ARCHITECTURE.md draws the same.
private let floors: [[String]] = [
    ["Vocabulary", "CatalogData", "JSONReading"],
    ["Variants"],
    ["Transport", "Archives", "Blobs", "ModelCards", "Taxonomy", "Licensing", "Catalog"],
    ["Shelves", "Radar", "Hubs", "LicenseSources", "LicenseMeasuring", "Weighing", "Search", "Scanning"],
    ["Reports", "ObjectStore"],
    ["Crawling", "Mirroring", "Serving", "SampleHub"],
    ["Commands"],
    ["weighbridge", "license-texts"],
]

/// Packages from outside, and the only modules that may import them.
private let doors: [String: Set<String>] = [
    "CCurl": ["Transport"],
    "CArchive": ["Archives"],
    "CSimdJSON": ["JSONReading"],
    "CMalloc": ["Commands"],
    "CYaml": ["ModelCards"],
    "CDisk": ["Blobs"],
    "CHash": ["Blobs"],
    "CZlib": ["Scanning"],
    "FoundationXML": ["ObjectStore"],
    "GRDB": ["Catalog"],
    "Hummingbird": ["Serving", "SampleHub"],
    "ArgumentParser": ["Commands"],
    "Crypto": ["Blobs", "Catalog", "SampleHub"],
    "Yams": ["ModelCards", "Taxonomy", "LicenseSources", "Hubs", "Mirroring", "SampleHub", "Commands"],
]

@Suite struct ImportDirectionTests {
    let tree = SourceTree()

    @Test("every module stands on exactly one floor")
    func complete() throws {
        let known = floors.flatMap { $0 }
        #expect(Set(known).count == known.count)
        #expect(try Set(tree.modules()) == Set(known))
    }

    @Test("imports point down only, and verbs never import verbs")
    func down() throws {
        for (level, floor) in floors.enumerated() {
            let below = Set(floors[..<level].flatMap { $0 })
            for module in floor {
                for (file, imported) in try tree.imports(of: module) where tree.isOurs(imported) {
                    #expect(below.contains(imported), "\(module) imports \(imported) in \(file)")
                }
            }
        }
    }

    @Test("each library from outside has its door, and nobody else uses it")
    func outside() throws {
        for module in floors.flatMap({ $0 }) {
            for (file, imported) in try tree.imports(of: module) {
                guard let allowed = doors[imported] else { continue }
                #expect(allowed.contains(module), "\(module) imports \(imported) in \(file)")
            }
        }
    }

    @Test("nobody but the catalog sees a database connection, and nobody but the edge sees the process's arguments")
    func noLeaks() throws {
        for module in floors.flatMap({ $0 }) where module != "Catalog" {
            for file in try tree.files(of: module) {
                #expect(try !tree.text(file).contains("sqlite3_"), "\(file) speaks SQLite")
            }
        }
    }
}
