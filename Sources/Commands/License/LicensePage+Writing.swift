import Foundation
import Licensing

extension LicensePage {
    /// - Returns: how many were written.
    static func writePages(of catalogue: LicenseCatalogue, to folder: String) throws -> Int {
        let root = URL(fileURLWithPath: folder)
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            for fact in catalogue.allFacts {
                let page = LicensePage(fact, listed: catalogue.listed(fact.id)).markdown
                try page.write(
                    to: root.appendingPathComponent(LicensePage.fileName(of: fact.id)), atomically: true, encoding: .utf8)
            }
        } catch {
            throw CommandFailure(.usage, "the pages can't be written to \(folder): \(error.localizedDescription)")
        }
        return catalogue.allFacts.count
    }
}
