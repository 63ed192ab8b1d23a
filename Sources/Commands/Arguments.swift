public import ArgumentParser
public import Logging
public import Mirroring
public import Radar
public import Search
public import Variants
public import Vocabulary

// What can be typed, read by the type's own rules.

extension SearchQuery.Sort: ExpressibleByArgument {}

extension WeightFormat: ExpressibleByArgument {}

extension ExportLayout: ExpressibleByArgument {}

extension ScanPolicy.Action: ExpressibleByArgument {}

extension RadarEvent.Kind: ExpressibleByArgument {}

extension HubID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ModelReference: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Revision: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
