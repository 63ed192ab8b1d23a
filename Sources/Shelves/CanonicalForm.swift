internal import Blobs
public import Vocabulary

/// The bytes that a manifest's digest is of: what is served, and no times, so that two mirrors that hold the same have the same digest.
/// Each text is preceded by its length, so that no name can pass for two.
struct CanonicalForm {
    private(set) var bytes: [UInt8]

    init(_ model: ModelID, _ commit: CommitID) {
        bytes = Array("weighbridge manifest 1\n".utf8)
        append(model.description)
        append(commit.description)
    }

    var digest: Digest { Digest(hashing: bytes) }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        append(Int64(text.count))
        bytes.append(contentsOf: text)
    }

    mutating func append(_ number: Int64) {
        bytes.append(contentsOf: String(number).utf8)
        bytes.append(UInt8(ascii: ":"))
    }

    /// False for anything but lower-case hexadecimal digits: then there is no form.
    mutating func append(digits: UnsafeBufferPointer<UInt8>) -> Bool {
        append(digits)
        return digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    mutating func appendNothing() { append(0) }
}

extension RevisionManifest {
    /// A SHA-256 over model, commit and files (paths, sizes, contents, blobs): equal wherever the same is held, whenever it was published.
    public var digest: Digest {
        var form = CanonicalForm(model, commit)
        for file in files {
            form.append(file.path.description)
            form.append(file.size)
            form.append(file.content.hex)
            if let object = file.object { form.append(object.description) } else { form.appendNothing() }
            if let blob = file.blob { form.append(blob.hex) } else { form.appendNothing() }
        }
        return form.digest
    }
}
