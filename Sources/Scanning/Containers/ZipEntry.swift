/// A file in a zip archive, as its directory describes it.
struct ZipEntry: Hashable {
    let name: String
    let flags: UInt16
    /// 0 stored, 8 deflated; others are not unpacked here.
    let method: UInt16
    let checksum: UInt32
    let packedSize: Int64
    let size: Int64
    /// Where its local header is.
    let offset: Int64

    var isFolder: Bool { name.hasSuffix("/") }
    var isStored: Bool { method == 0 }
    var isDeflated: Bool { method == 8 }
    /// The last part of its name.
    var lastName: Substring { name.split(separator: "/").last ?? "" }
}

/// What is odd about an archive's directory: honest writers make none of these, and each has been used to show one reader something else than
/// another.
enum ZipOddity: Hashable {
    /// Bytes before the first entry that no offset accounts for.
    case prefix(Int64)
    /// Bytes behind the end record.
    case suffix(Int64)
    /// A second end record: two readers may take different directories.
    case twoDirectories
    /// The directory's count or size is not what the end record says.
    case wrongCount
    case repeatedName(String)
    /// Flags of encryption or patches.
    case flags(String)
    /// A name that leads out of the folder.
    case unsafeName(String)
}
