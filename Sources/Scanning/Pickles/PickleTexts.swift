/// The texts of pickles, by number. There may be millions, of which hardly one becomes a name: after so many bytes only the latest are
/// kept, for a name is pushed right before it is used.
struct PickleTexts {
    /// Bytes of all that are kept, counting what a String takes by itself.
    private static let byteLimit = 256 << 20
    private static let recentLimit = 256

    private var kept: [String] = []
    private var bytes = 0
    private var recent: [String] = []
    private var dropped = 0

    /// Keeps a text and returns its number.
    mutating func keep(_ text: String) -> Int {
        if bytes < Self.byteLimit {
            bytes += text.utf8.count + 16
            kept.append(text)
            return kept.count - 1
        }
        if recent.count < Self.recentLimit { recent.append(text) } else { recent[dropped % Self.recentLimit] = text }
        dropped += 1
        return kept.count + dropped - 1
    }

    /// Nil for one that was not kept.
    subscript(number: Int) -> String? {
        if number < kept.count { return kept[number] }
        let serial = number - kept.count
        return serial < dropped && serial >= dropped - Self.recentLimit ? recent[serial % Self.recentLimit] : nil
    }
}
