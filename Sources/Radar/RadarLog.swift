public import Blobs
internal import Foundation
public import Vocabulary

/// The radar's notebook among a mirror's documents:
///
///     radar/state.json              what is open now, and what the next run compares with
///     radar/events-2026-11.json     what began and ended in a month
///
/// One run writes at a time; any number of readers. The state is written first and carries what the history does not have yet.
public struct RadarLog: Sendable {
    /// Why the notebook could not be read or written.
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case damaged(document: String, reason: String)
        case storage(BlobError)

        public var description: String {
            switch self {
            case .damaged(let document, let reason): "\(document) is damaged: \(reason)"
            case .storage(let error): error.description
            }
        }
    }

    private static let folder = "radar"
    private static let stateKey = "radar/state.json"
    private static let longest = 128 << 20
    /// Records a month keeps, the newest ones.
    static let mostRecords = 20_000
    /// Months that are kept.
    static let mostMonths = 24

    private let documents: any DocumentStore

    public init(_ documents: any DocumentStore) { self.documents = documents }

    /// A state never written is an empty one.
    public func state() async throws(Fault) -> RadarState {
        guard let state: RadarState = try await read(Self.stateKey) else { return RadarState() }
        guard state.schema == RadarState.currentSchema else {
            throw .damaged(document: Self.stateKey, reason: "schema \(state.schema) is not known here")
        }
        return state
    }

    /// Changes whenever the state does; nil: the radar never ran.
    public func version() async throws(Fault) -> String? {
        do throws(BlobError) { return try await documents.version(of: Self.stateKey) } catch { throw .storage(error) }
    }

    /// The newest records, newest first, none older than `since`.
    public func history(since: Timestamp? = nil, limit: Int = 1_000) async throws(Fault) -> [RadarRecord] {
        var all = try await state().pending
        var known = Set(all.map(\.name))
        for month in try await months().reversed() where all.count < limit {
            if let since, month < Self.month(of: since) { break }
            let records: [RadarRecord] = try await read("\(Self.folder)/\(month)") ?? []
            all += records.filter { known.insert($0.name).inserted }
        }
        let wanted = all.filter { record in since.map { record.at >= $0 } ?? true }
        return Array(wanted.sorted { ($0.at, $0.name) > ($1.at, $1.name) }.prefix(limit))
    }

    /// Keeps the outcome of a run: the state, and in the history what began and ended.
    public func save(_ state: RadarState, _ records: [RadarRecord]) async throws(Fault) {
        // What a killed run left comes first: this state's records take its place.
        try await append(try await self.state().pending)
        var state = state
        state.pending = records
        try await write(state, to: Self.stateKey)
        try await append(records)
    }

    private func append(_ records: [RadarRecord]) async throws(Fault) {
        guard !records.isEmpty else { return }
        for (month, added) in Dictionary(grouping: records, by: { Self.month(of: $0.at) }).sorted(by: { $0.key < $1.key }) {
            let key = "\(Self.folder)/\(month)"
            let held: [RadarRecord] = try await read(key) ?? []
            let known = Set(held.map(\.name))
            let new = added.filter { !known.contains($0.name) }
            guard !new.isEmpty else { continue }
            try await write((held + new).suffix(Self.mostRecords), to: key)
        }
        for month in try await months().dropLast(Self.mostMonths) {
            do throws(BlobError) { try await documents.remove("\(Self.folder)/\(month)") } catch { throw .storage(error) }
        }
    }

    /// Names of the history's documents, the oldest first.
    private func months() async throws(Fault) -> [String] {
        do throws(BlobError) {
            return try await documents.names(in: Self.folder).filter { $0.hasPrefix("events-") && $0.hasSuffix(".json") }
        } catch {
            throw .storage(error)
        }
    }

    private static func month(of time: Timestamp) -> String { "events-\(time.description.prefix(7)).json" }

    private func read<Value: Decodable>(_ key: String) async throws(Fault) -> Value? {
        let bytes: [UInt8]?
        do throws(BlobError) { bytes = try await documents.read(key, limit: Self.longest) } catch { throw .storage(error) }
        guard let bytes else { return nil }
        do { return try JSONDecoder().decode(Value.self, from: Data(bytes)) } catch {
            throw .damaged(document: key, reason: "it is not what was written: \(error)")
        }
    }

    private func write(_ value: some Encodable, to key: String) async throws(Fault) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value), data.count <= Self.longest else {
            throw .damaged(document: key, reason: "it would be larger than \(Self.longest) bytes")
        }
        do throws(BlobError) { try await documents.write(key, Array(data)) } catch { throw .storage(error) }
    }
}
