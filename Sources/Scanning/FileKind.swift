/// What a file is, by its first bytes; the name only decides where bytes can't.
enum FileKind: Hashable {
    case gguf, safetensors, numpy, zip, hdf5, tflite, legacyTorch, pickle, onnx
    /// Packed as a whole.
    case gzip, zlib
    case tar
    /// Containers that are not opened here: 7z, rar, xz, bzip2, zstd, lz4.
    case opaque(String)
    /// Programs for machines: ELF, PE, Mach-O, Java classes.
    case machineCode(String)
    case script
    /// Pictures and the like: certainly no weights.
    case media(String)
    case unknown

    /// Bytes from the start that the decision needs: tar's magic is at 257.
    static let headLength = 512

    static func of(_ head: ArraySlice<UInt8>, name: String, size: Int64) -> FileKind {
        if let plain = signatures.first(where: { head.starts(with: $0.bytes) }) { return plain.kind }
        if head.starts(with: GGUFHeader.magic) { return .gguf }
        if TFLiteHeader.matches(head) { return .tflite }
        if PickleSignature.isLegacyTorch(head) { return .legacyTorch }
        if PickleSignature.isPickle(head) { return .pickle }
        if head.dropFirst(257).starts(with: Array("ustar".utf8)) { return .tar }
        if SafetensorsHeader.matches(head, size: size) || name.hasSuffix(".safetensors") && head.count >= 8 { return .safetensors }
        if head.starts(with: Array("#!".utf8)) { return .script }
        if name.hasSuffix(".onnx") || ONNXOutline.matches(head) { return .onnx }
        // zlib's first two bytes are a multiple of 31 (RFC 1950); 0x78 is what everybody writes.
        if let first = head.first, first == 0x78, let second = head.dropFirst().first, (UInt16(first) << 8 | UInt16(second)) % 31 == 0 {
            return .zlib
        }
        return .unknown
    }

    private static let signatures: [(bytes: [UInt8], kind: FileKind)] = [
        (NumPyHeader.magic, .numpy), (ZipDirectory.magic, .zip), (ZipDirectory.emptyMagic, .zip),
        ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], .hdf5), ([0x1F, 0x8B, 8], .gzip),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .opaque("7z")), (Array("Rar!".utf8), .opaque("rar")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .opaque("xz")), (Array("BZh".utf8), .opaque("bzip2")),
        ([0x28, 0xB5, 0x2F, 0xFD], .opaque("zstd")),
        ([4, 0x22, 0x4D, 0x18], .opaque("lz4")), ([0x7F, 0x45, 0x4C, 0x46], .machineCode("ELF")), ([0x4D, 0x5A], .machineCode("PE")),
        ([0xFE, 0xED, 0xFA, 0xCE], .machineCode("Mach-O")), ([0xFE, 0xED, 0xFA, 0xCF], .machineCode("Mach-O")),
        ([0xCE, 0xFA, 0xED, 0xFE], .machineCode("Mach-O")), ([0xCF, 0xFA, 0xED, 0xFE], .machineCode("Mach-O")),
        ([0xCA, 0xFE, 0xBA, 0xBE], .machineCode("Mach-O or Java")), ([0x89, 0x50, 0x4E, 0x47], .media("PNG")),
        ([0xFF, 0xD8, 0xFF], .media("JPEG")), (Array("GIF8".utf8), .media("GIF")), (Array("%PDF".utf8), .media("PDF")),
    ]
}
