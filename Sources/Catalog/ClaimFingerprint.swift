internal import Vocabulary

/// 64 bits of everything a listing says of a model except its counters, the same in every process and version: tells an
/// entry that changed from one that is as it was, so that most of a crawl writes one small row a model. (FNV-1a's
/// multiplication over words of eight bytes, with the high bits folded back.)
struct ClaimFingerprint {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Stored in SQLite as the signed number of the same bits.
    var value: Int64 { Int64(bitPattern: state) }

    init(_ claim: ModelClaim) {
        add(claim.author)
        add(claim.commit?.description)
        add(claim.createdAt?.milliseconds)
        add(claim.lastModified?.milliseconds)
        add(claim.gate.rawValue)
        add(claim.isPrivate ? 1 : 0)
        add(claim.isDisabled ? 1 : 0)
        add(claim.library)
        add(claim.task)
        add(Int64(claim.tags.count))
        for tag in claim.tags { add(tag) }
        add(Int64(claim.licenses.count))
        for license in claim.licenses {
            add(license.field.rawValue)
            add(license.raw)
            add(license.isJSON ? 1 : 0)
        }
        add(Int64(claim.baseModels.count))
        for base in claim.baseModels {
            add(base.path)
            add(base.relation)
        }
        add(claim.parameters)
        add(claim.storage)
        add(claim.cardData)
    }

    /// Text is preceded by its length, so that what stands in two fields can't read as another two.
    private mutating func add(_ text: String?) {
        guard var text else { return add(Int64(-1)) }
        add(Int64(text.utf8.count))
        state = text.withUTF8 { bytes in
            let raw = UnsafeRawBufferPointer(bytes)
            var hash = state
            var offset = 0
            while offset + 8 <= raw.count {
                hash = Self.mix(hash, UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset += 8
            }
            var rest: UInt64 = 0
            while offset < raw.count {
                rest = rest << 8 | UInt64(raw[offset])
                offset += 1
            }
            return Self.mix(hash, rest)
        }
    }

    private mutating func add(_ number: Int64?) { state = Self.mix(state, UInt64(bitPattern: number ?? .min)) }

    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* 0x0000_0100_0000_01B3
        return product ^ (product >> 32)
    }
}
