internal import Catalog
internal import Hubs
internal import Licensing
internal import Vocabulary

/// The licence-like files of a revision, as a visit fetches them.
struct LicenseFiles {
    /// Real repositories have up to four or five; one with hundreds is no source of terms but of load.
    static let most = 12

    /// The longest real texts are collections of third-party notices of some hundred kilobytes.
    static let longest = 1_048_576

    /// In the order in which they are asked for: nearest to the root first.
    let chosen: [FileClaim]
    /// Those that are not read, with the reason.
    let findings: [Finding]

    init(in revision: RevisionClaim) {
        let named = revision.files.filter { LicenseFileName(path: $0.path.description) != nil }
            .sorted { ($0.path.depth, $0.path) < ($1.path.depth, $1.path) }
        let (short, long) = (named.filter { $0.size <= Self.longest }, named.filter { $0.size > Self.longest })
        chosen = Array(short.prefix(Self.most))
        findings =
            long.map {
                Finding(
                    .licenseTooLarge, file: $0.path.description,
                    reason: "the licence text has \($0.size) bytes, more than \(Self.longest); it was not read")
            }
            + short.dropFirst(Self.most).map {
                Finding(
                    .licenseTooLarge, file: $0.path.description,
                    reason: "the model has more than \(Self.most) licence-like files; this one was not read")
            }
    }
}

extension RepoPath {
    /// Folders above it.
    fileprivate var depth: Int { description.utf8.count { $0 == UInt8(ascii: "/") } }
}

extension DetailVisit {
    /// Fetches the texts; one that can't be had is a finding, and leaves what an earlier visit brought.
    func readLicenses(of revision: RevisionClaim, into details: inout ModelDetails) async throws(HubError) {
        let files = LicenseFiles(in: revision)
        details.findings += files.findings
        var texts: [LicenseText] = []
        var isWhole = true
        for file in files.chosen {
            let name = file.path.description
            do throws(HubError) {
                let bytes = try await hub.contents(
                    of: file.path, at: revision.commit.revision, in: details.model, limit: LicenseFiles.longest)
                texts.append(LicenseText(path: name, bytes: bytes))
            } catch {
                details.findings.append(try finding(error, file: name))
                isWhole = false
            }
        }
        if isWhole { details.licenseTexts = texts }
    }
}
