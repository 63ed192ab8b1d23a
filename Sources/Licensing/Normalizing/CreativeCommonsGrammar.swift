/// Creative Commons licences by their elements, in any order, spelling and several languages:
/// `CC BY-NC-SA 4.0`, `Creative Commons Attribution-ShareAlike 3.0 Unported`, `ccbync4`, `署名-非商业性使用 4.0`.
enum CreativeCommonsGrammar {
    struct Elements: OptionSet {
        let rawValue: UInt8

        static let by = Elements(rawValue: 1)
        static let nc = Elements(rawValue: 2)
        static let nd = Elements(rawValue: 4)
        static let sa = Elements(rawValue: 8)
        static let zero = Elements(rawValue: 16)
        static let mark = Elements(rawValue: 32)
    }

    private struct Reading {
        var elements: Elements = []
        var version: String?
        var port: String?
        var isCC = false
        var end: Int
        var foreign: [String] = []
    }

    static func match(_ text: ClaimText, at start: Int, catalogue: LicenseCatalogue) -> Mention? {
        guard var reading = opening(text, at: start) else { return nil }
        var index = reading.end
        while index < text.tokens.count {
            let token = text.tokens[index]
            // A second licence begins: `CC BY 4.0, CC0`, `CC BY 4.0 (CC-BY-4.0)`.
            if reading.isCC, token.text == "cc" || token.text == "creative" { break }
            if !token.gap.isDisjoint(with: [.semicolon, .pipe, .line]) { break }
            if reading.version != nil, !token.gap.isDisjoint(with: [.open, .comma, .slash, .ampersand]) {
                if let end = port(text, at: index, &reading) { index = end }
                break
            }
            if let step = CreativeCommonsWords.element(text, at: index) {
                // `Attribution 4.0 … NonCommercial` of a second name is not this one's.
                if reading.version != nil, reading.elements.contains(step.elements) { break }
                reading.elements.formUnion(step.elements)
                index = step.end
                reading.end = index
            } else if token.kind == .number {
                guard reading.version == nil, let version = version(token.text) else { break }
                reading.version = version
                index += 1
                reading.end = index
                if let end = port(text, at: index, &reading) { index = end }
            } else if token.kind == .word, CreativeCommonsWords.fillers.contains(token.text) {
                index += 1
                if !CreativeCommonsWords.joints.contains(token.text) { reading.end = index }
            } else if token.kind == .word, token.gap.contains(.dash) || token.gap.isEmpty, let end = port(text, at: index, &reading) {
                index = end
            } else {
                break
            }
        }
        return mention(reading, text, start, catalogue)
    }

    /// `cc`, `creative commons`, `ccbyncsa`, or elements alone where they can be nothing else.
    private static func opening(_ text: ClaimText, at start: Int) -> Reading? {
        let token = text.tokens[start]
        let word = text.word(start)
        var reading = Reading(end: start)
        if word == "creative" || word == "creativ", ["commons", "common"].contains(text.word(start + 1)) {
            reading.isCC = true
            reading.end = start + 2
            // The LGPL with a deed by Creative Commons is the LGPL.
            if text.word(start + 2) == "gnu" { return nil }
            if text.word(start + 2) == "public", ClaimWords.license.contains(text.word(start + 3)) { reading.end = start + 4 }
            if text.word(reading.end) == "ccpl" { reading.end += 1 }
            return reading
        }
        if word == "cc" || word == "creativecommons" || word == "ccpl" {
            reading.isCC = true
            reading.end = start + 1
            if word == "cc", text.number(start + 1) == "0",
                text.tokens[start + 1].isGlued || text.tokens[start + 1].gap.isSubset(of: [.dash, .space, .underscore])
            {
                reading.elements = .zero
                reading.end += 1
            }
            return reading
        }
        if word.hasPrefix("cc"), let elements = CreativeCommonsWords.glued(word.dropFirst(2)) {
            reading.isCC = true
            reading.elements = elements
            reading.end = start + 1
            return reading
        }
        if token.kind == .foreign {
            guard let elements = CreativeCommonsWords.foreign(token.text) else { return nil }
            reading.isCC = elements.isEmpty || elements.contains(.by)
            reading.elements = elements
            reading.end = start + 1
            return reading.isCC ? reading : nil
        }
        // `BY-NC-SA 4.0`, `Attribution-NonCommercial 4.0`: only with a second element, or a version and no other word between.
        guard let first = CreativeCommonsWords.element(text, at: start), first.elements.contains(.by),
            word != "by" || isShortForm(text, start)
        else {
            return nil
        }
        let next = CreativeCommonsWords.element(text, at: first.end)
        guard next != nil || text.number(first.end) != nil || word != "by" && CreativeCommonsWords.fillers.contains(text.word(first.end))
        else {
            return nil
        }
        if word != "by", next == nil, text.number(first.end) == nil {
            // "attribution license" alone could be anything.
            guard ["international", "unported"].contains(text.word(first.end)) || text.number(first.end + 1) != nil else { return nil }
        }
        reading.elements = first.elements
        reading.end = first.end
        return reading
    }

    private static func isShortForm(_ text: ClaimText, _ start: Int) -> Bool {
        guard start + 1 < text.tokens.count else { return false }
        let next = text.tokens[start + 1]
        return next.gap.contains(.dash) || next.gap.contains(.underscore)
            ? ["nc", "sa", "nd"].contains(next.text) : next.gap == .space && ["nc", "sa", "nd"].contains(next.text)
    }

    private static func version(_ number: String) -> String? {
        switch number {
        case "1", "1.0", "10": "1.0"
        case "2", "2.0", "20": "2.0"
        case "2.1", "21": "2.1"
        case "2.5", "25": "2.5"
        case "3", "3.0", "30": "3.0"
        case "4", "4.0", "40", "4.0.0": "4.0"
        default: nil
        }
    }

    /// A country behind the version: `DE`, `South Africa`, `IGO`.
    private static func port(_ text: ClaimText, at start: Int, _ reading: inout Reading) -> Int? {
        guard reading.version != nil, reading.port == nil, let found = CreativeCommonsWords.port(text, at: start) else { return nil }
        reading.port = found.code
        reading.end = found.end
        return found.end
    }

    private static func mention(_ reading: Reading, _ text: ClaimText, _ start: Int, _ catalogue: LicenseCatalogue) -> Mention? {
        let range = start..<reading.end
        var elements = reading.elements
        if elements.contains(.zero) { return Mention("CC0-1.0", range, rule: "CC0") }
        if elements.contains(.mark) { return Mention("CC-PDM-1.0", range, rule: "Public Domain Mark") }
        guard !elements.isEmpty else {
            return Mention("LicenseRef-Weighbridge-cc-unspecified", range, rule: "Creative Commons without elements")
        }
        var findings: [NormalizedLicense.Finding] = []
        // CC-SA-1.0, CC-NC-1.0: from version 2.0 on every licence asks for attribution.
        if !elements.contains(.by), reading.version != "1.0" {
            elements.insert(.by)
            findings.append(.byConvention("attribution"))
        }
        if elements.contains([.nd, .sa]) {
            findings.append(.conflict("ShareAlike", "NoDerivatives"))
            var mention = Mention("LicenseRef-Weighbridge-cc-unspecified", range, rule: "Creative Commons elements that exclude each other")
            mention.findings += findings
            return mention
        }
        var stem = "cc"
        for (element, name) in [(Elements.by, "by"), (.nc, "nc"), (.nd, "nd"), (.sa, "sa")] where elements.contains(element) {
            stem += "-" + name
        }
        guard let version = reading.version else {
            var mention = Mention(LicenseID("LicenseRef-Weighbridge-\(stem)-unversioned"), range, rule: "Creative Commons elements")
            mention.findings += findings
            return mention
        }
        let unported = "\(stem)-\(version)"
        var id = catalogue.canonical(unported)
        if let port = reading.port {
            if let ported = catalogue.canonical("\(unported)-\(port)") {
                id = ported
            } else if id != nil {
                findings.append(.portDropped(port.uppercased()))
            } else {
                id = LicenseID("LicenseRef-Weighbridge-\(unported)-\(port)")
            }
        }
        var mention = Mention(id ?? LicenseID("LicenseRef-Weighbridge-\(unported)-unlisted"), range, rule: "Creative Commons elements")
        mention.belong(to: stem)
        mention.findings += findings
        return mention
    }
}
