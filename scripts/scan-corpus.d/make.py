"""Makes the files that the scanning gate is measured with, out of the source packages of three other scanners.

    make.py DOWNLOADS TARGET

TARGET/dangerous: what picklescan's own tests make (0.0.32 makes them in code), and a pickle for each name that picklescan, modelscan
and fickling refuse. TARGET/plain: what a checkpoint is made of, written as PyTorch, NumPy and joblib write it. Nothing is loaded.
"""
import ast
import importlib
import importlib.abc
import importlib.machinery
import io
import os
import pickle
import shutil
import struct
import sys
import tarfile
import types
import zipfile

downloads, target = sys.argv[1:]
dangerous, plain = os.path.join(target, "dangerous"), os.path.join(target, "plain")
for folder in (dangerous, plain):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)


# Modules that the tests only name: what is fetched from them is a class of that name, which pickles by reference.
class Named(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = Named(name, (), {"__module__": cls.__module__, "__qualname__": f"{cls.__qualname__}.{name}"})
        setattr(cls, name, made)
        return made


class Pretended(types.ModuleType):
    __path__ = []
    homes = {("requests", "get"): "requests.api", ("aiohttp", "ClientSession"): "aiohttp.client", ("torch", "load"): "torch.serialization"}

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        home = self.homes.get((self.__name__, name))
        if home:
            return getattr(importlib.import_module(home), name)
        made = Named(name, (), {"__module__": self.__name__, "__qualname__": name})
        setattr(self, name, made)
        return made


class Pretender(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    roots = {"torch", "requests", "aiohttp", "pytest", "picklescan"}

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.split(".")[0] in self.roots else None

    def create_module(self, spec):
        return Pretended(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Pretender())
for optional in ("idlelib.run", "idlelib.pyshell", "lib2to3.pgen2.grammar", "distutils.file_util"):
    try:
        importlib.import_module(optional)
    except BaseException:
        Pretender.roots.add(optional.split(".")[0])
        for loaded in [name for name in sys.modules if name.split(".")[0] == optional.split(".")[0]]:
            del sys.modules[loaded]


def source(package, path):
    """The text of a file in a source package."""
    name = next(n for n in sorted(os.listdir(downloads)) if n.startswith(package) and n.endswith(".tar.gz"))
    with tarfile.open(os.path.join(downloads, name)) as archive:
        return archive.extractfile(f"{name.removesuffix('.tar.gz')}/{path}").read().decode()


def write(folder, name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


# 1. picklescan's test data.
home = os.path.join(target, "picklescan")
shutil.rmtree(home, ignore_errors=True)
for folder in ("data", "data2"):
    os.makedirs(os.path.join(home, folder))
script = os.path.join(home, "test_scanner.py")
module = types.ModuleType("made_by_picklescan")
module.__file__ = script
sys.modules[module.__name__] = module
exec(compile(source("picklescan-0.0.32", "tests/test_scanner.py"), script, "exec"), module.__dict__)
harmless = ("benign", "pytorch_model", "new_pytorch", "int_array", "object_array")
for folder in ("data", "data2"):
    for name in os.listdir(os.path.join(home, folder)):
        # A picture under the name of a checkpoint, and nothing but noise: neither dangerous nor a checkpoint.
        if name in ("bad_pytorch.pt", "not_a_pickle.bin"):
            continue
        shutil.copy(os.path.join(home, folder, name), os.path.join(plain if name.startswith(harmless) else dangerous, f"picklescan-{name}"))

# 2. A pickle for every name that the three refuse, in the old and the new way to fetch one.
names = set()


def literal(text, variable):
    """The value that a module assigns to a variable, without running the module."""
    for node in ast.walk(ast.parse(text)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if any(isinstance(t, ast.Name) and t.id == variable for t in targets):
            value = node.value
            if isinstance(value, ast.Call):
                value = value.args[0]
            return ast.literal_eval(value)
    raise SystemExit(f"{variable} is not there any more")


def add(table):
    for module_name, functions in table.items():
        for function in [functions] if isinstance(functions, str) else functions:
            names.add((module_name, "anything" if function == "*" else function))


add(literal(source("picklescan-1.0.5", "src/picklescan/scanner.py"), "_unsafe_globals"))
for node in ast.walk(ast.parse(source("picklescan-1.0.5", "tests/test_scanner.py"))):
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Global" and len(node.args) == 3 and node.args[2].attr == "Dangerous":
        first, second = (getattr(argument, "value", None) for argument in node.args[:2])
        # Names that could not be told, and one that is refused only by those who refuse whatever they don't know.
        if isinstance(first, str) and first not in ("unknown", "_rebuild_tensor", "collections"):
            names.add((first, second))
settings = ast.parse(source("modelscan-", "modelscan/settings.py"))
for node in ast.walk(settings):
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values):
            if isinstance(key, ast.Constant) and key.value == "unsafe_globals":
                for severity in ast.literal_eval(value).values():
                    add(severity)
for module_name in literal(source("fickling-", "fickling/fickle.py"), "UNSAFE_IMPORTS"):
    names.add((module_name, "anything"))
analysis = source("fickling-", "fickling/analysis.py")
for module_name in literal(analysis, "UNSAFE_MODULES"):
    names.add((module_name, "anything"))
add({module_name: list(functions) for module_name, functions in literal(analysis, "UNSAFE_IMPORTS").items()})

for first, second in sorted(names):
    label = f"{first}.{second}".replace("/", "_")
    write(dangerous, f"name0-{label}.pkl", f"c{first}\n{second}\n(S'x'\ntR.".encode())
    pushed = b"".join(b"\x8c" + bytes([len(word)]) + word.encode() + b"\x94" for word in (first, second))
    write(dangerous, f"name4-{label}.pkl", b"\x80\x04" + pushed + b"\x93\x94\x8c\x01x\x94\x85\x94R\x94.")

# 3. An archive that is marked as encrypted, patched or otherwise, as picklescan's newer tests have it.
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w") as archive:
    archive.writestr("data.pkl", b"cbuiltins\neval\n(S'1'\ntR.")
for flag in (0x1, 0x20, 0x40):
    data = bytearray(buffer.getvalue())
    data[6] |= flag
    data[data.index(b"PK\x01\x02") + 8] |= flag
    write(dangerous, f"flag-{flag:#x}.zip", bytes(data))


# 4. Plain checkpoints.
class Storage:
    def __init__(self, kind, key, count):
        self.kind, self.key, self.count = kind, key, count


class Tensor:
    def __init__(self, storage, shape):
        self.storage, self.shape = storage, shape

    def __reduce__(self):
        import collections

        strides = tuple(int(n) for n in reversed([1] + list(self.shape[1:][::-1])))
        return importlib.import_module("torch._utils")._rebuild_tensor_v2, (self.storage, 0, self.shape, strides, False, collections.OrderedDict())


class TorchPickler(pickle._Pickler):
    legacy = False

    def persistent_id(self, value):
        if not isinstance(value, Storage):
            return None
        return ("storage", getattr(importlib.import_module("torch"), value.kind), value.key, "cpu", value.count) + ((None,) if self.legacy else ())


def torch_pickle(value, legacy=False):
    out = io.BytesIO()
    pickler = TorchPickler(out, 2)
    pickler.legacy = legacy
    pickler.dump(value)
    return out.getvalue()


def state(kind):
    import collections

    value = collections.OrderedDict()
    for index, shape in enumerate([(8, 4), (8,), (16, 8)]):
        count = 1
        for side in shape:
            count *= side
        value[f"layer.{index}.weight"] = Tensor(Storage(kind, str(index), count), shape)
    return value


widths = {"FloatStorage": 4, "HalfStorage": 2, "BFloat16Storage": 2, "LongStorage": 8, "ByteStorage": 1, "BoolStorage": 1}
for kind, width in widths.items():
    checkpoint = {"state_dict": state(kind), "epoch": 3, "lr": 0.1, "names": ["a", "b"], "best": None}
    with zipfile.ZipFile(os.path.join(plain, f"torch-{kind}.pt"), "w") as archive:
        archive.writestr("archive/data.pkl", torch_pickle(checkpoint))
        archive.writestr("archive/byteorder", b"little")
        for key, count in (("0", 32), ("1", 8), ("2", 128)):
            archive.writestr(f"archive/data/{key}", os.urandom(count * width))
        archive.writestr("archive/version", b"3\n")
    data = pickle.dumps(0x1950A86A20F9469CFC6C, 2) + pickle.dumps(1001, 2)
    data += pickle.dumps({"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}, 2)
    data += torch_pickle(checkpoint, legacy=True) + pickle.dumps(["0", "1", "2"], 2)
    for count in (32, 8, 128):
        data += struct.pack("<q", count) + os.urandom(count * width)
    write(plain, f"torch-legacy-{kind}.bin", data)

import joblib
import numpy as np

arrays = {"f32": np.ones((4, 3), "f4"), "i64": np.arange(7), "bool": np.array([True, False]), "text": np.array(["a", "bc"]), "empty": np.zeros((0, 3))}
for name, array in arrays.items():
    np.save(os.path.join(plain, f"numpy-{name}.npy"), array)
    for protocol in (0, 2, 4, 5):
        write(plain, f"numpy-{name}-{protocol}.pkl", pickle.dumps({"x": array, "y": array.dtype, "z": [array.sum() if array.dtype.kind != "U" else 0]}, protocol))
np.savez(os.path.join(plain, "numpy.npz"), **arrays)
np.savez_compressed(os.path.join(plain, "numpy-compressed.npz"), zeros=np.zeros((4096, 4096)), **arrays)
joblib.dump(arrays, os.path.join(plain, "joblib.joblib"))
for compression in ("zlib", "gzip"):
    joblib.dump(arrays, os.path.join(plain, f"joblib-{compression}.joblib"), compress=(compression, 3))

print(f"{len(os.listdir(dangerous))} dangerous files of {len(names)} names, {len(os.listdir(plain))} plain ones", file=sys.stderr)
