import Scanning
import Testing

@Suite struct PickleGateTests {
    @Test("plain checkpoints are clean, in every form")
    func plain() async throws {
        #expect(try await scan(PickleWriter.torchZip().file, name: "pytorch_model.bin").reasons == [])
        #expect(try await scan(PickleWriter.legacyTorch(), name: "pytorch_model.bin").reasons == [])
        #expect(try await scan([0x80, 4] + bytes("]\u{94}(K\u{01}K\u{02}e."), name: "list.pkl").verdict != .dangerous)
        #expect(try await scan(bytes("(lp0\nI1\naS'a'\np1\na."), name: "list.pkl").reasons == [])
    }

    @Test(
        "what runs code or reaches out is dangerous, by whatever opcode it is fetched",
        arguments: [
            ("os", "system"), ("posix", "system"), ("nt", "system"), ("subprocess", "Popen"), ("builtins", "eval"), ("__builtin__", "exec"),
            ("builtins", "getattr"), ("runpy", "_run_code"), ("pip", "main"), ("webbrowser", "open"), ("httplib", "HTTPSConnection"),
            ("socket", "create_connection"), ("shutil", "rmtree"), ("sys", "exit"), ("importlib", "import_module"), ("timeit", "timeit"),
            ("pdb", "run"), ("asyncio.unix_events", "_UnixSubprocessTransport._start"), ("torch.hub", "load"), ("numpy", "load"),
            ("torch.serialization", "load"), ("operator", "attrgetter"), ("functools", "partial"), ("types", "CodeType"),
            ("some.module", "system"), ("torch", "serialization.os.system"), ("collections", "_sys.modules"),
            ("uuid", "_get_command_stdout"),
            ("numpy.testing._private.utils", "runstring"), ("joblib", "load"), ("os.path", "join"),
        ])
    func dangerous(module: String, name: String) async throws {
        #expect(try await codes(PickleWriter.call(module, name), name: "a.pkl").contains(.pickleDangerousImport))
        var inst = PickleWriter(protocol: nil)
        inst.op("(S'x'\ni\(module)\n\(name)\n.")
        #expect(try await codes(inst.bytes, name: "a.pkl").contains(.pickleDangerousImport))
        var object = PickleWriter()
        object.op("(")
        object.global(module, name)
        object.op("S'x'\no.")
        #expect(try await codes(object.bytes, name: "a.pkl").contains(.pickleDangerousImport))
        var new = PickleWriter(protocol: 4)
        new.stackGlobal(module, name)
        new.op(")")
        new.raw([0x81])
        new.op(".")
        #expect(try await codes(new.bytes, name: "a.pkl").contains(.pickleDangerousImport))
    }

    @Test("names are followed through memo and escapes")
    func hiddenNames() async throws {
        var memo = PickleWriter(protocol: 4)
        memo.short("os")
        memo.raw([0x94])
        memo.op("0")
        memo.short("system")
        memo.op("q\u{05}0h")
        memo.raw([0])
        memo.op("h\u{05}")
        memo.raw([0x93])
        memo.op(")R.")
        #expect(try await scan(memo.bytes, name: "a.bin").verdict == .dangerous)
        let escaped = bytes("V\\u006f\\u0073\nV\\u0073ystem\n") + [0x93] + bytes("(S'x'\ntR.")
        #expect(try await scan(escaped, name: "a.bin").reasons.first?.detail == "os.system")
        let quoted = bytes("S'\\x6f\\163'\nS\"sys\\x74em\"\n") + [0x93] + bytes("(S'x'\ntR.")
        #expect(try await scan(quoted, name: "a.bin").reasons.first?.detail == "os.system")
        let liberal = bytes("Vos\np_1_0\n0Vsystem\np 2\n0g+10\ng0002\n") + [0x93] + bytes("(tR.")
        #expect(try await scan(liberal, name: "a.bin").reasons.first?.detail == "os.system")
    }

    @Test("a name that is made up while reading is dangerous, for nobody can tell it")
    func madeUp() async throws {
        var writer = PickleWriter(protocol: 4)
        writer.stackGlobal("codecs", "decode")
        writer.short("bf")
        writer.short("rot13")
        writer.raw([0x86])
        writer.op("R")
        writer.short("system")
        writer.raw([0x93])
        writer.op(")R.")
        #expect(try await codes(writer.bytes, name: "a.pkl").contains(.pickleHiddenImport))
    }

    @Test("what no plain checkpoint needs is suspicious")
    func unknown() async throws {
        #expect(try await codes(PickleWriter.call("sklearn.tree", "DecisionTreeClassifier"), name: "a.pkl") == [.pickleUnknownImport])
        var classic = PickleWriter()
        classic.raw([0x82, 7])
        classic.op(".")
        #expect(try await codes(classic.bytes, name: "a.pkl") == [.pickleExtension])
        var foreign = PickleWriter()
        foreign.op("S'id'\nQ.")
        #expect(try await codes(foreign.bytes, name: "a.pkl") == [.pickleForeignObject])
        #expect(try await codes([0x80, 9] + bytes("N."), name: "a.pkl") != [])
        #expect(try await codes([0x80, 2] + bytes("N0") + [0x80, 2] + bytes("N."), name: "a.pkl") == [.pickleProtocol])
    }

    @Test("writing into what was fetched is dangerous")
    func patches() async throws {
        var writer = PickleWriter()
        writer.global("torch", "Size")
        writer.op("}S'__reduce__'\nI1\nsb.")
        #expect(try await codes(writer.bytes, name: "a.pkl").contains(.picklePatchesImport))
        var items = PickleWriter()
        items.global("numpy", "dtype")
        items.op("S'a'\nI1\ns.")
        #expect(try await codes(items.bytes, name: "a.pkl").contains(.picklePatchesImport))
    }

    @Test("a pickle that breaks after it ran something is as bad as a whole one")
    func broken() async throws {
        let whole = PickleWriter.call("os", "system")
        for count in 14..<whole.count {
            #expect(try await scan(Array(whole.prefix(count)), name: "a.pkl").verdict == .dangerous, "\(count) bytes")
        }
        #expect(try await codes(PickleWriter.stateDict().dropLast(3).map { $0 }, name: "a.pkl") == [.pickleBroken])
        #expect(try await scan(bytes("cbuiltins\nexec\n(X>\nf = open('x')tRX."), name: "a.pkl").verdict == .dangerous)
    }

    @Test("every pickle of a file counts, and what hides behind the last")
    func several() async throws {
        let plain = PickleWriter.stateDict().map { $0 }
        #expect(try await scan(plain + PickleWriter.call("os", "system"), name: "a.pkl").verdict == .dangerous)
        #expect(try await scan(plain + PickleWriter.call("os", "system", protocol: nil), name: "a.pkl").verdict == .dangerous)
        #expect(try await codes([0x80, 2] + bytes("N.") + [0, 0, 0], name: "a.pkl") == [.pickleTrailingData])
        let evil = PickleWriter.legacyTorch(PickleWriter.call("os", "system"))
        #expect(try await scan(evil, name: "pytorch_model.bin").verdict == .dangerous)
        #expect(try await codes(PickleWriter.legacyTorch() + [1, 2, 3], name: "pytorch_model.bin") == [.pickleTrailingData])
        #expect(try await codes(PickleWriter.legacyTorch().dropLast(5).map { $0 }, name: "pytorch_model.bin") == [.pickleBroken])
    }

    @Test("pickles and archives within bytes are looked into")
    func nested() async throws {
        for inner in [PickleWriter.call("os", "system"), PickleWriter.torchZip(PickleWriter.call("os", "system")).file] {
            var writer = PickleWriter(protocol: 3)
            writer.binary(inner)
            writer.op(".")
            let scan = try await scan(writer.bytes, name: "a.pkl")
            #expect(scan.verdict == .dangerous)
            #expect(scan.reasons.first?.place?.hasPrefix("bytes at 7") == true)
        }
    }

    @Test("a pickle in a pickle in a pickle ends somewhere")
    func depth() async throws {
        var file = PickleWriter.call("os", "system")
        for _ in 0..<30 {
            var writer = PickleWriter(protocol: 3)
            writer.binary(file)
            writer.op(".")
            file = writer.bytes
        }
        #expect(try await codes(file, name: "a.pkl") == [.archiveTooDeep])
    }

    @Test("values nested a million deep and stacks without end cost no call stack")
    func deepValues() async throws {
        let tuples = [0x80, 2] + bytes("N") + [UInt8](repeating: 0x85, count: 1_000_000) + bytes(".")
        #expect(try await scan(tuples, name: "a.pkl").reasons == [])
        let marks = [0x80, 2] + [UInt8](repeating: UInt8(ascii: "("), count: 1_000_000) + bytes(".")
        #expect(try await codes(marks, name: "a.pkl") == [.pickleBroken])
        let lengths = [0x80, 4] + bytes("N0") + [0x8E] + [UInt8](repeating: 0xFF, count: 8) + bytes(".")
        #expect(try await codes(lengths, name: "a.pkl") == [.pickleBroken])
    }

    @Test("names are told in a pickle of millions of texts, and what it fetches after thousands of others")
    func long() async throws {
        var writer = PickleWriter(protocol: 4)
        for index in 0..<20_000 { writer.global("some.module", "name\(index)") }
        writer.op("]")
        for index in 0..<300_000 {
            writer.short("text \(index)")
            writer.raw([0x94])
        }
        writer.stackGlobal("os", "system")
        writer.op(")R.")
        #expect(try await codes(writer.bytes, name: "a.pkl").contains(.pickleDangerousImport))
    }

    @Test("random bytes of tensors are not taken for pickles, and a picture is no checkpoint")
    func accidents() async throws {
        var numbers = SeededNumbers(state: 7)
        for _ in 0..<300 {
            let noise = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            for lead: [UInt8] in [[], bytes("c"), bytes("("), [0x78, 0x9C]] {
                #expect(try await scan(lead + noise, name: "weights.bin").verdict != .dangerous)
            }
            var zip = PickleWriter.torchZip()
            zip.entries[1].data = Array(noise.prefix(24))
            #expect(try await scan(zip.file, name: "m.pt").reasons == [])
        }
        #expect(try await codes([0x89] + bytes("PNG\r\n\u{1A}\n"), name: "a.pt") == [.wrongContent])
        #expect(try await codes(bytes("no pickle at all"), name: "a.pkl") == [.wrongContent])
    }

    @Test("arrays in the stream of joblib are passed over, and one of objects is a pickle of its own")
    func joblib() async throws {
        func wrapped(_ code: String, _ data: [UInt8]) -> [UInt8] {
            var writer = PickleWriter(protocol: 3)
            writer.global("joblib.numpy_pickle", "NumpyArrayWrapper")
            writer.op(")")
            writer.raw([0x81])
            writer.op("}(")
            writer.unicode("shape")
            writer.int(2)
            writer.raw([0x85])
            writer.unicode("dtype")
            writer.global("numpy", "dtype")
            writer.unicode(code)
            writer.raw([0x85])
            writer.op("R")
            writer.op("ub")
            writer.raw(data)
            writer.op(".")
            return writer.bytes
        }
        #expect(try await scan(wrapped("f4", [1, 2, 3, 4, 5, 6, 7, 8]), name: "a.joblib").reasons == [])
        #expect(try await scan(wrapped("O8", PickleWriter.call("os", "system")), name: "a.joblib").verdict == .dangerous)
        for bits: Int32 in [15, 31] {
            let packed = deflated(wrapped("O8", PickleWriter.call("os", "system")), bits: bits)
            #expect(try await scan(packed, name: "a.joblib").verdict == .dangerous)
        }
    }

    @Test("an array of objects is unpickled, and looked at as one")
    func objectArrays() async throws {
        let header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n"
        #expect(
            try await scan(numpy(header, data: PickleWriter.call("ssl", "get_server_certificate")), name: "a.npy").verdict == .dangerous)
        #expect(try await scan(numpy(header, data: [0x80, 2] + bytes("].")), name: "a.npy").reasons == [])
        #expect(try await scan(plainNumPy, name: "a.npy").reasons == [])
    }
}
