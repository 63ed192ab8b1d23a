// swift-tools-version: 6.2
import PackageDescription

/// One set of settings for every Swift target: Swift 6 mode, and what review would otherwise have to catch.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A library of ours, in `Sources/<name>`, with the imports it may use. Order below: the bottom of the house first.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
    resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, path: path, resources: resources, swiftSettings: strict)
}

func suite(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
        exclude: [], swiftSettings: strict)
}

let package = Package(
    name: "weighbridge",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "weighbridge", targets: ["weighbridge"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries: module maps over what the system has, and typed shims where the C API is variadic or C++.
        .systemLibrary(name: "CCurlSystem", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CCurl", dependencies: ["CCurlSystem"]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        // simdjson (libsimdjson-dev) is linked by name: its pkg-config file has a flag that SwiftPM refuses, and then all of them.
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CDisk"),
        .target(name: "CHash"),
        .target(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Nouns.
        module("Vocabulary"),
        module(
            "CatalogData", path: "catalog",
            resources: [
                .copy("schema"), .copy("hubs"), .copy("samples"), .copy("licenses"), .copy("scenarios"), .copy("tasks.yaml"),
                .copy("languages.tsv"), .copy("datasets.yaml"),
            ]),
        module("JSONReading", ["CSimdJSON"]),
        module("Variants", ["Vocabulary", "JSONReading"]),
        module("Transport", ["Vocabulary", "CCurl", httpTypes, log]),
        module("Archives", ["Vocabulary", "CArchive"]),
        module("Blobs", ["Vocabulary", "CDisk", "CHash", crypto]),
        module("Shelves", ["Vocabulary", "Blobs", "JSONReading"]),
        module("Radar", ["Vocabulary", "Blobs"]),
        module("ModelCards", ["Vocabulary", "JSONReading", yams]),
        module("Taxonomy", ["Vocabulary", "CatalogData", yams]),
        module(
            "Catalog",
            [
                "Vocabulary", "CatalogData", "Variants", grdb, crypto,
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        module("Licensing", ["Vocabulary"]),
        module("LicenseMeasuring", ["Licensing"]),
        module("LicenseSources", ["CatalogData", "JSONReading", "Licensing", yams]),
        module("Hubs", ["Vocabulary", "CatalogData", "Transport", "JSONReading", httpTypes, yams]),

        module("ObjectStore", ["Vocabulary", "Transport", "Blobs", "Shelves", httpTypes]),
        module("Scanning", ["Vocabulary", "JSONReading", "Variants", "CZlib"]),
        module("Search", ["Vocabulary", "Catalog", "Variants"]),
        module("Weighing", ["Vocabulary", "Catalog", "Licensing", "JSONReading"]),
        module(
            "Reports",
            ["Vocabulary", "JSONReading", "Variants", "Licensing", "Catalog", "Search", "Weighing", "Blobs", "Radar"]),

        // Verbs: they never import one another.
        module("Crawling", ["Vocabulary", "Hubs", "Catalog", "Licensing", "ModelCards", "Variants", "Scanning", "JSONReading", log]),
        module(
            "Mirroring",
            [
                "Vocabulary", "JSONReading", "Variants", "Archives", "Hubs", "Transport", "Blobs", "Shelves", "Radar", "Licensing",
                "ModelCards", "Scanning", yams, httpTypes, log,
            ]),
        module(
            "Serving",
            [
                "Vocabulary", "Blobs", "Shelves", "Catalog", "Search", "Variants", "Licensing", "Weighing", "Reports", "JSONReading",
                "Radar",
                httpTypes, log,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        module(
            "SampleHub",
            [
                "Vocabulary", "CatalogData", "Archives", crypto, hummingbird, httpTypes, yams, log,
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ]),

        // The edge.
        module(
            "Commands",
            [
                "Vocabulary", "Transport", "Blobs", "Shelves", "Catalog", "CatalogData", "Licensing", "LicenseSources", "Weighing", "Hubs",
                "Search", "Variants", "Taxonomy", "Scanning", "Reports", "Crawling", "Mirroring", "Serving", "SampleHub", "Radar",
                "ObjectStore", "CMalloc", yams, log, .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(name: "weighbridge", dependencies: ["Commands"], swiftSettings: strict),
        // For the scripts of this repository: makes and measures the fingerprints of licence texts.
        .executableTarget(name: "license-texts", dependencies: ["Licensing", "LicenseMeasuring"], swiftSettings: strict),
        // For scripts/benchmarks: times verdicts.
        .executableTarget(
            name: "VerdictBench", dependencies: ["CatalogData", "Licensing", "LicenseSources"], path: "Benchmarks/VerdictBench",
            swiftSettings: strict),
        // For scripts/benchmarks: times searches.
        .executableTarget(
            name: "SearchBench", dependencies: ["Vocabulary", "Catalog", "CatalogData", "Search"], path: "Benchmarks/SearchBench",
            swiftSettings: strict),

        // Tests.
        .target(
            name: "TestSupport",
            dependencies: [
                "Vocabulary", "Transport", "Hubs", "Catalog", "CatalogData", "Search", httpTypes,
            ], swiftSettings: strict),
        suite("Vocabulary"),
        suite("JSONReading"),
        suite("Transport", [httpTypes]),
        suite("Archives", ["CArchive"]),
        suite("Blobs"),
        suite("Shelves"),
        suite("ModelCards", ["JSONReading"]),
        suite("Taxonomy", ["Vocabulary", "CatalogData", "JSONReading"]),
        suite("Catalog", ["Vocabulary", "CatalogData", grdb]),
        suite("Scanning", ["Variants", "CZlib"]),
        suite("Search", ["Vocabulary", "Catalog", "CatalogData", "Variants"]),
        suite("Licensing", ["Vocabulary", "CatalogData", "LicenseSources", "LicenseMeasuring"]),
        suite("LicenseSources", ["CatalogData", "Licensing"]),
        suite("Reports", ["Vocabulary", "JSONReading", "Catalog", "Search", "Blobs", "Radar"]),
        suite("Weighing", ["Vocabulary", "Catalog", "CatalogData", "Licensing", "LicenseSources"]),
        suite("Hubs", ["Transport", "SampleHub", "CatalogData", httpTypes]),
        suite("Crawling", ["Vocabulary", "CatalogData", "Catalog", "Search", "Hubs", "Transport", grdb]),
        suite("Mirroring", ["Variants", "Licensing", "Blobs", "Shelves", "Radar", "Hubs", "Transport", "SampleHub", httpTypes]),
        suite("Radar", ["Vocabulary", "Blobs"]),
        suite("ObjectStore", ["Vocabulary", "Blobs", "Shelves", "Transport", httpTypes]),
        suite(
            "Serving",
            [
                "Vocabulary", "Blobs", "Shelves", "Catalog", "Search", "CatalogData", "Licensing", "LicenseSources", "Weighing", "Reports",
                "Radar", "Transport", httpTypes, log,
            ]),
        suite("SampleHub", ["Transport", "CatalogData", "CArchive", httpTypes]),
        suite(
            "Commands",
            [
                "Vocabulary", "ObjectStore", "Mirroring", "Serving", "SampleHub", "Catalog", "CatalogData", "Search", "Shelves", "Blobs",
                "Hubs", "Transport", httpTypes, log,
            ]),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17,
    cxxLanguageStandard: .cxx17
)
