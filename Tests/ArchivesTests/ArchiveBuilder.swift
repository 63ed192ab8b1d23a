import CArchive

/// Writes archives for tests with libarchive, which asks no questions.
struct ArchiveBuilder {
    enum Format: String, CaseIterable, CustomStringConvertible {
        case zip, tar
        case tarGzip = "tar.gz"
        case tarZstd = "tar.zst"

        var description: String { rawValue }
    }

    struct Item {
        let name: String
        /// `S_IFMT` bits.
        var type: UInt32 = 0o100000
        var content: [UInt8] = []
        var linkTarget: String?
        var hardLinkTarget: String?
    }

    static func build(_ format: Format, _ items: [Item]) -> [UInt8] {
        let archive = archive_write_new()
        defer { archive_write_free(archive) }
        switch format {
        case .zip: archive_write_set_format_zip(archive)
        case .tar, .tarGzip, .tarZstd: archive_write_set_format_pax_restricted(archive)
        }
        switch format {
        case .tarGzip: archive_write_add_filter_gzip(archive)
        case .tarZstd: archive_write_add_filter_zstd(archive)
        case .zip, .tar: break
        }
        var out = [UInt8](repeating: 0, count: 4 << 20)
        var used = 0
        out.withUnsafeMutableBytes { buffer in
            archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
            for item in items { write(item, to: archive) }
            archive_write_close(archive)
        }
        return Array(out[..<used])
    }

    private static func write(_ item: Item, to archive: OpaquePointer?) {
        let entry = archive_entry_new()
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, item.name)
        archive_entry_set_filetype(entry, item.type)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_size(entry, Int64(item.content.count))
        if let target = item.linkTarget { archive_entry_set_symlink(entry, target) }
        if let target = item.hardLinkTarget { archive_entry_set_hardlink(entry, target) }
        archive_write_header(archive, entry)
        item.content.withUnsafeBytes { _ = archive_write_data(archive, $0.baseAddress, $0.count) }
    }
}
