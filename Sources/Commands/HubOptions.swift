import ArgumentParser

/// How to reach a hub.
struct HubOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The hub's address (default: the configuration, else where it was crawled from last, else the public hub).", valueName: "url"))
    var endpoint: String?

    @Option(help: ArgumentHelp("A file that holds the access token.", valueName: "file"))
    var tokenFile: String?
}
