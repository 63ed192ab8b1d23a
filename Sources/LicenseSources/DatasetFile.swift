public import CatalogData
internal import Foundation
public import Licensing

/// `datasets.yaml`: what well-known data sets are under.
public enum DatasetFile {
    public static let name = "datasets.yaml"

    /// The table of the installation. Throws the first fault: an unknown key, a missing one, a licence that is none of ours, a name given twice.
    public static func table(of data: CatalogData, _ catalogue: LicenseCatalogue) throws(LicenseFault) -> DatasetTable {
        guard let text = try? String(contentsOf: data.root.appendingPathComponent(name), encoding: .utf8) else {
            throw LicenseFault(file: name, line: nil, reason: "the file is missing or can't be read as UTF-8")
        }
        return try table(text, file: name, catalogue)
    }

    /// One file.
    public static func table(_ text: String, file: String, _ catalogue: LicenseCatalogue) throws(LicenseFault) -> DatasetTable {
        var map = try SourceField(node: YAMLNode.parse(text, file: file), file: file, keyLine: 1, name: "").mapping()
        var datasets: [KnownDataset] = []
        var taken: Set<String> = []
        for entry in try map.required("datasets").list() {
            var map = try entry.mapping()
            let id = try map.required("id")
            let names = map.optional("names")
            let dataset = KnownDataset(
                id: try id.text(), names: try names?.texts() ?? [], expression: try expression(map.required("license"), catalogue),
                confidence: try map.required("confidence").choice(), note: try map.text("note"))
            try map.finish()
            for word in [id] + (try names?.list() ?? []) {
                let name = try word.text()
                guard name.utf8.count <= DatasetTable.longest else {
                    throw word.fault("the name has more than \(DatasetTable.longest) bytes")
                }
                guard taken.insert(DatasetTable.fold(name)).inserted else { throw word.fault("the name '\(name)' is given already") }
            }
            datasets.append(dataset)
        }
        try map.finish()
        return DatasetTable(datasets)
    }

    /// An expression of licences that have facts: of any other nothing would follow.
    private static func expression(
        _ field: SourceField<YAMLNode>, _ catalogue: LicenseCatalogue
    ) throws(LicenseFault) -> LicenseExpression {
        let text = try field.text()
        let expression: LicenseExpression
        do {
            expression = try LicenseExpression(parsing: text, catalogue)
        } catch {
            throw field.fault("'\(text)' is no SPDX expression: \(error)")
        }
        guard !expression.licenses.isEmpty else { throw field.fault("'\(text)' names no licence") }
        for id in expression.licenses where catalogue.fact(id) == nil { throw field.fault("'\(id)' is no licence that we have facts of") }
        return expression
    }
}
