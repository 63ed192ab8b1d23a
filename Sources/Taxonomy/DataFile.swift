internal import CatalogData
internal import Foundation

/// Files of the taxonomy as text.
enum DataFile {
    /// Ours have thirty kilobytes; more is a mistake.
    private static let sizeLimit = 1 << 20

    static func text(_ name: String, in data: CatalogData) throws(TaxonomyFault) -> String {
        let url = data.root.appendingPathComponent(name)
        guard let bytes = try? Data(contentsOf: url) else {
            throw TaxonomyFault(file: name, line: nil, reason: "the file is missing or can't be read: \(url.path)")
        }
        guard bytes.count <= sizeLimit else { throw TaxonomyFault(file: name, line: nil, reason: "more than \(sizeLimit) bytes") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw TaxonomyFault(file: name, line: nil, reason: "not UTF-8") }
        return text
    }
}
