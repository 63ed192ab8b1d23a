import Foundation
import LicenseSources
import Licensing

/// The licences of this package, loaded once for the suites of this folder.
enum RealCatalogue {
    private static let loaded: Result<LicenseCatalogue, LicenseFault> = Result { () throws(LicenseFault) in
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = package.appendingPathComponent("catalog/licenses").appendingPathComponent(CompiledLicenses.name)
        guard let bytes = try? Data(contentsOf: file) else { throw LicenseFault(file: CompiledLicenses.name, line: nil, reason: "missing") }
        return try CompiledLicenses.catalogue(Array(bytes))
    }

    private static let made = loaded.map { LicenseNormalizer($0) }

    static func catalogue() throws -> LicenseCatalogue { try loaded.get() }
    static func normalizer() throws -> LicenseNormalizer { try made.get() }

    /// The reading of one line, as an expression.
    static func reading(_ line: String, hub: String? = nil) throws -> NormalizedLicense {
        try normalizer().read(RawLicense(line: line), hub: hub)
    }
}
