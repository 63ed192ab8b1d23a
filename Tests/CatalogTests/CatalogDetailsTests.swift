import Catalog
import Search
import TestSupport
import Testing
import Vocabulary

@Suite struct CatalogDetailsTests {
    private func details(_ model: ModelID, commit: Character = "a", sizes: [Int64] = [10, 32]) throws -> ModelDetails {
        let digest = try #require(Digest(bytes: [UInt8](repeating: 7, count: 32)))
        let object = try #require(GitObjectID(bytes: [UInt8](repeating: 9, count: 20)))
        let files = try sizes.enumerated().map { index, size in
            FileClaim(
                path: try #require(RepoPath("weights/\(index).bin")), size: size,
                content: index == 0 ? .sha256(digest) : .gitBlob(object), object: object)
        }
        let commit = try commitID(commit)
        return ModelDetails(
            model: model, attempted: commit,
            revision: RevisionClaim(
                model: model, revision: .main, commit: commit, files: files,
                refused: [RefusedItem(name: "../x", reason: "the name has a '.' or '..' segment")]),
            refs: [RefClaim(kind: .branch, name: "main", ref: "refs/heads/main", commit: commit)],
            card: CatalogCard(
                commit: commit, frontMatter: "{}", body: "A zebra among weights.", licenses: [LicenseClaim(.license, raw: "Zlib")],
                baseModels: [BaseModelClaim(path: "acme/root", relation: nil)]),
            findings: [Finding(.cardFrontMatter, file: "README.md", reason: "line 3: no colon")])
    }

    @Test("files, refs, card and findings come back as recorded")
    func roundTrip() async throws {
        let file = try TemporaryCatalog()
        let claim = try fullClaim("acme/thing")
        let details = try details(claim.id)
        let writing = try file.open()
        try await writing.crawl([claim])
        try await writing.record(details, at: minute(1))
        let catalog = try file.open()
        #expect(try await catalog.files(of: claim.id) == details.revision?.files)
        #expect(try await catalog.files(of: claim.id, at: try commitID("b")) == nil)
        #expect(try await catalog.refs(of: claim.id) == details.refs)
        #expect(try await catalog.card(of: claim.id) == details.card)
        #expect(try await catalog.revisions(of: claim.id) == [try commitID("a")])
        #expect(try await catalog.entry(for: claim.id)?.downloadSize == 42)
        #expect(try await catalog.entry(for: claim.id)?.claim == claim)
        let findings = try await catalog.findings(of: claim.id)
        #expect(findings.map(\.finding.code) == [.cardFrontMatter, .fileName])
        #expect(findings.allSatisfy { $0.subject == "acme/thing" && $0.source == .details && $0.foundAt == minute(1) })
    }

    @Test("a card is searched, and its licence is found as written")
    func cardSearch() async throws {
        let catalog = try inMemory()
        let claim = try fullClaim("acme/thing")
        try await catalog.crawl([claim])
        try await catalog.record(try details(claim.id), at: minute(1))
        var query = SearchQuery()
        query.text = "zebra"
        #expect(try await catalog.paths(query) == ["acme/thing"])
        query.values[.licenseName] = ["zlib"]
        #expect(try await catalog.paths(query) == ["acme/thing"])
        try await catalog.record(
            ModelDetails(model: claim.id, attempted: claim.commit, revision: try details(claim.id).revision), at: minute(2))
        query.values = [:]
        #expect(try await catalog.paths(query) == [])
        #expect(try await catalog.card(of: claim.id) == nil)
    }

    @Test("the size is that of the current commit, and unknown once the commit moves on")
    func sizeFollowsCommit() async throws {
        let catalog = try inMemory()
        var claim = try fullClaim("acme/thing")
        try await catalog.crawl([claim])
        try await catalog.record(try details(claim.id), at: minute(1))
        claim.commit = try commitID("b")
        try await catalog.crawl([claim], at: minute(2))
        #expect(try await catalog.entry(for: claim.id)?.downloadSize == nil)
        #expect(try await catalog.files(of: claim.id) != nil)
        try await catalog.record(try details(claim.id, commit: "b", sizes: [5]), at: minute(3))
        #expect(try await catalog.entry(for: claim.id)?.downloadSize == 5)
        #expect(try await catalog.revisions(of: claim.id) == [try commitID("b"), try commitID("a")])
    }

    @Test("sizes that add up to more than a number holds leave the size unknown")
    func overflow() async throws {
        let catalog = try inMemory()
        let claim = try fullClaim("acme/thing")
        try await catalog.crawl([claim])
        try await catalog.record(try details(claim.id, sizes: [.max, .max]), at: minute(1))
        #expect(try await catalog.entry(for: claim.id)?.downloadSize == nil)
    }

    @Test("the most downloaded models without details come first, those that failed already last")
    func candidates() async throws {
        let catalog = try inMemory()
        let claims = try (1...4).map { try fullClaim("acme/m\($0)", downloads: Int64($0)) }
        var disabled = try fullClaim("acme/off", downloads: 1_000)
        disabled.isDisabled = true
        try await catalog.crawl(claims + [disabled])
        try await catalog.record(try details(claims[1].id), at: minute(1))
        try await catalog.record(
            ModelDetails(model: claims[3].id, attempted: claims[3].commit, findings: [Finding(.gated, reason: "ask the owner")]),
            at: minute(1))
        let candidates = try await catalog.detailCandidates(of: .huggingFace, limit: 10)
        #expect(candidates.map(\.model.path) == ["acme/m3", "acme/m1", "acme/m4"])
        #expect(candidates.first?.commit == claims[2].commit)
        // The limit says which models shall be held, not how many visits there are: m4 is the only one, and m2, held, is among three.
        #expect(try await catalog.detailCandidates(of: .huggingFace, limit: 1).map(\.model.path) == ["acme/m4"])
        #expect(try await catalog.detailCandidates(of: .huggingFace, limit: 3).map(\.model.path) == ["acme/m3", "acme/m4"])
    }

    @Test("findings are replaced by the part of the work that made them, and keep their first time")
    func findingsReplaced() async throws {
        let catalog = try inMemory()
        let claim = try fullClaim("acme/thing")
        let (bad, worse) = (Finding(.wrongContent, file: "a", reason: "bad"), Finding(.wrongContent, file: "b", reason: "worse"))
        try await catalog.crawl([claim])
        try await catalog.replaceFindings([Finding(.gated, reason: "gated")], of: claim.id, source: .details, at: minute(1))
        try await catalog.replaceFindings([bad], of: claim.id, source: .mirror, at: minute(1))
        try await catalog.replaceFindings([bad, worse], of: claim.id, source: .mirror, at: minute(2))
        #expect(try await catalog.findings(of: claim.id).map(\.foundAt) == [minute(1), minute(1), minute(2)])
        try await catalog.replaceFindings([], of: claim.id, source: .mirror, at: minute(3))
        #expect(try await catalog.findings(hub: .huggingFace).map(\.finding.code) == [.gated])
    }

    @Test("a mark of the mirror is found, also on a model that no crawl has met, and survives a full crawl")
    func mirrorMarks() async throws {
        let catalog = try inMemory()
        let claim = try fullClaim("acme/thing")
        try await catalog.crawl([claim])
        try await catalog.markMirrored(claim.id, commit: try commitID("a"), at: minute(1))
        try await catalog.markMirrored(try modelID("else/where"), commit: try commitID("c"), at: minute(1))
        try await catalog.crawl([claim], at: minute(2))
        var query = SearchQuery()
        query.mirroredOnly = true
        query.sort = .id
        #expect(try await catalog.paths(query) == ["acme/thing", "else/where"])
        #expect(try await catalog.mirrored().map(\.commit) == [try commitID("a"), try commitID("c")])
        try await catalog.unmarkMirrored(claim.id)
        #expect(try await catalog.paths(query) == ["else/where"])
    }

    @Test("statistics count what there is and say how fresh it is")
    func statistics() async throws {
        let catalog = try inMemory()
        let claims = try (1...3).map { try fullClaim("acme/m\($0)") }
        try await catalog.crawl(claims)
        try await catalog.record(try details(claims[0].id), at: minute(1))
        try await catalog.markMirrored(claims[0].id, commit: try commitID("a"), at: minute(1))
        try await catalog.crawl(Array(claims.prefix(2)), at: minute(2))
        _ = try await catalog.beginCrawl(of: .huggingFace, kind: .incremental, at: minute(3))
        let statistics = try #require(try await catalog.statistics().first)
        #expect(statistics.models == 2 && statistics.vanished == 1 && statistics.detailed == 1 && statistics.cards == 1)
        #expect(statistics.mirrored == 1 && statistics.samples == 5 && statistics.findings == 2 && statistics.knownBytes == 42)
        #expect(statistics.lastCompleted?.finishedAt == minute(2) && statistics.lastFull?.counts.vanished == 1)
        #expect(statistics.unfinished?.kind == .incremental && statistics.unfinished?.floor == minute(0))
    }
}
