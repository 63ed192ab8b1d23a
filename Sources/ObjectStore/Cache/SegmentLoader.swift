internal import Blobs
internal import Dispatch
internal import Foundation
internal import Transport
internal import Vocabulary

/// Parts of blobs from the cache or the store, each leaf compared with its tree before it is handed out. All calls block.
///
/// A segment that several readers want at once is fetched once.
///
/// When the store was not reached, no other reader asks it for a moment: all of them waiting would hold up those whose bytes are here.
final class SegmentLoader: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private struct Key: Hashable {
        let digest: Digest
        let segment: Int
    }

    /// Bytes that are right.
    enum Part {
        case file(CachedSegment, Range<Int64>)
        /// A leaf that the cache could not keep.
        case bytes([UInt8], at: Int64)
    }

    private let client: S3Client
    let cache: LeafCache
    private let compared = ComparedLeaves()
    let steps = StepQueue()
    private let lock = NSLock()
    private var flights: [Key: Box<Result<[UInt8]?, BlobError>>] = [:]
    /// The last time that the store was not reached.
    private var outage: (since: ContinuousClock.Instant, error: BlobError)?
    private static let pause = Duration.seconds(2)
    /// Segments that are fetched before they are asked for.
    private var ahead = 0
    private static let mostAhead = 8
    private let queue = DispatchQueue(label: "weighbridge.object-store.ahead", attributes: .concurrent)
    /// The clock by which a pause ends.
    private let clock: @Sendable () -> ContinuousClock.Instant

    init(client: S3Client, cache: LeafCache, clock: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.client = client
        self.cache = cache
        self.clock = clock
    }

    /// The first bytes of a range, which is not empty and in the blob. Throws `.damaged` where the store's are not the blob's.
    func part(_ range: Range<Int64>, of digest: Digest, _ tree: HashTree) throws(BlobError) -> Part {
        let segment = Int(range.lowerBound / LeafCache.segmentSize)
        let bounds = Self.range(segment, tree)
        func inMemory(_ bytes: [UInt8]) -> Part {
            let leaf = tree.range(of: tree.leaves(in: range).lowerBound)
            return .bytes(
                Array(bytes[Int(leaf.lowerBound - bounds.lowerBound)..<Int(leaf.upperBound - bounds.lowerBound)]), at: leaf.lowerBound)
        }
        // Another may have brought it into the cache, and a third removed it again: not for ever.
        for _ in 0..<3 {
            if let part = try cached(range.clamped(to: bounds), segment, digest, tree) { return part }
            guard let bytes = try load(segment, digest, tree) else { continue }
            return try cached(range.clamped(to: bounds), segment, digest, tree) ?? inMemory(bytes)
        }
        return inMemory(try fetch(segment, digest, tree).get())
    }

    /// Begins to fetch a segment that will be wanted soon. Does not block, and tells of no failure.
    func prepare(_ segment: Int, of digest: Digest, _ tree: HashTree) {
        guard !Self.range(segment, tree).isEmpty, !cache.holds(digest, segment: segment) else { return }
        let mayBegin = lock.withLock {
            guard ahead < Self.mostAhead, flights[Key(digest: digest, segment: segment)] == nil else { return false }
            ahead += 1
            return true
        }
        guard mayBegin else { return }
        queue.async { [self] in
            _ = try? load(segment, digest, tree)
            lock.withLock { ahead -= 1 }
        }
    }

    private static func range(_ segment: Int, _ tree: HashTree) -> Range<Int64> {
        let start = min(tree.size, Int64(segment) * LeafCache.segmentSize)
        return start..<min(tree.size, start + LeafCache.segmentSize)
    }

    /// A range of a segment that is held and right. A segment with a leaf that is wrong goes.
    private func cached(_ range: Range<Int64>, _ segment: Int, _ digest: Digest, _ tree: HashTree) throws(BlobError) -> Part? {
        guard let held = try cache.opened(digest, segment: segment) else { return nil }
        let bounds = Self.range(segment, tree)
        do throws(BlobError) {
            let generation = try held.file.generation()
            if generation.size == Int64(bounds.count),
                try compared.firstWrong(in: range, of: digest, tree, held.file, generation, holding: bounds) == nil
            {
                return .file(held, range.lowerBound - bounds.lowerBound..<range.upperBound - bounds.lowerBound)
            }
        } catch {
            // What can't be read is fetched again.
        }
        cache.drop(held, of: digest, segment: segment)
        return nil
    }

    /// Fetches a segment and gives it to the cache. nil: it is in the cache.
    private func load(_ segment: Int, _ digest: Digest, _ tree: HashTree) throws(BlobError) -> [UInt8]? {
        let key = Key(digest: digest, segment: segment)
        let (flight, isOurs) = lock.withLock {
            if let flight = flights[key] { return (flight, false) }
            let flight = Box<Result<[UInt8]?, BlobError>>()
            flights[key] = flight
            return (flight, true)
        }
        guard isOurs else { return try flight.value().get() }
        // Another may have fetched it between our look into the cache and now.
        let isHeld = cache.holds(digest, segment: segment)
        let result: Result<[UInt8]?, BlobError> = isHeld ? .success(nil) : fetch(segment, digest, tree).map { $0 }
        if case .success(let bytes?) = result { cache.keep(bytes, of: digest, segment: segment) }
        lock.withLock { flights[key] = nil }
        flight.fill(result)
        return try result.get()
    }

    private func fetch(_ segment: Int, _ digest: Digest, _ tree: HashTree) -> Result<[UInt8], BlobError> {
        let (client, range) = (client, Self.range(segment, tree))
        if let outage = lock.withLock({ outage }), clock() - outage.since < Self.pause { return .failure(outage.error) }
        let outcome = steps.wait { () async -> Result<[UInt8], S3Error> in
            do throws(S3Error) { return .success(try await client.get(S3Keys.blob(digest), range)) } catch { return .failure(error) }
        }
        switch outcome {
        case .failure(let error) where error.isMissing: return .failure(.missing(digest))
        case .failure(let error) where error.status == 416: return .failure(.damaged(digest, range))
        case .failure(let error):
            if case .transport(let cause) = error.cause, cause.cause == .unreachable || cause.cause == .stalled {
                lock.withLock { outage = (clock(), error.asBlobError) }
            }
            return .failure(error.asBlobError)
        case .success(let bytes):
            let wrong = bytes.withUnsafeBytes { buffer in
                tree.leaves(in: range).first { leaf in
                    let bounds = tree.range(of: leaf)
                    let (start, end) = (Int(bounds.lowerBound - range.lowerBound), Int(bounds.upperBound - range.lowerBound))
                    return !tree.matches(UnsafeRawBufferPointer(rebasing: buffer[start..<end]), leaf: leaf)
                }
            }
            if let wrong { return .failure(.damaged(digest, tree.range(of: wrong))) }
            return .success(bytes)
        }
    }
}
