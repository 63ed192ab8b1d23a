import ArgumentParser
import Catalog
import Foundation
import Mirroring
import Shelves
import Vocabulary

struct MirrorRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take models out of mirror.yaml and off the shelf.",
        discussion: """
            Clients can't pull them any more, nor what `serve --fill` fetched of them until it is asked for anew; a model that was only filled can \
            be named, too. The bytes stay in the store until `mirror gc`, so that adding them again costs nothing.
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Models, or one revision of them: google/gemma-2b, google/gemma-2b@v1.0.") var references: [ModelReference]

    func run() async throws {
        let site = try global.site()
        var file = try site.declarationFile()
        let fills = site.fills()
        for reference in references where try !file.remove(reference.model, revision: reference.revision) && !isFilled(reference, fills) {
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
            if try isFilled(reference, fills) {
                let commit = try reference.revision.flatMap { try fills.commit(for: $0, of: reference.model) }
                try await FillLock.remove(reference.model, commit, from: fills)
            }
            if try shelf.commits(of: reference.model).isEmpty { try await catalog.unmarkMirrored(reference.model) }
        }
    }

    private func isFilled(_ reference: ModelReference, _ fills: Shelf) throws(ShelfError) -> Bool {
        guard let revision = reference.revision else { return try !fills.commits(of: reference.model).isEmpty }
        return try fills.commit(for: revision, of: reference.model) != nil
    }
}
