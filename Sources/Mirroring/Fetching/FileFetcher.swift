internal import Blobs
import HTTPTypes
internal import Hubs
internal import Transport
internal import Vocabulary

/// Brings one file's bytes into the store: in parts, several at a time, each going on where it broke off.
struct FileFetcher: Sendable {
    let source: MirrorSource
    let blobs: DiskBlobStore
    let slots: Slots
    let desk: ContentDesk
    let meter: BandwidthMeter
    /// Waits before the n-th try (from 1) of a part that made no progress.
    let pause: @Sendable (_ attempt: Int) async throws -> Void
    let received: @Sendable (Int) -> Void
    /// Stands between the fetch and each session that it opens.
    var watch: @Sendable (any BlobIngest) -> any BlobIngest = { $0 }

    /// Tries of a part without a single new byte before the file is given up.
    static let patience = 6
    /// Tries of a part in all: a server that gives a byte at a time is given up too.
    static let endurance = 100
    /// Parts that are asked for as one where a file has one connection: each request costs a round trip.
    static let joined: Int64 = 4
    /// How long another process may take over the same content before it is given up: it is looked at twice a second.
    static let longestWait = 1_200

    /// The digest under which the file is held now, or why it is not.
    func outcome(of file: FileClaim, at commit: CommitID, of model: ModelID) async -> Result<Digest, MirrorError> {
        do {
            return .success(try await fetch(file, at: commit, of: model))
        } catch {
            return .failure(MirrorError(error, model, file.path))
        }
    }

    /// The digest under which the file is held now. Bytes that do not verify are fetched once more from the beginning: a proxy or
    /// a cable may be at fault; then they are the hub's fault, and it is an error.
    private func fetch(_ file: FileClaim, at commit: CommitID, of model: ModelID) async throws -> Digest {
        try await desk.with(file.content) {
            do {
                return try await alone(file, at: commit, of: model)
            } catch BlobError.mismatch {
                return try await alone(file, at: commit, of: model)
            }
        }
    }

    /// Waits while another process, a server that fetches for a client, takes the same content in.
    private func alone(_ file: FileClaim, at commit: CommitID, of model: ModelID) async throws -> Digest {
        for _ in 0..<Self.longestWait {
            do {
                return try await attempt(file, at: commit, of: model)
            } catch BlobError.busy {
                try await Task.sleep(for: .milliseconds(500))
            }
        }
        return try await attempt(file, at: commit, of: model)
    }

    private func attempt(_ file: FileClaim, at commit: CommitID, of model: ModelID) async throws -> Digest {
        await slots.beginFile()
        do {
            let digest = try await take(file, at: commit, of: model)
            await slots.endFile()
            return digest
        } catch {
            await slots.endFile()
            throw error
        }
    }

    private func take(_ file: FileClaim, at commit: CommitID, of model: ModelID) async throws -> Digest {
        let ingest = watch(try await blobs.ingest(file.content, size: file.size))
        do {
            let address = FileAddress(file, at: commit, of: model, from: source.hub)
            do {
                try await fetchParts(ingest, file, address)
            } catch SegmentFault.rangesIgnored {
                try await fetchPart(0..<file.size, isWhole: true, ingest, file, address)
            }
            return try await ingest.commit()
        } catch {
            ingest.suspend()
            throw error
        }
    }

    private func fetchParts(_ ingest: any BlobIngest, _ file: FileClaim, _ address: FileAddress) async throws {
        let unit = await slots.lanes > 1 ? ingest.partSize : ingest.partSize * Self.joined
        var parts = Self.parts(ingest.missing, size: unit)[...]
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            while true {
                // Asked again at each part: as other files come to their end, this one gets their connections.
                let lanes = await slots.lanes
                while running < lanes, let part = parts.popFirst() {
                    group.addTask { try await fetchPart(part, isWhole: false, ingest, file, address) }
                    running += 1
                }
                guard running > 0 else { return }
                try await group.next()
                running -= 1
            }
        }
    }

    /// One part, to its end. A whole file without ranges starts over at each try.
    private func fetchPart(
        _ part: Range<Int64>, isWhole: Bool, _ ingest: any BlobIngest, _ file: FileClaim, _ address: FileAddress
    ) async throws {
        var start = part.lowerBound
        var failures = 0
        var tries = 0
        while start < part.upperBound {
            try Task.checkCancellation()
            let end = isWhole ? part.upperBound : min(part.upperBound, start + meter.portion(most: Int64(part.count)))
            let asked = start..<end
            try await meter.take(Int64(asked.count))
            let sink = SegmentSink(ingest, range: asked, of: file.size, isWhole: isWhole) { count in
                slots.note(bytes: count)
                received(count)
            }
            let failure = await slots.withFailure { try await transfer(sink, asked, isWhole, file, address) }
            sink.finish()
            if sink.isComplete {
                (start, failures) = (end, 0)
                continue
            }
            if let fatal = Self.fatal(failure) { throw fatal }
            if Self.isTooMuch(failure) { await slots.retreat() }
            failures = sink.offset > start && !isWhole ? 0 : failures + 1
            tries += 1
            guard failures < Self.patience, tries < Self.endurance else {
                throw failure ?? SegmentIncomplete(got: sink.offset - part.lowerBound, wanted: part.upperBound - part.lowerBound)
            }
            if !isWhole { start = sink.offset }
            try await pause(failures)
        }
    }

    private func transfer(
        _ sink: SegmentSink, _ range: Range<Int64>, _ isWhole: Bool, _ file: FileClaim, _ address: FileAddress
    ) async throws {
        let (location, number) = try await address.location()
        let asksRange = !isWhole && range != 0..<file.size
        let request = TransportRequest(.get, location.url, headers: location.headers, range: asksRange ? range : nil)
        let head = try await source.transport.download(request, into: sink)
        guard head.status.code == 200 || head.status.code == 206 else {
            // An expired address says so in one of these ways; the hub itself will say it if the file is really out of reach.
            await address.expire(number)
            throw SegmentFault.status(head.status.code)
        }
    }

    /// The hub, or what stands before it, asks for fewer requests.
    private static func isTooMuch(_ failure: (any Error)?) -> Bool {
        guard let fault = failure as? SegmentFault, case .status(let code) = fault else { return false }
        return code == 429 || code == 503
    }

    /// What trying again can't help.
    private static func fatal(_ failure: (any Error)?) -> (any Error)? {
        switch failure {
        case let error as HubError where ![.unavailable, .rateLimited, .malformed].contains(error.cause): return error
        case is CancellationError, is BlobError, is BandwidthMeter.Closed: return failure
        case let error as TransportError:
            if error.cause == .cancelled || error.cause == .untrusted { return error }
            if let fault = error.underlying as? SegmentFault, fault == .rangesIgnored { return fault }
            return error.underlying as? BlobError
        default: return nil
        }
    }

    /// Ranges cut at multiples of the part size.
    static func parts(_ missing: [Range<Int64>], size: Int64) -> [Range<Int64>] {
        missing.flatMap { range in
            var parts: [Range<Int64>] = []
            var start = range.lowerBound
            while start < range.upperBound {
                let end = min(range.upperBound, (start / size + 1) * size)
                parts.append(start..<end)
                start = end
            }
            return parts
        }
    }
}

/// A server ends its answers early, again and again.
struct SegmentIncomplete: Error, CustomStringConvertible {
    let got: Int64
    let wanted: Int64
    var description: String { "the server's answers end after \(got) of \(wanted) bytes" }
}

extension SegmentFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .rangesIgnored: "the server sends the whole file where a part was asked for"
        case .wrongRange(let stated): "the server sends another part than was asked for (Content-Range: \(stated))"
        case .tooLong: "the server sends more bytes than the file has"
        case .status(let code): "the server answers \(code)"
        }
    }
}
