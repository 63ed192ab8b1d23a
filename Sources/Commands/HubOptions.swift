import ArgumentParser

/// How to reach a hub, as typed.
struct HubOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The hub's address (default: the configuration, else where it was crawled from last, else the public hub).", valueName: "url"))
    var endpoint: String?

    @Option(help: ArgumentHelp("A file that holds the access token.", valueName: "file"))
    var tokenFile: String?

    var access: HubAccess { HubAccess(endpoint: endpoint, tokenFile: tokenFile) }
}

/// How to reach a hub; nil: as configured.
struct HubAccess: Sendable {
    var endpoint: String?
    var tokenFile: String?
}
