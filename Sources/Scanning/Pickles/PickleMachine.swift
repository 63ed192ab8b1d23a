/// A value on the stack of an unpickler, as far as its kind decides something. Whatever has parts is a place in the machine's lists,
/// so that values nested a million deep cost no call stack.
enum PickleValue: Hashable {
    case int(Int64)
    case text(Int)
    case imported(Int)
    /// Made by a call.
    case object(Int)
    case tuple(Int)
    case dict(Int)
    /// Lists, sets, floats, bytes, what was not kept.
    case other
}

/// An object and what it was made with.
struct PickleObject {
    let callee: PickleValue
    let arguments: PickleValue
}

/// Runs the opcodes of pickles on values that stand for objects: nothing is fetched, nothing is called, only written down.
struct PickleMachine {
    var report = PickleReport()
    var stack: [PickleValue] = []
    var marks: [Int] = []
    private var memo = PickleMemo()
    /// Of the pickle before: an unpickler that loads twice keeps it.
    private var formerMemo = PickleMemo()
    var texts = PickleTexts()
    var imports: [PickleImport] = []
    var objects: [PickleObject] = []
    var tuples: [[PickleValue]] = []
    var dicts: [[(key: PickleValue, value: PickleValue)]] = []
    private var isStarted = false
    /// Parts that are kept of all tuples and dicts.
    var parts = 0
    /// The array that comes next in the stream, where joblib puts it.
    var pendingArray: PickledArray?

    /// Values that are kept in lists; after that many, new ones count as `other`.
    static let keptLimit = 2_000_000
    /// Parts of one tuple or dict that are kept, and of all together.
    static let partLimit = 64
    static let allPartsLimit = 8_000_000
    private static let stackLimit = 16_000_000

    /// Starts the next pickle of the file.
    mutating func begin() {
        stack = []
        marks = []
        formerMemo = memo
        memo = PickleMemo()
        isStarted = false
    }

    mutating func note(_ oddity: PickleOddity) { if report.oddities.count < 1_000 { report.oddities.insert(oddity) } }

    mutating func change(_ body: (inout PickleReport) -> Void) { body(&report) }

    /// False: it was the STOP.
    mutating func run(_ op: PickleOp, at position: Int64) throws(PickleFault) -> Bool {
        defer { isStarted = true }
        guard stack.count < Self.stackLimit else { throw .broken("its stack has more than \(Self.stackLimit) values") }
        switch op.code {
        case UInt8(ascii: "."):
            _ = try pop()
            report.stops += 1
            return false
        case UInt8(ascii: "("): marks.append(stack.count)
        case UInt8(ascii: "0"):
            if let mark = marks.last, mark == stack.count { marks.removeLast() } else { _ = try pop() }
        case UInt8(ascii: "1"): _ = try popToMark()
        case UInt8(ascii: "2"):
            let top = try peek()
            stack.append(top)
        case UInt8(ascii: "I"), UInt8(ascii: "L"): stack.append(Self.lineNumber(op.argument).map { .int($0) } ?? .other)
        case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "M"): pushNumber(op.argument)
        case 0x8A, 0x8B: pushWide(op.argument)
        case UInt8(ascii: "N"), UInt8(ascii: "F"), UInt8(ascii: "G"), 0x97: stack.append(.other)
        case 0x88: stack.append(.int(1))
        case 0x89: stack.append(.int(0))
        case UInt8(ascii: "S"), UInt8(ascii: "T"), UInt8(ascii: "U"), UInt8(ascii: "V"), UInt8(ascii: "X"), 0x8C, 0x8D:
            pushText(op.argument)
        case UInt8(ascii: "B"), UInt8(ascii: "C"), 0x8E, 0x96: pushData(op.argument, at: position)
        case 0x95:
            if case .number(let count) = op.argument, count > .max / 2 { note(.frame) }
        case 0x80:
            if isStarted || op.argument.value > 5 { note(.protocolTrick) }
        case 0x98: _ = try peek()
        default: try runObject(op)
        }
        return true
    }

    private mutating func runObject(_ op: PickleOp) throws(PickleFault) {
        switch op.code {
        case UInt8(ascii: "]"), 0x8F: stack.append(.other)
        case UInt8(ascii: "l"), 0x91:
            _ = try popToMark()
            stack.append(.other)
        case UInt8(ascii: "a"):
            _ = try pop()
            try touch()
        case UInt8(ascii: "e"), 0x90:
            _ = try popToMark()
            try touch()
        case UInt8(ascii: ")"): pushTuple([])
        case 0x85, 0x86, 0x87: pushTuple(try popLast(Int(op.code) - 0x84))
        case UInt8(ascii: "t"): pushTuple(try popToMark())
        case UInt8(ascii: "}"): pushDict([])
        case UInt8(ascii: "d"): pushDict(try popToMark())
        case UInt8(ascii: "s"): try setItems(try popLast(2))
        case UInt8(ascii: "u"): try setItems(try popToMark())
        case UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "j"):
            guard let key = Self.lineNumber(op.argument), let value = memo[key] ?? formerMemo[key] else {
                // Python stops here; another reader may not.
                note(.broken("it takes a value that it never kept"))
                return stack.append(.other)
            }
            stack.append(value)
        case UInt8(ascii: "p"), UInt8(ascii: "q"), UInt8(ascii: "r"):
            if let key = Self.lineNumber(op.argument) { memo.keep(try peek(), as: key) }
        case 0x94: memo.keep(try peek(), as: Int64(memo.count))
        default: try runCall(op)
        }
    }

    private mutating func runCall(_ op: PickleOp) throws(PickleFault) {
        switch op.code {
        case UInt8(ascii: "c"):
            guard case .pair(let module, let name) = op.argument else { return }
            pushImport(module, name)
        case 0x93:
            let names = try popLast(2)
            if let module = text(names[0]), let name = text(names[1]) {
                pushImport(module, name)
            } else {
                note(.hiddenImport)
                stack.append(.other)
            }
        case UInt8(ascii: "i"):
            guard case .pair(let module, let name) = op.argument else { return }
            let arguments = try popToMark()
            pushImport(module, name)
            try call(try pop(), makeTuple(arguments))
        case UInt8(ascii: "o"):
            let parts = try popToMark()
            guard let callee = parts.first else { throw .broken("it makes an object of nothing") }
            try call(callee, makeTuple(Array(parts.dropFirst())))
        case UInt8(ascii: "R"), 0x81:
            let parts = try popLast(2)
            try call(parts[0], parts[1])
        case 0x92:
            let parts = try popLast(3)
            try call(parts[0], parts[1])
        case UInt8(ascii: "b"):
            let state = try pop()
            report.actions += 1
            try touch()
            pendingArray = joblibArray(try peek(), state: state)
        case 0x82, 0x83, 0x84:
            note(.registeredExtension(op.argument.value))
            stack.append(.other)
        case UInt8(ascii: "P"):
            note(.foreignObject)
            stack.append(.other)
        case UInt8(ascii: "Q"): persistentObject(try pop())
        default: throw .broken("\(op.code) is no opcode")
        }
    }
}
