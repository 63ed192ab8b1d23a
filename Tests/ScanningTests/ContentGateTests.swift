import Scanning
import Testing

@Suite struct ContentGateTests {
    @Test("headers that hold are clean, and such that break their format's rules suspicious")
    func headers() async throws {
        for (name, file) in [
            ("m.safetensors", plainSafetensors), ("m.gguf", GGUFWriter.plain().file), ("m.onnx", onnx()), ("m.tflite", FlatWriter.model()),
        ] {
            #expect(try await scan(file, name: name).reasons == [], "\(name)")
            #expect(try await codes(Array(file.prefix(40)), name: name) == [.headerMalformed], "\(name)")
        }
        #expect(try await codes(PickleWriter.call("os", "system"), name: "m.safetensors") == [.pickleDangerousImport, .wrongContent])
    }

    @Test("weights outside of the folder are dangerous", arguments: ["../../etc/passwd", "/etc/passwd", "C:\\x", "a/../../b"])
    func external(location: String) async throws {
        #expect(try await codes(onnx(location: location), name: "m.onnx") == [.externalPath])
    }

    @Test(
        "chat templates that reach behind their values are dangerous",
        arguments: [
            "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{% set x = cycler.__init__.__globals__.os %}",
            "{{ self._TemplateReference__context }}", "{%- if messages.__getattribute__('x') -%}{%- endif -%}",
            "{% for c in [].__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}", "{{ x.os.popen('id') }}",
        ])
    func templates(template: String) async throws {
        #expect(try await codes(GGUFWriter.plain(template: template).file, name: "m.gguf") == [.templateCode])
        #expect(try await codes(bytes(template), name: "chat_template.jinja") == [.templateCode])
        let quoted = template.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        #expect(try await codes(bytes(#"{"chat_template":"\#(quoted)"}"#), name: "tokenizer_config.json") == [.templateCode])
        #expect(
            try await codes(bytes(#"{"chat_template":[{"name":"x","template":"\#(quoted)"}]}"#), name: "tokenizer_config.json") == [
                .templateCode
            ])
    }

    @Test(
        "templates that hide their words are suspicious, and honest ones clean",
        arguments: [
            ("{{ ''['\\x5f\\x5fclass\\x5f\\x5f'] }}", [ScanCode.templateSuspicious]), ("{{ x|attr('y') }}", [.templateSuspicious]),
            ("{{ x.__secret__ }}", [.templateSuspicious]), ("{{ '}}' + x.__class__ }}", [.templateCode]),
            ("{# {{ ' #}{{ x.__class__ }}", [.templateCode]), ("{{ x['__globals__'] }}", [.templateCode]),
            ("{{ x['__cl' ~ 'ass__'] }}", [.templateSuspicious]), ("{{ x | attr ('y') }}", [.templateSuspicious]),
            ("{% raw %}{{ ' {% endraw %}{{ x.__class__ }}", [.templateSuspicious]), ("{{ 'unclosed __globals__", [.templateSuspicious]),
            ("{{ 'Introduce yourself. Never call subprocess or eval(x).' }}{{ retrieval(x) }}", []), ("The word __class__ in text", []),
            ("{% for m in messages %}{{ '<|' + m['role'] + '|>\\n' + m['content']|trim }}{% endfor %}{{ namespace(a=1).a }}", []),
            (
                "{%- if not add_generation_prompt is defined -%}{% set add_generation_prompt = false %}{% endif %}{{ raise_exception('no') }}",
                []
            ),
        ])
    func subtle(template: String, expected: [ScanCode]) async throws {
        #expect(try await codes(GGUFWriter.plain(template: template).file, name: "m.gguf") == expected)
    }

    @Test("code in a Keras model is dangerous wherever the model is kept")
    func lambda() async throws {
        let config = #"{"class_name":"Functional","config":{"layers":[{"class_name":"Lambda","config":{"function":["4wEAAAA"]}}]}}"#
        let keras = ZipWriter([("metadata.json", bytes("{}")), ("config.json", bytes(config)), ("model.weights.h5", [])])
        #expect(try await codes(keras.file, name: "m.keras") == [.kerasLambda])
        #expect(try await codes(bytes(config), name: "config.json") == [.kerasLambda])
        let hdf5: [UInt8] = [0x89] + bytes("HDF\r\n\u{1A}\n") + [UInt8](repeating: 0, count: 300)
        #expect(try await codes(hdf5 + bytes("model_config\0") + bytes(config) + [0, 1, 2], name: "m.h5") == [.kerasLambda])
        let escaped = config.replacing("Lambda", with: "\\u004cambda")
        #expect(try await codes(hdf5 + [0] + bytes(escaped) + [0, 1, 2], name: "m.h5") == [.kerasLambda])
        #expect(try await codes(hdf5 + [0] + bytes(config.dropLast(9).description), name: "m.h5").contains(.kerasLambda))
    }

    @Test(
        "a Keras model may name Keras's own classes, and no others",
        arguments: [
            (#"{"module":"keras.layers","class_name":"Dense","config":{}}"#, []),
            (#"{"module":"builtins","class_name":"function","config":"my_loss"}"#, [ScanCode.kerasCustomObject]),
            (#"{"module":"my.layers","class_name":"Mine","registered_name":"Custom>Mine"}"#, [.kerasCustomObject]),
            (#"{"module":"os","class_name":"system","config":{}}"#, [.kerasDangerousModule]),
            (#"{"module":"keras.utils","class_name":"get_file","config":{}}"#, [.kerasDangerousModule]),
            (#"{"class_name":"__lambda__","config":{}}"#, [.kerasLambda]),
            (#"{"class_name":"Dense","class_name":"Lambda"}"#, [.kerasLambda]), (#"{"architectures":["LlamaForCausalLM"]}"#, []),
        ])
    func kerasObjects(config: String, expected: [ScanCode]) async throws {
        #expect(try await codes(bytes(#"{"class_name":"Sequential","config":{"layers":[\#(config)]}}"#), name: "config.json") == expected)
        #expect(try await codes(bytes(String(repeating: "[", count: 5_000)), name: "config.json") == [])
    }

    @Test("TorchScript is suspicious, for it is code")
    func torchScript() async throws {
        var zip = PickleWriter.torchZip(PickleWriter.call("__torch__.net", "Net"))
        zip.entries.append(.init(name: "m/code/__torch__/net.py", data: bytes("def forward(self): pass")))
        #expect(try await codes(zip.file, name: "m.pt") == [.torchScriptCode])
        #expect(
            try await codes(PickleWriter.torchZip(PickleWriter.call("__torch__.net", "Net")).file, name: "m.pt") == [.pickleUnknownImport])
    }

    @Test("programs under the name of weights are dangerous, and others suspicious")
    func programs() async throws {
        let elf: [UInt8] = [0x7F] + bytes("ELF") + [UInt8](repeating: 0, count: 60)
        #expect(try await codes(elf, name: "model.bin") == [.executableAsWeights])
        #expect(try await codes(elf, name: "lib.so") == [.nativeLibrary])
        #expect(try await codes(bytes("MZ") + [UInt8](repeating: 0, count: 60), name: "model.bin") == [.wrongContent])
        #expect(try await codes(bytes("#!/bin/sh\nrm -rf ~"), name: "model.bin") == [.scriptAsWeights])
        #expect(try await codes(bytes("import os\nos.system('id')"), name: "model.pt") == [.scriptAsWeights])
        #expect(try await codes(bytes("import os"), name: "modeling_x.py") == [.pythonCode])
    }

    @Test("a TensorFlow graph that reads or writes files says so")
    func savedModel() async throws {
        #expect(try await codes([8, 1, 0x12, 9, 0x0A] + [0x12, 8] + bytes("ReadFile"), name: "saved_model.pb") == [.savedModelOperation])
        #expect(try await codes([8, 1, 0x12, 9, 0x0A] + [0x12, 6] + bytes("MatMul"), name: "saved_model.pb") == [])
    }

    @Test("an archive that is found from its end is looked into, whatever the file begins with")
    func polyglot() async throws {
        var zip = ZipWriter([("config.json", bytes(#"{"class_name":"Lambda"}"#)), ("metadata.json", bytes("{}"))])
        for prefix in [[0x89] + bytes("PNG\r\n"), bytes("anything"), plainNumPy] {
            zip.prefix = prefix
            #expect(try await codes(zip.file, name: "m.keras").contains(.kerasLambda))
        }
    }

    @Test("texts and empty files are clean")
    func harmless() async throws {
        for (name, text) in [
            ("README.md", "# A model\n"), ("config.json", "{}"), ("vocab.txt", "[PAD]\nthe\n"), ("x", ""), ("merges.txt", "a b\n"),
        ] {
            #expect(try await scan(bytes(text), name: name).reasons == [], "\(name)")
        }
    }

    @Test("a flood of reasons is cut, and the worst stay")
    func flood() async throws {
        var writer = PickleWriter()
        for index in 0..<5_000 { writer.global("some.module", "name\(index)") }
        writer.global("os", "system")
        writer.op(")R.")
        let scan = try await scan(writer.bytes, name: "a.pkl")
        #expect(scan.reasons.count <= FileScanner.Limits().reasonsOfAKind + 2)
        #expect(scan.verdict == .dangerous)
        #expect(scan.reasons.contains { $0.code == .unfinished })
    }
}
