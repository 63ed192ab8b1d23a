"""`mirror sync` against curl, aria2c and `hf download`, all from the same local nginx. Ours verifies every byte; theirs do not."""
import json
import os
import shutil

from . import sample_file
from .harness import Bench, median, must

COMMIT = "a" * 40


def run(bench: Bench) -> None:
    one_file(bench)
    forty_files(bench)


def one_file(bench: Bench) -> None:
    size = (256 << 20) if bench.short else (4 << 30)
    hub = Hub(bench, "bench/big", ["model.safetensors"], size)
    url = hub.address("model.safetensors")
    walls: dict[str, list[float]] = {"ours": [], "curl": [], "aria2c": []}
    memory = 0.0
    for _ in range(bench.rounds):
        walls["curl"].append(must(["curl", "-sSf", "-o", str(hub.fresh() / "model"), url]).wall)
        aria = ["aria2c", "-q", "-x8", "-s8", "-k", "1M", "--allow-overwrite=true", "-d", str(hub.fresh()), "-o", "model", url]
        walls["aria2c"].append(must(aria).wall)
        ours = hub.sync()
        walls["ours"].append(ours.wall)
        memory = max(memory, ours.memory_mb)
    hub.remove()
    rate = {name: size / median(times) / 1e6 for name, times in walls.items()}
    bench.add("mirror sync of one file, verified", rate["ours"], rate["curl"], "curl", "MB/s", memory)
    bench.add("mirror sync of one file, verified", rate["ours"], rate["aria2c"], "aria2c -x8", "MB/s", memory)


def forty_files(bench: Bench) -> None:
    """A sharded model, as large ones come."""
    count = 40
    size = (8 << 20) if bench.short else (205 << 20)
    names = [f"model-{index:05}-of-{count:05}.safetensors" for index in range(1, count + 1)]
    hub = Hub(bench, "bench/sharded", names, size)
    hf = bench.venv("huggingface_hub-2.4.0", "huggingface_hub==2.4.0") / "bin" / "hf"
    addresses = bench.folder / "addresses.txt"
    addresses.write_text("".join(f"{hub.address(name)}\n out={name}\n" for name in names))
    walls: dict[str, list[float]] = {"ours": [], "aria2c": [], "hf": []}
    memory = 0.0
    for _ in range(bench.rounds):
        aria = ["aria2c", "-q", "-x8", "-j8", "-s8", "-k", "1M", "--allow-overwrite=true", "-d", str(hub.fresh()), "-i", str(addresses)]
        walls["aria2c"].append(must(aria).wall)
        environment = dict(os.environ, HF_ENDPOINT=hub.endpoint, HF_HOME=str(hub.fresh()), HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_PROGRESS_BARS="1",
                           HF_HUB_DISABLE_TELEMETRY="1")
        walls["hf"].append(must([str(hf), "download", hub.repo], env=environment, stdout=bench.null, stderr=bench.null).wall)
        ours = hub.sync()
        walls["ours"].append(ours.wall)
        memory = max(memory, ours.memory_mb)
    hub.remove()
    rate = {name: count * size / median(times) / 1e6 for name, times in walls.items()}
    bench.add("mirror sync of 40 files, verified", rate["ours"], rate["aria2c"], "aria2c -x8 -j8", "MB/s", memory)
    bench.add("mirror sync of 40 files, verified", rate["ours"], rate["hf"], "hf download", "MB/s", memory)


class Hub:
    """A model on an nginx that answers as a hub does, as far as a mirror and `hf download` ask."""

    def __init__(self, bench: Bench, repo: str, names: list[str], size: int):
        self.bench, self.repo, self.size = bench, repo, size
        self.www = bench.folder / "www" / repo
        self.www.mkdir(parents=True)
        self.digests = {name: sample_file.make(self.www / name, size, seed=index) for index, name in enumerate(names)}
        port = bench.nginx(self.locations())
        self.endpoint = f"http://127.0.0.1:{port}"
        self.target = bench.folder / "out"

    def address(self, name: str) -> str:
        return f"{self.endpoint}/{self.repo}/resolve/{COMMIT}/{name}"

    def fresh(self):
        """An empty folder to download into."""
        shutil.rmtree(self.target, ignore_errors=True)
        self.target.mkdir()
        os.sync()  # what the last run left to be written must not slow the next
        return self.target

    def sync(self):
        home = ["--home", str(self.fresh()), "--quiet"]
        must([self.bench.binary, "mirror", "add", self.repo, *home])
        result = must([self.bench.binary, "mirror", "sync", "--endpoint", self.endpoint, *home], stdout=self.bench.null)
        for digest in self.digests.values():
            held = self.target / "mirror" / "blobs" / "sha256" / digest[:2] / digest
            if held.stat().st_size != self.size:
                raise SystemExit("a synced blob is not whole")
        return result

    def remove(self) -> None:
        shutil.rmtree(self.target)
        shutil.rmtree(self.www)

    def locations(self) -> str:
        """The answers of a hub as static files."""
        (self.www / "info.json").write_text(json.dumps({
            "_id": "0" * 24, "id": self.repo, "modelId": self.repo, "sha": COMMIT, "private": False, "gated": False, "disabled": False,
            "tags": [], "siblings": [{"rfilename": name} for name in self.digests],
        }))
        (self.www / "tree.json").write_text(json.dumps([
            {"type": "file", "oid": "b" * 40, "size": self.size, "path": name, "lfs": {"oid": digest, "size": self.size, "pointerSize": 135}}
            for name, digest in self.digests.items()
        ]))
        (self.www / "refs.json").write_text(json.dumps({
            "branches": [{"name": "main", "ref": "refs/heads/main", "targetCommit": COMMIT}], "converts": [], "tags": [],
        }))
        api = "\n".join(
            f"location = /api/models/{self.repo}{path} {{ default_type application/json; alias {self.www}/{name}; }}"
            for path, name in [("", "info.json"), ("/revision/main", "info.json"), (f"/revision/{COMMIT}", "info.json"),
                               (f"/tree/{COMMIT}", "tree.json"), ("/tree/main", "tree.json"), ("/refs", "refs.json")]
        )
        files = "\n".join(
            f"location = /{self.repo}/resolve/{revision}/{name} {{ add_header X-Repo-Commit {COMMIT}; add_header X-Linked-Etag '\"{digest}\"'; "
            f"add_header X-Linked-Size {self.size}; default_type application/octet-stream; alias {self.www}/{name}; }}"
            for revision in (COMMIT, "main") for name, digest in self.digests.items()
        )
        return f"{api}\n{files}"
