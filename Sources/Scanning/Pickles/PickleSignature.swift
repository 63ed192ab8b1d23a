/// How the first bytes tell pickles from other things.
enum PickleSignature {
    /// 0x1950a86a20f9469cfc6c, little-endian: the first pickle of a `torch.save` before version 1.6 (torch, `serialization.py`).
    static let torchMagic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]

    /// PROTO with a version that exists: what every pickle since protocol 2 begins with.
    static func isPickle(_ head: some Collection<UInt8>) -> Bool {
        head.count >= 2 && head.first == 0x80 && (head.dropFirst().first ?? 255) <= 5
    }

    static func isLegacyTorch(_ head: some Collection<UInt8>) -> Bool {
        let head = Array(head.prefix(14))
        return isPickle(head) && head.count >= 14 && head[2] == 0x8A && head[3] == 10 && Array(head[4...]) == torchMagic
    }

    /// Whether bytes in a pickle are worth a look: a pickle, an archive, or a pickle of the old kind, which begins with a name or mark.
    static func mayHold(_ head: [UInt8]) -> Bool {
        isPickle(head) || head.starts(with: ZipDirectory.magic) || head.starts(with: [0x1F, 0x8B])
            || head.first == UInt8(ascii: "c") || head.first == UInt8(ascii: "(")
    }
}
