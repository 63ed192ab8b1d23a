public import CatalogData
internal import Foundation
public import Licensing

/// The fingerprints of known licence texts, as installed.
public enum InstalledFingerprints {
    /// In `catalog/licenses`.
    public static let name = "fingerprints.bin"

    /// Throws where the file is missing, of another version or damaged.
    public static func read(from data: CatalogData) throws(LicenseFault) -> LicenseFingerprints {
        let file = data.root.appendingPathComponent("licenses").appendingPathComponent(name)
        guard let bytes = try? Data(contentsOf: file, options: .mappedIfSafe) else {
            throw LicenseFault(file: name, line: nil, reason: "the file is missing or can't be read: \(file.path)")
        }
        do {
            return try bytes.withUnsafeBytes { try FingerprintFormat.read($0) }
        } catch {
            throw LicenseFault(file: name, line: nil, reason: "\(error)")
        }
    }
}
