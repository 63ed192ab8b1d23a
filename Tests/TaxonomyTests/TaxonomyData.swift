import CatalogData
import Foundation

/// The data files of this package, as they stand in its source.
enum TaxonomyData {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("catalog")

    static func catalog() throws -> CatalogData { try CatalogData(environment: ["WEIGHBRIDGE_DATA": root.path]) }

    static func text(_ name: String) throws -> String { try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8) }
}
