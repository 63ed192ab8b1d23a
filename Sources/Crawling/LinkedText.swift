internal import Catalog
internal import Hubs
internal import Licensing
internal import Vocabulary

extension DetailVisit {
    /// Fetches the text behind the card's `license_link` where that is a file of this hub, with the bounds of licence-like files.
    ///
    /// It is kept under the address as written. Elsewhere nothing is asked for: an air-gapped site decides whom it talks to, and most
    /// such addresses are known without their text.
    func readLinkedText(of revision: RevisionClaim, into details: inout ModelDetails) async throws(HubError) {
        guard let claim = details.card?.licenses.first(where: { $0.field == .licenseLink && !$0.isJSON }),
            claim.raw.utf8.count <= Self.longestAddress, let file = hub.linkedFile(claim.raw, of: details.model),
            details.licenseTexts?.contains(where: { $0.path == claim.raw }) != true
        else { return }
        let isOwn = file.model == details.model
        if isOwn, details.licenseTexts?.contains(where: { $0.path == file.path.description }) == true { return }
        do throws(HubError) {
            let bytes = try await hub.contents(
                of: file.path, at: isOwn ? revision.commit.revision : file.revision ?? .main, in: file.model, limit: LicenseFiles.longest)
            details.licenseTexts?.append(LicenseText(path: claim.raw, bytes: bytes))
        } catch {
            details.findings.append(try finding(error, file: claim.raw))
        }
    }

    /// What the catalog takes as the name of a text.
    private static let longestAddress = 1_024
}
