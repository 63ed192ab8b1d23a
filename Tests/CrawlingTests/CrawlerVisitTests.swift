import Hubs
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Catalog
@testable import Crawling

@Suite struct CrawlerVisitTests {
    private static let card = """
        ---
        license: other
        license_name: acme-1
        base_model:
        - acme/base
        - acme/second
        base_model_relation: merge
        ---
        # About zebras
        """

    private func revision(_ model: ModelID, files: [String] = ["README.md", "a.bin"]) throws -> RevisionClaim {
        let object = try #require(GitObjectID(String(repeating: "5", count: 40)))
        return RevisionClaim(
            model: model, revision: .main, commit: try commitID("a"),
            files: try files.map { FileClaim(path: try #require(RepoPath($0)), size: 10, content: .gitBlob(object)) },
            refused: [RefusedItem(name: "a/../../b", reason: "the name has a '.' or '..' segment")])
    }

    private func error(_ cause: HubError.Cause, _ model: ModelID) -> HubError {
        HubError(cause, subject: "\(model)", detail: "because")
    }

    @Test("files, refs and card of the most downloaded models are recorded")
    func visits() async throws {
        let models = try listing(0..<3)
        let revisions = try Dictionary(uniqueKeysWithValues: models.map { ($0.id, Result<_, HubError>.success(try revision($0.id))) })
        let hub = FakeHub(models, revisions: revisions, cards: [models[2].id: .success(Array(Self.card.utf8))])
        let catalog = try inMemory()
        var options = full()
        options.visits = 2
        let outcome = try await crawler(hub, catalog).crawl(options)
        #expect(outcome.visits.visited == 2 && outcome.visits.detailed == 2 && outcome.visits.cards == 1)
        #expect(Set(hub.modelsVisited) == ["acme/model-2", "acme/model-1"])
        let card = try #require(try await catalog.card(of: models[2].id))
        #expect(card.licenses == [LicenseClaim(.license, raw: "other"), LicenseClaim(.licenseName, raw: "acme-1")])
        #expect(card.baseModels.map(\.path) == ["acme/base", "acme/second"] && card.baseModels.first?.relation == "merge")
        #expect(card.body.contains("zebras"))
        #expect(try await catalog.files(of: models[2].id)?.map(\.path.description) == ["README.md", "a.bin"])
        #expect(try await catalog.refs(of: models[2].id).map(\.name) == ["main"])
        #expect(try await catalog.findings(of: models[2].id).map(\.finding.code) == [.fileName])
        // A card that is listed and not there is a finding on that model.
        #expect(try await catalog.findings(of: models[1].id).map(\.finding.code) == [.missing, .fileName])
        var query = SearchQuery()
        query.text = "zebras"
        #expect(try await catalog.search(query).results.map(\.entry.claim.id) == [models[2].id])
    }

    @Test("the text behind a link to a file of the hub is fetched and kept under the address; one that is missing is a finding")
    func linkedText() async throws {
        let models = try listing(0..<2)
        let revisions = try Dictionary(uniqueKeysWithValues: models.map { ($0.id, Result<_, HubError>.success(try revision($0.id))) })
        let card = "---\nlicense: other\nlicense_link: terms.md\n---\n"
        let away = "---\nlicense: other\nlicense_link: https://example.com/terms\n---\n"
        let hub = FakeHub(
            models, revisions: revisions,
            cards: [models[0].id: .success(Array(card.utf8)), models[1].id: .success(Array(away.utf8))])
        let catalog = try inMemory()
        var options = full()
        options.visits = 2
        _ = try await crawler(hub, catalog).crawl(options)
        #expect(try await catalog.papers(of: models[0].id)?.files.map(\.path) == ["terms.md"])
        #expect(try await catalog.papers(of: models[1].id)?.files.isEmpty == true)
    }

    @Test("visits can be run again alone: they reach what was asked for, go no further, and take up the rest when more is asked for")
    func rerun() async throws {
        let models = try listing(0..<5)
        let revisions = try Dictionary(
            uniqueKeysWithValues: models.map { ($0.id, Result<_, HubError>.success(try revision($0.id, files: ["a.bin"]))) })
        let hub = FakeHub(models, revisions: revisions)
        let catalog = try inMemory()
        _ = try await crawler(hub, catalog).list(full())
        var options = Crawler.Options()
        options.visits = 3
        #expect(try await crawler(hub, catalog).visit(options).visited == 3)
        #expect(try await crawler(hub, catalog).visit(options).visited == 0)
        options.visits = 10
        #expect(try await crawler(hub, catalog).visit(options).visited == 2)
        #expect(hub.modelsVisited.count == 5)
    }

    @Test(
        "a model that can't be visited gets a finding and the others go on",
        arguments: [
            (HubError.Cause.gated, Finding.Code.gated), (.modelNotFound, .missing), (.notFoundOrPrivate, .missing),
            (.revisionNotFound, .missing), (.disabled, .unreachable), (.malformed, .unreachable), (.unavailable, .unreachable),
        ])
    func failing(cause: HubError.Cause, code: Finding.Code) async throws {
        let models = try listing(0..<4)
        var revisions = try Dictionary(
            uniqueKeysWithValues: models.map { ($0.id, Result<_, HubError>.success(try revision($0.id, files: ["a.bin"]))) })
        revisions[models[3].id] = .failure(error(cause, models[3].id))
        let catalog = try inMemory()
        let outcome = try await crawler(FakeHub(models, revisions: revisions), catalog).crawl(full())
        #expect(outcome.visits.visited == 4 && outcome.visits.detailed == 3)
        let findings = try await catalog.findings(of: models[3].id)
        #expect(findings.map(\.finding.code) == [code])
        #expect(findings.first?.finding.reason.contains("huggingface:acme/model-3") == true)
        #expect(try await catalog.entry(for: models[3].id) != nil)
    }

    @Test("a gated model whose file list is open keeps it, and the card is a finding")
    func gatedCard() async throws {
        let models = try listing(0..<1)
        let hub = FakeHub(
            models, revisions: [models[0].id: .success(try revision(models[0].id))],
            cards: [models[0].id: .failure(error(.gated, models[0].id))])
        let catalog = try inMemory()
        _ = try await crawler(hub, catalog).crawl(full())
        #expect(try await catalog.files(of: models[0].id)?.count == 2)
        let finding = try await catalog.findings(of: models[0].id).first
        #expect(finding?.finding.code == .gated && finding?.finding.file == "README.md")
    }

    @Test("findings go away once the model is mended")
    func mended() async throws {
        var models = try listing(0..<1)
        let catalog = try inMemory()
        _ = try await crawler(FakeHub(models), catalog).crawl(full())
        #expect(try await catalog.findings(of: models[0].id).map(\.finding.code) == [.missing])
        models[0].downloads = 99
        var fine = try revision(models[0].id, files: ["a.bin"])
        fine = RevisionClaim(model: fine.model, revision: .main, commit: fine.commit, files: fine.files, refused: [])
        _ = try await crawler(FakeHub(models, revisions: [models[0].id: .success(fine)]), catalog).crawl(full())
        #expect(try await catalog.findings(of: models[0].id).isEmpty)
    }

    @Test("any bytes make a card or a finding", arguments: [[], [0xFF, 0xFE, 0x00], Array("---\n- [\n---\n".utf8)] as [[UInt8]])
    func hostileCard(bytes: [UInt8]) async throws {
        let models = try listing(0..<1)
        let hub = FakeHub(
            models, revisions: [models[0].id: .success(try revision(models[0].id))], cards: [models[0].id: .success(bytes)])
        let catalog = try inMemory()
        let outcome = try await crawler(hub, catalog).crawl(full())
        #expect(outcome.visits.cards == 1)
        #expect(try await catalog.findings(of: models[0].id).count >= (bytes.isEmpty ? 1 : 2))
    }

    @Test(
        "a hub that fails on one model after another ends the stage", arguments: [HubError.Cause.unavailable, .rateLimited, .unauthorized])
    func hubDown(cause: HubError.Cause) async throws {
        let models = try listing(0..<30)
        let revisions = Dictionary(uniqueKeysWithValues: models.map { ($0.id, Result<RevisionClaim, _>.failure(error(cause, $0.id))) })
        let hub = FakeHub(models, revisions: revisions)
        let catalog = try inMemory()
        let thrown = await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).crawl(full()) }
        guard case .hub(let reason) = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(reason.cause == cause)
        #expect(hub.modelsVisited.count < 15)
        #expect(try await catalog.modelCount == 30)
    }
}
