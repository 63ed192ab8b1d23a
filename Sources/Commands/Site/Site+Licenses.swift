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
        let told = try organisationText(file)
        let catalogue = try CompiledLicenses.catalogue(of: data)
        return Weigher.Standards(
            catalogue: catalogue, scenarios: try ScenarioFolder(of: data).scenarios(),
            organisation: try told.map(Self.organisation) ?? .unknown, datasets: try DatasetFile.table(of: data, catalogue),
            basis: try Self.state(of: data, "licenses", [".json", ".bin"]),
            question: try Self.state(of: data, "scenarios", [".yaml"]) + " "
                + Self.state(of: data, "", [DatasetFile.name]) + " " + Self.hash(told?.text ?? ""))
    }

    /// The description of the organisation and where it is; nil: there is none, and everything about it is unknown.
    private func organisationText(_ file: String?) throws -> (text: String, path: String)? {
        let named = (file ?? configuration.organisation).map { URL(fileURLWithPath: $0) }
        let url = named ?? home.root.appendingPathComponent("organisation.yaml")
        guard named != nil || FileManager.default.fileExists(atPath: url.path) else { return nil }
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw CommandFailure(.usage, "\(url.path): the description of the organisation can't be read")
        }
        return (text, url.path)
    }

    private static func organisation(_ text: String, path: String) throws -> Organisation {
        do {
            return try OrganisationFile.organisation(text, file: path)
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

    /// Names a state of data files by version, size and time: an installation replaces them as a whole.
    private static func state(of data: CatalogData, _ folder: String, _ endings: [String]) throws -> String {
        let files = try data.files(in: folder, suffix: "").filter { file in endings.contains { file.lastPathComponent.hasSuffix($0) } }
        let states = try files.map { file in
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(file.lastPathComponent) \(attributes[.size] as? Int ?? 0) \(time)"
        }
        return "\(Version.current):" + hash(states.joined(separator: "\n"))
    }

    /// FNV-1a: a check against change, not against malice.
    private static func hash(_ text: String) -> String {
        String(text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
    }
}
