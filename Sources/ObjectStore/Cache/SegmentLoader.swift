internal import Blobs
internal import Dispatch
internal import Foundation
internal import Transport
internal import Vocabulary

/// Leaves of blobs from the cache or the store, each compared with its tree before it is handed out. All calls block.
///
/// A segment that several readers want at once is fetched once.
///
/// When the store was not reached, no other reader asks it for a moment: all of them waiting would hold up those whose bytes are here.
final class SegmentLoader: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private struct Key: Hashable {
        let digest: Digest
        let segment: Int
    }

    private let client: S3Client
    let cache: LeafCache
    let steps = StepQueue()
    private let lock = NSLock()
    private var flights: [Key: Box<Result<[UInt8], BlobError>>] = [:]
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

    /// The bytes of a leaf. Throws `.damaged` where the store's are not the blob's.
    func leaf(_ leaf: Int, of digest: Digest, _ tree: HashTree) throws(BlobError) -> [UInt8] {
        if let bytes = cached(leaf, digest, tree) { return bytes }
        let (segment, place) = leaf.quotientAndRemainder(dividingBy: LeafCache.segmentLeaves)
        let bytes = try load(segment, wanting: leaf, digest, tree)
        let start = place * Int(HashTree.leafSize)
        return Array(bytes[start..<start + tree.range(of: leaf).count])
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
            // A reader may have brought it since.
            if !cache.holds(digest, segment: segment) { _ = try? load(segment, wanting: nil, digest, tree) }
            lock.withLock { ahead -= 1 }
        }
    }

    private static func range(_ segment: Int, _ tree: HashTree) -> Range<Int64> {
        let start = min(tree.size, Int64(segment) * LeafCache.segmentSize)
        return start..<min(tree.size, start + LeafCache.segmentSize)
    }

    /// A leaf that is held and right. One that is wrong goes, with its segment.
    private func cached(_ leaf: Int, _ digest: Digest, _ tree: HashTree) -> [UInt8]? {
        let (segment, place) = leaf.quotientAndRemainder(dividingBy: LeafCache.segmentLeaves)
        guard
            let bytes = cache.read(
                digest, segment: segment, at: Int64(place) * HashTree.leafSize, count: tree.range(of: leaf).count)
        else { return nil }
        if bytes.withUnsafeBytes({ tree.matches($0, leaf: leaf) }) { return bytes }
        cache.drop(digest, segment: segment)
        return nil
    }

    private func load(_ segment: Int, wanting leaf: Int?, _ digest: Digest, _ tree: HashTree) throws(BlobError) -> [UInt8] {
        let key = Key(digest: digest, segment: segment)
        let (flight, isOurs) = lock.withLock {
            if let flight = flights[key] { return (flight, false) }
            let flight = Box<Result<[UInt8], BlobError>>()
            flights[key] = flight
            return (flight, true)
        }
        guard isOurs else { return try flight.value().get() }
        // Another may have fetched it between our look into the cache and now.
        let result = kept(segment, leaf, digest, tree).map { .success($0) } ?? fetch(segment, digest, tree)
        if case .success(let bytes) = result, !cache.holds(digest, segment: segment) { cache.keep(bytes, of: digest, segment: segment) }
        lock.withLock { flights[key] = nil }
        flight.fill(result)
        return try result.get()
    }

    /// The whole segment from the cache, where the leaf that is wanted is right.
    private func kept(_ segment: Int, _ leaf: Int?, _ digest: Digest, _ tree: HashTree) -> [UInt8]? {
        guard let leaf, cached(leaf, digest, tree) != nil else { return nil }
        return cache.read(digest, segment: segment, at: 0, count: Self.range(segment, tree).count)
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
