public import CatalogData
internal import Foundation
internal import JSONReading
public import Licensing

/// The compiled form of the licence folder: what the program reads when it starts, in a few milliseconds.
public enum CompiledLicenses {
    /// In `catalog/licenses`, beside the files it was made of.
    public static let name = "compiled.json"
    static let format = 1
    private static let sizeLimit = 32 << 20

    /// The catalogue of the installed data files. Throws where the compiled form is missing, of another format or damaged.
    public static func catalogue(of data: CatalogData) throws(LicenseFault) -> LicenseCatalogue {
        let file = data.root.appendingPathComponent("licenses").appendingPathComponent(name)
        guard let bytes = try? Data(contentsOf: file) else {
            throw LicenseFault(file: name, line: nil, reason: "the file is missing or can't be read: \(file.path)")
        }
        return try catalogue(Array(bytes))
    }

    /// The catalogue that `LicenseFolder.compile` wrote.
    public static func catalogue(_ bytes: [UInt8]) throws(LicenseFault) -> LicenseCatalogue {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: bytes, limit: sizeLimit)
        } catch {
            throw LicenseFault(file: name, line: nil, reason: "not JSON: \(error)")
        }
        guard document.root["format"]?.int64 == Int64(format), let licenses = document.root["licenses"]?.array,
            let list = SPDXList(compiled: document.root)
        else {
            throw LicenseFault(file: name, line: nil, reason: "not the compiled form of format \(format): compile the licences anew")
        }
        let reader = FactReader<JSONNode>(file: name)
        var facts: [LicenseFact] = []
        for license in licenses { facts.append(try reader.fact(JSONNode(value: license))) }
        return LicenseCatalogue(facts: facts, listed: list.licenses, exceptions: list.exceptions)
    }
}
