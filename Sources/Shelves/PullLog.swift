internal import Blobs
internal import Dispatch
internal import Foundation
public import Vocabulary

/// When which model was last pulled, as far as servers on this mirror have noticed.
///
///     <folder>/log        a line for each pull: seconds since 1970, commit, model; only ever appended to
///     <folder>/summary    the last pull of each model, in the same form; made from logs by `compact`
///
/// A model is noted at most once a minute and process; lines are written a moment later, in batches, by a queue of its own. What can't be
/// written is dropped: serving is never disturbed. A torn line is passed over.
public final class PullLog: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// The last pull of a model.
    public struct Pull: Hashable, Sendable {
        public let commit: CommitID
        public let at: Timestamp
    }

    /// Models whose last note is remembered, and that wait to be written.
    private static let limit = 20_000
    /// Bytes of a log that are read.
    private static let readLimit = 256 << 20
    /// A log larger than this is compacted by whoever writes next.
    private static let compactFrom: Int64 = 8 << 20

    private let folder: String
    private let now: @Sendable () -> Timestamp
    private let delay: DispatchTimeInterval
    private let queue = DispatchQueue(label: "weighbridge.pulls")
    private let lock = NSLock()
    private var noted: [ModelID: Timestamp] = [:]
    private var pending: [ModelID: Pull] = [:]
    private var isScheduled = false

    /// Nothing is created before the first pull.
    public convenience init(folder: String, now: @escaping @Sendable () -> Timestamp) {
        self.init(folder: folder, delay: .seconds(2), now: now)
    }

    init(folder: String, delay: DispatchTimeInterval, now: @escaping @Sendable () -> Timestamp) {
        self.folder = folder
        self.delay = delay
        self.now = now
    }

    /// Notes a pull. Quick: writes nothing itself.
    public func note(_ model: ModelID, _ commit: CommitID) {
        let time = now()
        let mustSchedule = lock.withLock { () -> Bool in
            // A clock that was set back must not silence a model until it has caught up.
            if let last = noted[model], (0..<60_000).contains(time.milliseconds - last.milliseconds) { return false }
            guard pending.count < Self.limit else { return false }
            if noted.count >= Self.limit { noted = [:] }
            noted[model] = time
            pending[model] = Pull(commit: commit, at: time)
            defer { isScheduled = true }
            return !isScheduled
        }
        if mustSchedule { queue.asyncAfter(deadline: .now() + delay) { [weak self] in self?.write() } }
    }

    /// Writes what waits, now; for the end of a server.
    public func flush() { queue.sync { write() } }

    private func write() {
        let batch = lock.withLock {
            isScheduled = false
            defer { pending = [:] }
            return pending
        }
        guard !batch.isEmpty else { return }
        let lines = batch.map { Self.line($0.key, $0.value) }.joined()
        try? AtomicFile.createFolder(folder)
        // Begins with a line end where the last writer was cut off: an empty line costs nothing.
        try? AtomicFile.append(Array(("\n" + lines).utf8), to: "\(folder)/log")
        var info = stat()
        if stat("\(folder)/log", &info) == 0, Int64(info.st_size) > Self.compactFrom { try? compact() }
    }

    /// The last pull of each model that was ever noted.
    public func lastPulls() throws(ShelfError) -> [ModelID: Pull] {
        do throws(BlobError) {
            var pulls: [ModelID: Pull] = [:]
            for name in try AtomicFile.names(in: folder) where name == "summary" || name.hasPrefix("log") {
                Self.read(try AtomicFile.read("\(folder)/\(name)", limit: Self.readLimit) ?? [], into: &pulls)
            }
            return pulls
        } catch {
            throw .storage(error)
        }
    }

    /// Makes logs into one line for each model. Killed at any moment, nothing is lost: lines may be there twice for a while.
    public func compact() throws(ShelfError) {
        do throws(BlobError) {
            guard let lock = try FileLock("\(folder)/.lock") else { return }
            defer { lock.release() }
            // Aside first: a server that opened the log before goes on writing to what is read only next time.
            let aside = "\(folder)/log.old"
            let leftOver = try AtomicFile.read(aside, limit: Self.readLimit)
            if leftOver == nil { guard rename("\(folder)/log", aside) == 0 else { return } }
            var pulls: [ModelID: Pull] = [:]
            for name in ["summary", "log.old"] {
                Self.read(try AtomicFile.read("\(folder)/\(name)", limit: Self.readLimit) ?? [], into: &pulls)
            }
            let text = pulls.map { Self.line($0.key, $0.value) }.sorted().joined()
            try AtomicFile.write(Array(text.utf8), to: "\(folder)/summary")
            unlink(aside)
        } catch {
            throw .storage(error)
        }
    }

    private static func line(_ model: ModelID, _ pull: Pull) -> String {
        "\(pull.at.milliseconds / 1_000) \(pull.commit) \(model)\n"
    }

    private static func read(_ bytes: [UInt8], into pulls: inout [ModelID: Pull]) {
        for line in bytes.split(separator: 0x0A) {
            let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 3, let seconds = Int64(words[0]), abs(seconds) < 1 << 40, let commit = CommitID(words[1]),
                let model = ModelID(words[2])
            else { continue }
            let at = Timestamp(milliseconds: seconds * 1_000)
            if let known = pulls[model], known.at >= at { continue }
            pulls[model] = Pull(commit: commit, at: at)
        }
    }
}
