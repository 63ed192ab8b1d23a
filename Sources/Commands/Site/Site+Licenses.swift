import CatalogData
import Foundation
import LicenseSources
import Licensing
import Weighing

/// What is known of licences, from the data files of the installation.
extension Site {
    func licenses() throws -> LicenseCatalogue { try CompiledLicenses.catalogue(of: data()) }

    /// Takes a moment to load: only for texts.
    func identifier() throws -> TextIdentifier {
        try Self.identifier(of: data(), licenses())
    }

    /// - Parameter file: describes the organisation instead of the one that is configured.
    func standards(organisation file: String? = nil) throws -> Weigher.Standards {
        let data = try data()
        return Weigher.Standards(
            catalogue: try CompiledLicenses.catalogue(of: data), scenarios: try ScenarioFolder(of: data).scenarios(),
            organisation: try organisation(file), basis: try Self.basis(of: data))
    }

    /// What it does not say is unknown, never zero; without a file, everything is.
    private func organisation(_ file: String?) throws -> Organisation {
        let named = (file ?? configuration.organisation).map { URL(fileURLWithPath: $0) }
        let url = named ?? home.root.appendingPathComponent("organisation.yaml")
        guard named != nil || FileManager.default.fileExists(atPath: url.path) else { return .unknown }
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw CommandFailure(.usage, "\(url.path): the description of the organisation can't be read")
        }
        do {
            return try OrganisationFile.organisation(text, file: url.path)
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }

    func weigher(_ standards: Weigher.Standards) throws -> Weigher {
        let data = try data()
        return Weigher(
            try catalog(), standards, identifier: { try Self.identifier(of: data, standards.catalogue) }, now: now)
    }

    private static func identifier(of data: CatalogData, _ catalogue: LicenseCatalogue) throws -> TextIdentifier {
        TextIdentifier(try InstalledFingerprints.read(from: data), catalogue)
    }

    /// Names what texts are recognised with: the program's version, and the content of the data files by FNV-1a, a check against
    /// change and not against malice.
    private static func basis(of data: CatalogData) throws -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for file in try data.files(in: "licenses", suffix: "") where ["json", "bin"].contains(file.pathExtension) {
            for byte in [UInt8](try Data(contentsOf: file)) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return "\(Version.current):" + String(hash, radix: 16)
    }
}
