import Foundation
import HTTPTypes
import Reports
import Search
import TestSupport
import Testing

@testable import Serving

@Suite(.timeLimit(.minutes(5))) struct OpenAPITests {
    private func document() throws -> [String: Any] {
        let text = Datum.object(OpenAPIDocument(base: "http://hub").fields).jsonText()
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("every route is described with its method, parameters and answer, and nothing else is")
    func complete() throws {
        let paths = try #require(try document()["paths"] as? [String: [String: [String: Any]]])
        var described: Set<String> = []
        for (path, operations) in paths { for method in operations.keys { described.insert("\(method.uppercased()) \(path)") } }
        #expect(described == Set(APIRoutes.all.map { "\($0.method.rawValue) \($0.path)" }))
        for route in APIRoutes.all {
            let operation = try #require(paths[route.path]?[route.method.rawValue.lowercased()])
            #expect(operation["operationId"] as? String == route.name)
            let parameters = try #require(operation["parameters"] as? [[String: Any]])
            #expect(parameters.compactMap { $0["name"] as? String } == route.pathParameters + route.parameters.map(\.name))
            #expect(parameters.allSatisfy { $0["schema"] != nil && ($0["description"] as? String)?.isEmpty == false })
            let responses = try #require(operation["responses"] as? [String: [String: Any]])
            #expect(responses.keys.contains { $0.hasPrefix("2") })
            #expect(responses.values.allSatisfy { $0["description"] is String })
            #expect((operation["requestBody"] != nil) == (route.body != nil))
        }
        #expect(Set(APIRoutes.all.map(\.name)).count == APIRoutes.all.count)
    }

    @Test("every reference in the document leads somewhere, and every schema is used")
    func references() throws {
        let document = try document()
        let schemas = try #require((document["components"] as? [String: Any])?["schemas"] as? [String: Any])
        var used: Set<String> = []
        func walk(_ value: Any) {
            if let object = value as? [String: Any] {
                if let reference = object["$ref"] as? String { used.insert(String(reference.dropFirst("#/components/schemas/".count))) }
                for member in object.values { walk(member) }
            }
            if let list = value as? [Any] { for item in list { walk(item) } }
        }
        walk(document)
        #expect(used == Set(schemas.keys))
    }

    @Test("a parameter is spelled one way in every route")
    func spelling() {
        for parameter in APIRoutes.all.flatMap(\.parameters) {
            #expect(parameter.name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(parameter.name)")
        }
        for route in APIRoutes.all { #expect(Set(route.parameters.map(\.name)).count == route.parameters.count, "\(route.path)") }
    }

    @Test("the server hands the document out, and answers every described GET by its examples with what is described")
    func served() async throws {
        try await withTown { hub, _, _ async throws in
            let document = try await hub.object("/weighbridge/v1/openapi.json")
            #expect(document["openapi"] as? String == "3.1.0")
            let server = try #require((document["servers"] as? [[String: Any]])?.first?["url"] as? String)
            #expect(server == "http://127.0.0.1:\(hub.port)/weighbridge/v1")
            let schemas = try #require((document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]])
            _ = try await hub.send("POST", "/weighbridge/v1/searches", body: #"{"name":"masks","query":"task=fill-mask"}"#)
            for route in APIRoutes.all where route.method == .get {
                var target = "/weighbridge/v1" + route.path
                for (name, value) in ["hub": "huggingface", "path": "acme%2Ftuned", "id": "1", "facet": "task"] {
                    target = target.replacing("{\(name)}", with: value)
                }
                let needed = route.parameters.filter(\.isRequired)
                let values = needed.flatMap { $0.name == "ref" ? ["ref=acme/base", "ref=acme/tuned"] : ["\($0.name)=\($0.example ?? "")"] }
                if !values.isEmpty { target += "?" + values.joined(separator: "&") }
                let reply = try await hub.get(target)
                // No card is held of it.
                #expect(reply.status == (route.name == "card" ? 404 : 200), "\(target): \(reply.text.prefix(200))")
                guard reply.status == 200, case .json(let name) = route.answer else { continue }
                let body = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
                let required = schemas[name.rawValue]?["required"] as? [String] ?? []
                #expect(Set(required).isSubset(of: Set(body.keys)), "\(target)")
                let properties = (schemas[name.rawValue]?["properties"] as? [String: Any]).map { Set($0.keys) }
                if let properties {
                    #expect(Set(body.keys).isSubset(of: properties), "\(target): \(Set(body.keys).subtracting(properties))")
                }
            }
        }
    }
}
