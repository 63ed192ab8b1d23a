/// A credential for a hub. It prints as `(token)`, so that no log ever holds one.
public struct HubToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    /// Blanks and line ends around it are dropped; nil if nothing is left or something can't stand in a header.
    public init?(_ text: String) {
        let bytes = text.utf8.drop { $0 <= 0x20 }
        let trimmed = bytes.prefix(bytes.count - bytes.reversed().prefix { $0 <= 0x20 }.count)
        guard !trimmed.isEmpty, trimmed.count <= 4_096, trimmed.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        self.text = String(Substring(trimmed))
    }

    public var description: String { "(token)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
