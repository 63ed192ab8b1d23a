public import Foundation
public import Licensing

/// Licence texts in a folder, with an index that says which is which.
public struct TextFolder: Sendable {
    /// One text and the licence that it is said to be.
    public struct Text: Sendable {
        public var file: String
        public var id: LicenseID
        public var bytes: [UInt8]
        public var kind: LicenseFingerprints.Kind { id.text.hasPrefix("POLICY:") ? .policy : .license }
    }

    /// An index or text that can't be read.
    public struct Unreadable: Error, CustomStringConvertible {
        public var description: String
    }

    /// In the order of the index.
    public var texts: [Text]

    /// - Parameters:
    ///   - index: lines of tab-separated columns: file name, id, and whatever else. A first line whose first column is `file` is a heading.
    ///     An id that begins with `POLICY:` names rules of use.
    ///   - folder: where the files are; nil: beside the index.
    public init(index: URL, folder: URL? = nil) throws(Unreadable) {
        let folder = folder ?? index.deletingLastPathComponent()
        guard let table = FileManager.default.contents(atPath: index.path) else {
            throw Unreadable(description: "cannot read \(index.path)")
        }
        texts = []
        for line in String(decoding: table, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 2, columns[0] != "file" else { continue }
            guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent(String(columns[0])).path) else {
                throw Unreadable(description: "\(index.lastPathComponent) names \(columns[0]), which cannot be read")
            }
            texts.append(Text(file: String(columns[0]), id: LicenseID(String(columns[1])), bytes: [UInt8](data)))
        }
    }

    public init(texts: [Text]) { self.texts = texts }
}
