import Foundation
import TestSupport

/// The archive of real cards, unpacked for as long as this lives.
final class RealCards {
    let root: URL

    init(_ corpora: Corpora) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("weighbridge-cards-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let archive = corpora.root.appendingPathComponent("huggingface/cards/transformers_model_cards.tar.gz").path
        tar.arguments = ["tar", "xzf", archive, "-C", root.path]
        try tar.run()
        tar.waitUntilExit()
    }

    deinit { try? FileManager.default.removeItem(at: root) }
}
