public import Blobs
internal import Scanning
public import Shelves
public import Vocabulary

/// Looks into held files before they are published, and holds back or refuses what its policy says.
///
/// A verdict is kept by bytes and kind of name, and asked for anew when the scanner changes. What is to be held back is in the quarantine
/// before the revision is published, and long enough before for running servers to know.
public struct ScanGate: Sendable {
    /// Files of one revision that are asked for at the same time: kept verdicts are read while others are found.
    private static let ahead = 8

    private let blobs: any BlobStore
    private let records: ScanRecords
    private let quarantine: QuarantineStore
    private let lanes: ScanLanes
    private let settling: Duration
    private let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - documents: where verdicts are kept.
    ///   - lanes: files that are looked into at the same time, over all revisions.
    ///   - settling: waited after something new was held back.
    public init(
        blobs: any BlobStore, documents: any DocumentStore, quarantine: QuarantineStore, lanes: Int = 2,
        settling: Duration = QuarantineStore.settling, now: @escaping @Sendable () -> Timestamp
    ) {
        self.blobs = blobs
        records = ScanRecords(documents)
        self.quarantine = quarantine
        self.lanes = ScanLanes(count: lanes)
        self.settling = settling
        self.now = now
    }

    /// The verdict on a held file, as it is kept or found now; nil: the task was cancelled.
    public func verdict(on blob: Digest, at path: RepoPath) async -> GateVerdict? {
        let kind = NameKind(of: path.description)
        do throws(BlobError) {
            guard try await blobs.size(of: blob) != nil else { throw .missing(blob) }
        } catch {
            return .unscannable(reason: error.description)
        }
        if let known = await records.record(of: blob).scan(kind) { return .scanned(known) }
        let blobs = blobs
        let verdict = await lanes.run { () async -> GateVerdict in
            do {
                return .scanned(try await FileScanner().scan(path.description, HeldBlobSource(try await blobs.reader(of: blob))))
            } catch {
                return .unscannable(reason: "\(error)")
            }
        }
        if Task.isCancelled { return nil }
        // A verdict that can't be kept costs the next look a scan, and nothing else.
        if case .scanned(let scan) = verdict { try? await records.keep(scan, of: blob, kind, at: now()) }
        return verdict
    }

    /// Looks into the held files of a revision. Those to be held back are in the quarantine when this returns; where the report has refusals,
    /// the revision is not to be published. What somebody released passes.
    public func pass(_ files: [ManifestFile], of model: ModelID, _ policy: ScanPolicy) async throws(MirrorError) -> GateReport {
        let before = try await reading { () async throws(ShelfError) in try await quarantine.read() }
        var report = GateReport()
        report.files = try await verdicts(on: files)
        var found: [QuarantineItem] = []
        for file in report.files {
            switch file.isReleased(in: before) ? .serve : policy.action(on: file.verdict) {
            case .serve: break
            case .quarantine:
                found.append(
                    QuarantineItem(
                        blob: file.blob, kind: file.kind.description, file: "\(model) \(file.path)", reasons: file.verdict.reasons,
                        at: now()))
            case .refuse: report.refusals.append(.refusedByScan(model, file.path, reasons: file.verdict.reasons))
            }
        }
        let (earlier, after) = (before.heldBack, try await hold(found, before))
        for file in report.files {
            guard let item = after[file.blob] else { continue }
            report.heldBack.append(
                GateReport.HeldBack(path: file.path, blob: file.blob, reason: item.reasons.first ?? "", isNew: earlier[file.blob] == nil))
        }
        return report
    }

    /// What is held back when the findings are noted.
    private func hold(_ found: [QuarantineItem], _ before: Quarantine) async throws(MirrorError) -> [Digest: QuarantineItem] {
        guard found.contains(where: { isFresh(before.item(of: $0.blob, kind: $0.kind)) }) else { return before.heldBack }
        let after = try await reading { () async throws(ShelfError) in
            try await quarantine.change { all in
                for item in found { all.note(item) }
                return all.heldBack
            }
        }
        // A server must not see the revision before it knows what of it is held back.
        do { try await Task.sleep(for: settling) } catch { throw .cancelled }
        return after
    }

    /// New, or so recent that a sync which was killed since may not have waited.
    private func isFresh(_ item: QuarantineItem?) -> Bool {
        guard let item else { return true }
        let age = Duration.milliseconds(now().milliseconds - item.at.milliseconds)
        return item.release == nil && age >= .zero && age < settling
    }

    /// The verdicts on the held files among these, in their order. Equal bytes under names of one kind are looked into once. Throws only
    /// where the task is cancelled.
    public func verdicts(on files: [ManifestFile]) async throws(MirrorError) -> [JudgedFile] {
        var numbers: [JudgedFile.Subject: Int] = [:]
        var first: [(blob: Digest, path: RepoPath)] = []
        for file in files {
            guard let blob = file.blob else { continue }
            let subject = JudgedFile.Subject(blob: blob, kind: NameKind(of: file.path.description))
            guard numbers.updateValue(numbers[subject] ?? first.count, forKey: subject) == nil else { continue }
            first.append((blob, file.path))
        }
        let subjects = first
        var known = [GateVerdict?](repeating: nil, count: subjects.count)
        await withTaskGroup(of: (Int, GateVerdict?).self) { group in
            var next = 0
            func begin() {
                guard next < subjects.count, !Task.isCancelled else { return }
                let number = next
                next += 1
                group.addTask { (number, await verdict(on: subjects[number].blob, at: subjects[number].path)) }
            }
            for _ in 0..<Self.ahead { begin() }
            for await (number, verdict) in group {
                known[number] = verdict
                begin()
            }
        }
        var judged: [JudgedFile] = []
        for file in files {
            guard let blob = file.blob else { continue }
            let kind = NameKind(of: file.path.description)
            guard let number = numbers[JudgedFile.Subject(blob: blob, kind: kind)], let verdict = known[number] else { throw .cancelled }
            judged.append(JudgedFile(path: file.path, blob: blob, kind: kind, verdict: verdict))
        }
        return judged
    }

    private func reading<Value>(_ work: () async throws(ShelfError) -> Value) async throws(MirrorError) -> Value {
        do throws(ShelfError) { return try await work() } catch { throw .shelf(error) }
    }
}
