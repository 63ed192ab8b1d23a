internal import Foundation

#if canImport(FoundationXML)
    internal import FoundationXML
#endif

/// An element of a store's answer. Bounded in size, depth and count; a document type is refused, so that nothing can be declared.
struct XMLAnswer: Sendable {
    /// Bytes of the largest answer that is read; a page of 1,000 objects has about 400 KB.
    static let limit = 4 << 20
    static let mostElements = 60_000
    static let depth = 8

    /// Why it could not be read.
    struct Fault: Error {
        let reason: String
    }

    let name: String
    fileprivate(set) var text = ""
    fileprivate(set) var children: [XMLAnswer] = []

    fileprivate init(name: String) { self.name = name }

    /// The answer's outermost element.
    static func parse(_ bytes: [UInt8]) throws(Fault) -> XMLAnswer {
        guard bytes.count <= limit else { throw Fault(reason: "larger than \(limit) bytes") }
        // Another coding could hide what is looked for next.
        guard bytes.first == UInt8(ascii: "<") || bytes.starts(with: [0xEF, 0xBB, 0xBF]), !bytes.contains(0) else {
            throw Fault(reason: "not XML in UTF-8")
        }
        guard bytes.firstRange(of: Array("<!DOCTYPE".utf8)) == nil else { throw Fault(reason: "it declares a document type") }
        let reader = Reader()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        parser.shouldResolveExternalEntities = false
        let isWhole = parser.parse()
        if let reason = reader.refusal { throw Fault(reason: reason) }
        guard isWhole, let root = reader.root else { throw Fault(reason: "not XML") }
        return root
    }

    /// The text of the first child of that name.
    func text(_ name: String) -> String? { children.first { $0.name == name }?.text }

    func all(_ name: String) -> some Sequence<XMLAnswer> { children.lazy.filter { $0.name == name } }
}

private final class Reader: NSObject, XMLParserDelegate {
    private(set) var root: XMLAnswer?
    private(set) var refusal: String?
    private var open: [XMLAnswer] = []
    private var count = 0

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        count += 1
        guard open.count < XMLAnswer.depth, count <= XMLAnswer.mostElements else {
            refusal = "too deep, or too many elements"
            return parser.abortParsing()
        }
        open.append(XMLAnswer(name: name))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard let done = open.popLast() else { return }
        if open.isEmpty { root = done } else { open[open.count - 1].children.append(done) }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if !open.isEmpty { open[open.count - 1].text += text }
    }
}
