/// Runs a machine over the pickles in a range of a file, by pieces: what they fetch by name, however large they are.
struct PickleScan {
    let reader: RangeReader
    let range: Range<Int64>
    private(set) var position: Int64
    private var machine = PickleMachine()
    private var buffer: [UInt8] = []
    private var bufferStart: Int64 = 0
    private var depth = 0

    /// Bytes that are decoded at once.
    private static let piece = 1 << 16
    /// Arrays of objects in arrays of objects.
    private static let depthLimit = 8

    /// What is in the range, one pickle or many.
    static func report(_ reader: RangeReader, _ range: Range<Int64>) async throws(ScanError) -> PickleReport {
        var scan = PickleScan(reader, range)
        try await scan.run()
        return scan.machine.report
    }

    init(_ reader: RangeReader, _ range: Range<Int64>) {
        self.reader = reader
        self.range = range
        position = range.lowerBound
    }

    private mutating func run() async throws(ScanError) {
        while position < range.upperBound {
            machine.begin()
            guard try await runOne() else { return }
            let end = position
            machine.change { $0.end = end }
            let report = machine.report
            // Five pickles, then the tensors' bytes (torch, `serialization._legacy_load`).
            if report.isLegacyTorch, report.stops >= 5 {
                let expected = report.legacyBytes
                let left = range.upperBound - position
                if left > expected { machine.note(.trailing(left - expected)) }
                if left < expected { machine.note(.missing(expected - left)) }
                return
            }
            guard position < range.upperBound else { return }
            let head = try await reader.upTo(2, at: position)
            if !PickleSignature.isPickle(head), !report.isLegacyTorch {
                try await runTail()
                return
            }
        }
    }

    /// What follows the last pickle: run as one if it is one, else nothing but bytes.
    private mutating func runTail() async throws(ScanError) {
        let start = position
        var other = PickleScan(reader, position..<range.upperBound)
        other.machine.begin()
        let isWhole = try await other.runOne()
        let found = other.machine.report
        if isWhole || found.actions > 0 {
            machine.change { report in
                found.imports.forEach { report.add($0) }
                report.oddities.formUnion(found.oddities)
                report.stops += found.stops
                report.actions += found.actions
            }
            position = other.position
        }
        machine.note(.trailing(range.upperBound - (isWhole ? position : start)))
    }

    /// One pickle up to its STOP; false where it breaks before.
    private mutating func runOne() async throws(ScanError) -> Bool {
        var wanted = Self.piece
        while true {
            switch step() {
            case .success(true): wanted = Self.piece
            case .success(false): return true
            case .failure(.needs(let count)):
                let left = range.upperBound - position
                let held = bufferStart + Int64(buffer.count) - position
                guard left > 0, Int64(count) <= left || held < left, Int64(count) > held || held < 0 else {
                    machine.note(.broken("it ends in the middle"))
                    return false
                }
                wanted = max(count, wanted)
                buffer = Array(try await reader.bytes(at: position, count: Int(min(Int64(wanted), left))))
                bufferStart = position
            case .failure(.broken(let reason)):
                machine.note(.broken(reason))
                return false
            }
            if let array = machine.pendingArray { try await pass(array) }
        }
    }

    /// One opcode. False: it was the STOP.
    private mutating func step() -> Result<Bool, PickleFault> {
        do throws(PickleFault) {
            guard position >= bufferStart, position < bufferStart + Int64(buffer.count) else { throw .needs(1) }
            let op = try PickleOp.decode(buffer, at: Int(position - bufferStart))
            guard op.length <= range.upperBound - position else { throw .broken("it ends in the middle") }
            try reader.stepped()
            let goesOn = try machine.run(op, at: position)
            position += op.length
            return .success(goesOn)
        } catch {
            return .failure(error)
        }
    }

    /// Passes over an array in the stream; one of objects is a pickle of its own.
    private mutating func pass(_ array: PickledArray) async throws(ScanError) {
        machine.pendingArray = nil
        guard let bytes = array.bytes else {
            guard depth < Self.depthLimit else { return machine.note(.broken("arrays of objects are nested too deep")) }
            var inner = PickleScan(reader, position..<range.upperBound)
            inner.depth = depth + 1
            inner.machine.begin()
            _ = try await inner.runOne()
            let found = inner.machine.report
            machine.change { report in
                found.imports.forEach { report.add($0) }
                report.oddities.formUnion(found.oddities)
                report.actions += found.actions
            }
            position = inner.position
            return
        }
        if array.isAligned, let padding = try await reader.upTo(1, at: position).first { position += 1 + Int64(padding) }
        position = min(range.upperBound, position.addingClamped(bytes))
    }
}

extension RangeReader {
    /// The same as `step`, for those who tell the fault themselves.
    func stepped() throws(PickleFault) {
        do { try step() } catch { throw .broken("it has too many opcodes") }
    }
}
