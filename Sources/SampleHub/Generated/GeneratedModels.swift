import Foundation
import Vocabulary

/// Models that nobody made, for listings of any length. The same seed and count give the same bytes.
///
/// They are as the models of a real hub, in what was counted there (`HubFacts`) and in that the facets of each agree. They come in
/// one order only: by time of change, newest first; in a listing by that time the folder's models stand among them, in any
/// other one before them. They appear only in listings without search and filters. Each has a tree and small files; its large
/// files have sizes and digests, but can't be fetched, and its commit id is made up.
struct GeneratedModels: Sendable {
    let count: Int
    private let maker: ModelMaker
    private let writer: ModelWriter

    init(count: Int, seed: UInt64) {
        self.count = max(0, count)
        maker = ModelMaker(count: max(0, count), seed: seed)
        writer = ModelWriter(maker: maker)
    }

    // MARK: - Listing

    /// Whether a listing with this query has generated models.
    func answers(_ query: Query) -> Bool {
        count > 0 && !["search", "author", "filter", "pipeline_tag", "gated", "apps", "num_parameters"].contains { query.first($0) != nil }
    }

    /// The query of the first page of generated models.
    func firstPage(_ query: Query) -> String { next(query, from: 0) }

    /// The page that a cursor of ours stands for; nil for any other cursor.
    func page(_ query: Query, maximum: Int) -> (bytes: [UInt8], next: String?)? {
        guard let cursor = query.first("cursor"), let data = Data(base64Encoded: cursor) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard text.hasPrefix("generated:"), let start = Int(text.dropFirst(10)), (0..<max(1, count)).contains(start) else { return nil }
        let limit = max(1, min(query.first("limit").flatMap { Int($0) } ?? maximum, maximum))
        let end = min(count, start + limit)
        var page = GeneratedPage(self, query, count: end - start)
        for index in start..<end { page.append(index) }
        return (page.finish(), end < count ? next(query, from: end) : nil)
    }

    /// Milliseconds since 1970 at which that model of the listing was last changed; falls as `index` rises.
    func changed(_ index: Int) -> Int64 { maker.changed(index) }

    fileprivate func write(_ index: Int, _ fields: [ModelWriter.Field], to out: inout PageBytes) {
        writer.write(maker.model(rank: maker.rank(ofIndex: index)), fields, to: &out)
    }

    private func next(_ query: Query, from index: Int) -> String {
        let rest = query.encoded(without: "cursor")
        return (rest.isEmpty ? "" : rest + "&") + "cursor=" + Percent.encode(Data("generated:\(index)".utf8).base64EncodedString())
    }

    fileprivate static func fields(_ query: Query) -> [ModelWriter.Field] {
        let expand = query.all("expand")
        var names = Set(expand)
        if expand.isEmpty {
            names = ModelDocument.listed.union(query.flag("full") ? ModelDocument.full : [])
                .union(["cardData", "config"].filter { query.flag($0) })
        }
        return ModelWriter.Field.allCases.filter { names.contains($0.rawValue) }
    }

    // MARK: - One model

    /// The model of that name, with its small files.
    func repository(_ id: String) -> SampleRepository? {
        guard id.utf8.count <= 200, count > 0 else { return nil }
        for index in CoinedWord.numbers(in: id) where index < count {
            let model = maker.model(rank: maker.rank(ofIndex: index))
            var name = PageBytes()
            maker.writeID(of: model, to: &name)
            if name.bytes.elementsEqual(id.utf8) { return repository(id, model) }
        }
        return nil
    }

    private func repository(_ id: String, _ model: GeneratedModel) -> SampleRepository? {
        var entry = PageBytes(capacity: 4_000)
        writer.write(model, ModelWriter.Field.allCases, to: &entry)
        // JSON is YAML, so the reader of cards reads entries too.
        guard let facts = CardData.value(entry.bytes) else { return nil }
        var commit = PageBytes()
        ModelWriter.writeCommit(of: model, to: &commit)
        var metadata = RepositoryMetadata()
        metadata.createdAt = Timestamp(milliseconds: model.created)
        metadata.lastModified = Timestamp(milliseconds: model.changed)
        metadata.downloads = Int64(model.downloads)
        metadata.downloadsAllTime = Int64(model.downloads * 17)
        metadata.likes = Int64(model.likes)
        metadata.trendingScore = Int64(model.likes / 50)
        metadata.gate = facts["gated"]?.text.flatMap(Gate.init(rawValue:)) ?? .open
        let files = GeneratedFiles(maker: maker, writer: writer, model: model).all(id, card: facts["cardData"])
        var repository = try? SampleRepository(
            id: id, metadata: metadata, files: ["main": files], commit: CommitID(String(decoding: commit.bytes, as: UTF8.self)))
        repository?.facts = CardFacts(
            cardData: facts["cardData"], config: facts["config"], safetensors: facts["safetensors"], tags: facts["tags"]?.texts ?? [],
            task: facts["pipeline_tag"]?.text, library: facts["library_name"]?.text)
        return repository
    }
}

/// A page of a listing while it is written.
struct GeneratedPage {
    private let models: GeneratedModels
    private let fields: [ModelWriter.Field]
    private var out: PageBytes

    /// `count` entries at most.
    init(_ models: GeneratedModels, _ query: Query, count: Int) {
        self.models = models
        fields = GeneratedModels.fields(query)
        out = PageBytes(capacity: 2_000 * count + 2)
        out += "["
    }

    /// A generated model, by its place.
    mutating func append(_ index: Int) {
        models.write(index, fields, to: &out)
        out += ","
    }

    /// An entry that is rendered already.
    mutating func append(_ entry: [UInt8]) {
        out += entry
        out += ","
    }

    /// The page; nothing can be added after.
    mutating func finish() -> [UInt8] {
        if out.bytes.count > 1 { out.dropLast() }
        out += "]"
        return out.bytes
    }
}
