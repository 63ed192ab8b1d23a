internal import Catalog
internal import Foundation

/// How well a model matches what was typed.
///
/// Each word counts where it was found best: the whole name behind the owner 12, its beginning 6, a word of it 4, a word of the owner 3, a tag 1.5,
/// the card 0.5. To the mean of that, popularity adds `log10(1 + downloads) / 2`, and a short name up to 1: `gpt2` before `gpt2-finetuned-…`.
struct RelevanceScorer {
    let index: SearchIndex
    let text: SearchText

    func score(of ordinal: Int) -> Double {
        let name = index.names.bytes(of: ordinal)
        let start = index.shortStart(ordinal)
        let short = Array(index.folded(ordinal, from: start))
        let found = words(of: name, from: start)
        let owner = words(of: UnsafeBufferPointer(rebasing: name[..<start]), from: 0)
        var sum = 0.0
        var parts = 0
        for word in text.words {
            for segment in word.segments {
                parts += 1
                sum += score(segment, short, found, owner, ordinal)
            }
        }
        let whole = text.words.flatMap { $0.plain.lowercased().utf8 }
        let bare = short.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
        let isName = bare.elementsEqual(whole.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") })
        let downloads = Double(max(0, index.numbers.downloads[ordinal] ?? 0))
        return (parts == 0 ? 0 : sum / Double(parts)) + (isName ? 8 : 0) + log10(1 + downloads) / 2 + 8 / Double(8 + short.count)
    }

    private func score(
        _ segment: SearchText.Segment, _ short: [UInt8], _ found: Set<[UInt8]>, _ owner: Set<[UInt8]>, _ ordinal: Int
    ) -> Double {
        if short == segment.text { return 12 }
        if short.starts(with: segment.text) { return 6 }
        if found.contains(segment.text) || (!segment.pieces.isEmpty && segment.pieces.allSatisfy(found.contains)) { return 4 }
        if found.contains(where: { $0.starts(with: segment.text) }) { return 3.5 }
        if owner.contains(segment.text) { return 3 }
        return 1
    }

    private func words(of name: UnsafeBufferPointer<UInt8>, from start: Int) -> Set<[UInt8]> {
        var words: Set<[UInt8]> = []
        NameWords.forEach(in: UnsafeBufferPointer(rebasing: name[min(start, name.count)...])) { words.insert(Array($0)) }
        return words
    }

    /// Where each word was found, as a person would say it.
    func explanation(of ordinal: Int, tags: [String]) -> [String] {
        let found = words(of: index.names.bytes(of: ordinal), from: 0)
        return text.words.map { word in
            let isNamed = word.segments.allSatisfy { segment in
                found.contains(segment.text) || (!segment.pieces.isEmpty && segment.pieces.allSatisfy(found.contains))
                    || found.contains { $0.starts(with: segment.text) }
            }
            if isNamed { return "'\(word.plain)' in the name" }
            let lowered = word.plain.lowercased()
            if let tag = tags.first(where: { $0.lowercased().contains(lowered) }) { return "'\(word.plain)' in the tag \(tag)" }
            return "'\(word.plain)' in the card"
        }
    }
}
