import ArgumentParser
import Catalog
import Foundation
import Mirroring
import Shelves
import Vocabulary

struct MirrorRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take models out of mirror.yaml and off the shelf.",
        discussion: "Clients can't pull them any more. The bytes stay in the store, so that adding them again costs nothing.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Models, or one revision of them: google/gemma-2b, google/gemma-2b@v1.0.") var references: [ModelReference]

    func run() async throws {
        let site = try global.site()
        var file = try site.declarationFile()
        for reference in references where try !file.remove(reference.model, revision: reference.revision) {
            throw CommandFailure(.usage, "\(reference) is not declared in \(site.home.declaration.path); nothing was changed")
        }
        try file.save()
        if !file.keepsRemarks {
            site.console.warn("the remarks in \(site.home.declaration.path) were lost: it was not written line by line")
        }
        let (shelf, catalog) = (try site.shelf(), try site.catalog())
        for reference in references {
            if let revision = reference.revision {
                if let commit = try shelf.commit(for: revision, of: reference.model) { try shelf.remove(commit, of: reference.model) }
            } else {
                try shelf.remove(reference.model)
            }
            if try shelf.commits(of: reference.model).isEmpty { try await catalog.unmarkMirrored(reference.model) }
        }
    }
}
