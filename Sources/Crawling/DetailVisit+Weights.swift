internal import Catalog
internal import Foundation
internal import Hubs
internal import Scanning
internal import Variants
internal import Vocabulary

/// What a visit reads of the weights without fetching them: config.json, and headers by a few ranges.
extension DetailVisit {
    /// A set of so many files has all its headers read; of a larger one the first says what the rest are.
    private static let mostHeaders = 8

    /// Facets of the model with what its files say. What can't be read is a finding; the facets rest on the rest then.
    func readWeights(of revision: RevisionClaim, into details: inout ModelDetails) async throws(HubError) {
        var papers = try await papers(of: revision, &details)
        papers.files = revision.files.map { VariantPapers.File($0.path.description, bytes: $0.size) }
        let sets = WeightSets(papers.files)
        var facts: [String: WeightFacts] = [:]
        let chosen = sets.alternatives.first?.files ?? sets.adapters.first?.files ?? []
        for file in chosen.prefix(chosen.count > Self.mostHeaders ? 1 : Self.mostHeaders) {
            guard let claim = revision.files.first(where: { $0.path.description == file.path }) else { continue }
            if let read = try await header(of: claim, at: revision.commit, &details) { facts[file.path] = read }
        }
        papers.header = Self.sum(chosen.compactMap { facts[$0.path] }, of: chosen.count)
        let variant = VariantReader.read(papers)
        let question = MemoryQuestion(header: papers.header, config: papers.config, variant: variant)
        details.variant = VariantRecord(
            variant, sets: EntryMaker.records(sets), cachePerToken: question.cachePerToken, commit: revision.commit)
        details.weightFiles = revision.files.compactMap { Self.record($0, facts[$0.path.description]) }
    }

    private func papers(of revision: RevisionClaim, _ details: inout ModelDetails) async throws(HubError) -> VariantPapers {
        let claim = candidate.claim ?? ModelClaim(id: candidate.model)
        var papers = EntryMaker.papers(of: claim, card: EntryMaker.card(details.card?.frontMatter ?? claim.cardData))
        func bytes(_ name: String, _ limit: Int) async throws(HubError) -> [UInt8]? {
            guard let file = revision.files.first(where: { $0.path.description == name }) else { return nil }
            guard file.size <= limit else {
                details.findings.append(
                    Finding(.configuration, file: name, reason: "the file has \(file.size) bytes, more than \(limit); it was not read"))
                return nil
            }
            do throws(HubError) {
                return try await hub.contents(of: file.path, at: revision.commit.revision, in: candidate.model, limit: limit)
            } catch {
                details.findings.append(try finding(error, file: name))
                return nil
            }
        }
        if let config = try await bytes("config.json", ConfigFacts.maximumSize) {
            do { papers.config = try ConfigFacts(parsing: config) } catch {
                details.findings.append(Finding(.configuration, file: "config.json", reason: "\(error)"))
            }
        }
        if let tokenizer = try await bytes("tokenizer_config.json", TokenizerFacts.maximumSize) {
            do { papers.tokenizer = try TokenizerFacts(parsing: tokenizer) } catch {
                details.findings.append(Finding(.configuration, file: "tokenizer_config.json", reason: "\(error)"))
            }
        }
        return papers
    }

    private func header(of file: FileClaim, at commit: CommitID, _ details: inout ModelDetails) async throws(HubError) -> WeightFacts? {
        let source = HubFile(hub: hub, file: file, commit: commit, model: candidate.model)
        do throws(ScanError) {
            return try await WeightScanner().facts(of: file.path.description, source)
        } catch {
            // What the hub said, in its own words; else the file is at fault.
            if let failure = await source.failure.value {
                details.findings.append(try weightFinding(failure, file: file.path.description))
            } else {
                details.findings.append(Finding(.weightHeader, file: file.path.description, reason: "\(error)"))
            }
            return nil
        }
    }

    /// Weights are often somewhere else than the rest, with an access of their own: that they can't be had says nothing of the hub.
    private func weightFinding(_ error: HubError, file: String) throws(HubError) -> Finding {
        guard error.cause == .unauthorized else { return try finding(error, file: file) }
        return Finding(.unreachable, file: file, reason: error.description)
    }

    /// Headers of all parts, added up; what one of them says of the model holds for it.
    private static func sum(_ parts: [WeightFacts], of count: Int) -> WeightFacts? {
        guard var sum = parts.first else { return nil }
        for part in parts.dropFirst() { sum = sum.adding(part) }
        if parts.count < count { sum.isWhole = false }
        return sum
    }

    private static func record(_ file: FileClaim, _ facts: WeightFacts?) -> WeightFileRecord? {
        guard let variant = FileVariant(file.path.description, bytes: file.size, facts: facts) else { return nil }
        return WeightFileRecord(
            path: file.path, bytes: file.size, format: variant.format, role: variant.role.rawValue, label: variant.label,
            bits: variant.bitsPerWeight, shard: variant.shard?.index, shards: variant.shard?.total, facts: facts.flatMap(json))
    }

    private static func json(_ facts: WeightFacts) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(facts)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A file of a hub, read by ranges.
private struct HubFile: ByteSource {
    let hub: any Hub
    let file: FileClaim
    let commit: CommitID
    let model: ModelID
    let failure = Failure()

    var size: Int64 { file.size }

    /// What went wrong at the hub, if it was the hub.
    actor Failure {
        private(set) var value: HubError?

        func note(_ error: HubError) { value = error }
    }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        do throws(HubError) {
            return try await hub.bytes(range, of: file.path, at: commit.revision, in: model)
        } catch {
            await failure.note(error)
            throw error
        }
    }
}
