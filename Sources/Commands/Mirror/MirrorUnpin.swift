import ArgumentParser
import Shelves
import Vocabulary

struct MirrorUnpin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpin", abstract: "Let go of pinned commits.",
        discussion: "Without a revision, all pins of the model go; with one, the pin of the commit it stands for.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Models: google/gemma-2b, or google/gemma-2b@<commit>.") var references: [ModelReference]

    func run() async throws {
        let site = try global.site()
        for reference in references {
            var commit: CommitID?
            if let revision = reference.revision {
                commit = try revision.commit ?? site.shelf().commit(for: revision, of: reference.model)
                if commit == nil { throw CommandFailure(.usage, "\(reference): \(revision) stands for no commit here; name the commit") }
            }
            guard try await site.snapshots().unpin(reference.model, commit) > 0 else {
                throw CommandFailure(.usage, "\(reference) is not pinned")
            }
        }
    }
}
