import Foundation
import LicenseSources
import Licensing

/// The licence files of this package, read once for all suites.
enum LicenseData {
    static let folder: URL = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return package.appendingPathComponent("catalog/licenses")
    }()

    private static let read: Result<[LicenseFact], LicenseFault> = Result { () throws(LicenseFault) in
        try LicenseFolder(folder).facts()
    }

    private static let loaded: Result<LicenseCatalogue, LicenseFault> = Result { () throws(LicenseFault) in
        guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(CompiledLicenses.name)) else {
            throw LicenseFault(file: CompiledLicenses.name, line: nil, reason: "missing")
        }
        return try CompiledLicenses.catalogue(Array(bytes))
    }

    /// From the YAML files.
    static func facts() throws -> [LicenseFact] { try read.get() }

    /// From the compiled form.
    static func catalogue() throws -> LicenseCatalogue { try loaded.get() }
}
