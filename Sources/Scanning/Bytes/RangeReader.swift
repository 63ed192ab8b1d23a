/// One look into one file: keeps the budget, and the last piece that was read. Not shared between tasks.
final class RangeReader {
    /// For messages.
    let name: String
    let size: Int64
    let source: any ByteSource
    private var budget: ReadBudget
    private var window: [UInt8] = []
    private var start: Int64 = 0
    private var misses = 0
    private var steps = 0

    /// Bytes that are read at once where nothing better is known: a small header as a whole, and little beside a round trip.
    static let piece = 256 << 10
    /// A budget of more requests than this is one where they cost nothing.
    private static let fewRequests = 1_000
    private static let jumpPiece: Int64 = 4 << 10
    /// Bytes that are read at once in the long run.
    static let largestPiece: Int64 = 8 << 20
    /// Fields, opcodes, entries: what a file makes its reader do one by one. The largest known checkpoints have
    /// some 100,000; pickled dictionaries, ten million.
    static let stepLimit = 50_000_000

    init(name: String, source: any ByteSource, budget: ReadBudget) {
        self.name = name
        self.source = source
        size = max(0, source.size)
        self.budget = budget
    }

    /// Exactly `count` bytes at `offset`; at least as many as `ahead` are fetched if a request is needed, for they will be asked for
    /// next. The more often that happens, the larger the pieces, so that the requests of the budget go as far as its bytes do.
    func bytes(at offset: Int64, count: Int, ahead: Int = 0) async throws(ScanError) -> ArraySlice<UInt8> {
        guard offset >= 0, count >= 0, offset <= size, Int64(count) <= size - offset else {
            throw .truncated(file: name, reason: "\(count) bytes at \(offset) were to be read, and it has \(size)")
        }
        if offset < start || offset + Int64(count) > start + Int64(window.count) {
            let wanted = min(max(Int64(count), Int64(ahead), pieceToRead(at: offset)), size - offset)
            misses += 1
            window = try await fetch(offset, count: Int(max(Int64(count), min(wanted, budget.bytes))))
            start = offset
        }
        let first = Int(offset - start)
        return window[first..<(first + count)]
    }

    /// Up to `count` bytes at `offset`; fewer at the end of the file.
    func upTo(_ count: Int, at offset: Int64) async throws(ScanError) -> ArraySlice<UInt8> {
        guard offset < size else { return [] }
        return try await bytes(at: offset, count: Int(min(Int64(count), size - offset)), ahead: count)
    }

    /// Where requests are few, each takes its share of the bytes, up to a bound that grows. Where they cost nothing, only reading on takes
    /// more at once: who jumps over tensors jumps again.
    private func pieceToRead(at offset: Int64) -> Int64 {
        let isCheap = budget.requests > Self.fewRequests
        let isJump = !window.isEmpty && (offset < start || offset > start + Int64(window.count))
        if isCheap, isJump { return Self.jumpPiece }
        let grown = min(Int64(isCheap ? Self.piece / 4 : Self.piece) << Int64(2 * min(misses, 4)), Self.largestPiece)
        return min(grown, max(Int64(Self.piece), budget.bytes / Int64(max(1, budget.requests))))
    }

    /// Counts what was done, so that no file keeps its reader busy for ever.
    func step() throws(ScanError) {
        steps += 1
        guard steps <= Self.stepLimit else { throw .tooMuch(file: name, reason: "it has more than \(Self.stepLimit) parts") }
    }

    /// One request, which the budget must allow.
    func fetch(_ offset: Int64, count: Int) async throws(ScanError) -> [UInt8] {
        guard !Task.isCancelled else { throw .cancelled(file: name) }
        guard budget.requests > 0 else { throw .overBudget(file: name, reason: "the header takes more requests than are allowed") }
        guard Int64(count) <= budget.bytes else {
            throw .overBudget(file: name, reason: "the next \(count) bytes are more than are allowed")
        }
        budget.requests -= 1
        budget.bytes -= Int64(count)
        let read: [UInt8]
        do {
            read = try await source.read(offset..<(offset + Int64(count)))
        } catch let error as ScanError {
            throw error
        } catch is CancellationError {
            throw .cancelled(file: name)
        } catch {
            throw .unreadable(file: name, reason: String("\(error)".prefix(500)))
        }
        guard read.count == count else {
            throw .unreadable(file: name, reason: "\(read.count) bytes came where \(count) were asked for at \(offset)")
        }
        return read
    }

    /// Reads a header whose length only shows while it is parsed: `parse` sees the first bytes, and again more of them each time it
    /// says how many it needs. Fetched pieces grow fourfold, from 4 MiB on twofold, so that the requests stay few and parsing anew costs about as much
    /// again.
    func growing<Value>(
        upTo limit: Int, _ parse: ([UInt8]) throws(HeaderFault) -> Value
    ) async throws(ScanError) -> Value {
        // What was read to tell the format is not read again.
        if window.isEmpty || start != 0 { _ = try await bytes(at: 0, count: Int(min(Int64(Self.piece), size))) }
        var bytes = window
        while true {
            do throws(HeaderFault) {
                return try parse(bytes)
            } catch .needs(let count) where count > bytes.count && Int64(count) <= size {
                guard count <= limit else { throw .tooMuch(file: name, reason: "its header has more than \(limit) bytes") }
                let target = Int(min(size, Int64(limit), max(Int64(count), Int64(bytes.count) * (bytes.count < 4 << 20 ? 4 : 2))))
                bytes += try await fetch(Int64(bytes.count), count: target - bytes.count)
            } catch {
                throw error.error(in: name)
            }
        }
    }
}
