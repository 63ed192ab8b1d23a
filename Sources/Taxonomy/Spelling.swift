/// Words as the taxonomy compares them.
enum Spelling {
    /// Bytes of a word that is looked up; more is no name of a task or language.
    static let longest = 128

    /// Small letters, and one hyphen for every run of what is no letter or digit; nil where nothing is left or it is too long. Letters
    /// beyond ASCII stay.
    static func fold(_ text: String) -> String? {
        guard text.utf8.count <= longest else { return nil }
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        var isParted = false
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        for byte in isPlain ? Array(text.utf8) : Array(text.lowercased().utf8) {
            let isUpper = (0x41...0x5A).contains(byte)
            guard isUpper || byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) else {
                isParted = true
                continue
            }
            if isParted, !folded.isEmpty { folded.append(UInt8(ascii: "-")) }
            isParted = false
            folded.append(isUpper ? byte | 0x20 : byte)
        }
        return folded.isEmpty ? nil : String(decoding: folded, as: UTF8.self)
    }
}
