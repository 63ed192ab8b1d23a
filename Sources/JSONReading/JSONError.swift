internal import CSimdJSON

/// Why a text is not taken as JSON.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, for a program.
    public enum Cause: Sendable, Hashable, CaseIterable {
        case empty
        case tooLarge
        case tooDeep
        case encoding
        case string
        /// Not a number, or one that fits neither 64 bits nor a double.
        case number
        case grammar
        case outOfMemory
    }

    public let cause: Cause
    /// Bytes from the start of the text to the fault; nil where it can't be said.
    public let offset: Int?
    public let detail: String

    public init(_ cause: Cause, offset: Int?, detail: String) {
        self.cause = cause
        self.offset = offset
        self.detail = detail
    }

    public var description: String { "not JSON\(offset.map { " at byte \($0)" } ?? ""): \(detail)" }

    /// simdjson's word for the fault, with the place found by reading again: slow, and only on this path.
    static func explaining(_ fault: wb_json_fault, in bytes: [UInt8], depth: Int) -> JSONError {
        let cause: Cause =
            switch fault {
            case WB_JSON_EMPTY: .empty
            case WB_JSON_TOO_DEEP: .tooDeep
            case WB_JSON_BAD_UTF8: .encoding
            case WB_JSON_BAD_STRING: .string
            case WB_JSON_BAD_NUMBER: .number
            case WB_JSON_NO_MEMORY: .outOfMemory
            default: .grammar
            }
        if cause == .outOfMemory { return JSONError(cause, offset: nil, detail: "memory ran out") }
        var scan = JSONFaultFinder(bytes, depth: depth)
        if let found = scan.firstFault() { return JSONError(found.cause, offset: found.offset, detail: found.detail) }
        return JSONError(cause, offset: nil, detail: "the text breaks a rule of JSON (\(cause))")
    }
}
