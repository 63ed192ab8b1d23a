/// llama.cpp's labels in the names of files: the last one counts, for `…-FP8-Q4_K_M.gguf` is a Q4_K_M.
enum GGUFLabel {
    /// The last label in a lower-case name, in upper case, with `UD-` where the name has it. Other formats than GGUF only have the
    /// labels with an underscore.
    static func last(in name: String, isGGUF: Bool) -> String? {
        let bytes = Array(name.utf8)
        var found: String?
        var loose: String?
        var index = 0
        while index < bytes.count {
            guard index == 0 || isBoundary(bytes[index - 1]) else {
                index += 1
                continue
            }
            if let label = whole(bytes, index) {
                let prefix = index >= 3 && bytes[index - 1] == 0x2D && bytes[index - 2] == 0x64 && bytes[index - 3] == 0x75 ? "UD-" : ""
                found = prefix + label.text.uppercased()
                index = label.end
            } else if isGGUF, let text = bare(bytes, index) {
                loose = text.uppercased()
                index += text.utf8.count
            } else {
                index += 1
            }
        }
        return found ?? loose
    }

    private static func isBoundary(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x20 || byte == 0x2F }

    /// `q4_k_m`, `iq3_xxs`, `tq1_0`, `q4_0_4_4`, `mxfp4_moe`.
    private static func whole(_ bytes: [UInt8], _ start: Int) -> (text: String, end: Int)? {
        var at = start
        if at < bytes.count, bytes[at] == 0x69 || bytes[at] == 0x74 { at += 1 }
        guard at + 2 < bytes.count, bytes[at] == 0x71, NameText.isDigit(bytes[at + 1]) else { return floating(bytes, start) }
        var end = at + 2
        while end < bytes.count, bytes[end] == 0x5F {
            let next = end + 1
            var stop = next
            while stop < bytes.count, !isBoundary(bytes[stop]) { stop += 1 }
            guard parts.contains(String(decoding: bytes[next..<stop], as: UTF8.self)) else { break }
            end = stop
        }
        return end > at + 2 ? (String(decoding: bytes[start..<end], as: UTF8.self), end) : nil
    }

    private static let parts: Set<String> = ["0", "1", "2", "3", "4", "8", "k", "s", "m", "l", "xs", "xl", "xxs", "nl", "p"]

    private static func floating(_ bytes: [UInt8], _ start: Int) -> (text: String, end: Int)? {
        for text in ["mxfp4_moe", "mxfp4"] where bytes[start...].starts(with: text.utf8) { return (text, start + text.utf8.count) }
        return nil
    }

    /// Whole words that are labels where nothing better is: `bf16`, `q8`.
    private static func bare(_ bytes: [UInt8], _ start: Int) -> String? {
        var end = start
        while end < bytes.count, !isBoundary(bytes[end]) { end += 1 }
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        return words.contains(word) ? word : nil
    }

    private static let words: Set<String> = [
        "f16", "fp16", "bf16", "f32", "fp32", "nvfp4", "q2", "q3", "q4", "q5", "q6", "q8", "q4km", "q5km", "q8_0",
    ]
}
