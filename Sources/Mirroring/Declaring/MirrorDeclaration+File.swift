internal import Blobs
internal import Vocabulary
internal import Yams

extension MirrorDeclaration {
    /// Bytes of the largest file that is read.
    static let limit = 16 << 20

    /// What the file says; an empty declaration if there is none. A key that is not known is an error with its line.
    ///
    /// - Parameter checks: knows which filters and scenarios there are.
    public static func load(_ path: String, checks: DeclarationChecks = DeclarationChecks()) throws(MirrorError) -> MirrorDeclaration {
        try read(try text(path), path, checks)
    }

    /// The text of the file; empty if there is none.
    static func text(_ path: String) throws(MirrorError) -> String {
        let bytes: [UInt8]
        do throws(BlobError) {
            guard let found = try AtomicFile.read(path, limit: limit) else { return "" }
            bytes = found
        } catch {
            throw .storage(error)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .declaration(path: path, line: 0, reason: "not UTF-8") }
        return text
    }

    static func read(_ text: String, _ path: String, _ checks: DeclarationChecks) throws(MirrorError) -> MirrorDeclaration {
        guard let root = try node(text, path) else { return MirrorDeclaration() }
        return try DeclarationReader(place: DeclarationPlace(path: path), checks: checks).declaration(root)
    }

    /// nil: nothing is in it.
    static func node(_ text: String, _ path: String) throws(MirrorError) -> Node? {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw .declaration(path: path, line: 0, reason: "\(error)")
        } catch {
            throw .declaration(path: path, line: 0, reason: "not YAML")
        }
        guard let root, root.scalar?.string.isEmpty != true, root.null == nil else { return nil }
        return root
    }
}
