"""`mirror sync` of one large file against curl and aria2c, all from the same local nginx. Ours verifies; theirs do not."""
import json
import os
import shutil

from . import sample_file
from .harness import Bench, median, must

COMMIT = "a" * 40
REPO = "bench/big"


def run(bench: Bench) -> None:
    size = (256 << 20) if bench.short else (4 << 30)
    www = bench.folder / "www"
    www.mkdir()
    file = www / "model.safetensors"
    digest = sample_file.make(file, size)
    port = bench.nginx(hub_locations(www, digest, size))
    url = f"http://127.0.0.1:{port}/{REPO}/resolve/{COMMIT}/model.safetensors"
    target = bench.folder / "out"

    walls: dict[str, list[float]] = {"ours": [], "curl": [], "aria2c": []}
    memory = 0.0
    for _ in range(bench.rounds):
        fresh(target)
        walls["curl"].append(must(["curl", "-sSf", "-o", str(target / "model"), url]).wall)
        fresh(target)
        aria = ["aria2c", "-q", "-x8", "-s8", "-k", "1M", "--allow-overwrite=true", "-d", str(target), "-o", "model", url]
        walls["aria2c"].append(must(aria).wall)
        fresh(target)
        home = ["--home", str(target), "--quiet"]
        must([bench.binary, "mirror", "add", REPO, *home])
        sync = must([bench.binary, "mirror", "sync", "--endpoint", f"http://127.0.0.1:{port}", *home])
        walls["ours"].append(sync.wall)
        memory = max(memory, sync.memory_mb)
        held = target / "mirror" / "blobs" / "sha256" / digest[:2] / digest
        if held.stat().st_size != size:
            raise SystemExit("the synced blob is not whole")
    shutil.rmtree(target)
    rate = {name: size / median(times) / 1e6 for name, times in walls.items()}
    bench.add("mirror sync, verified", rate["ours"], rate["curl"], "curl", "MB/s", memory)
    bench.add("mirror sync, verified", rate["ours"], rate["aria2c"], "aria2c -x8", "MB/s", memory)


def fresh(folder) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.sync()  # what the last run left to be written must not slow the next


def hub_locations(www, digest: str, size: int) -> str:
    """The answers of a hub that a mirror needs, as static files."""
    (www / "info.json").write_text(json.dumps({
        "_id": "0" * 24, "id": REPO, "modelId": REPO, "sha": COMMIT, "private": False, "gated": False, "disabled": False, "tags": [],
        "siblings": [{"rfilename": "model.safetensors"}],
    }))
    (www / "tree.json").write_text(json.dumps([{
        "type": "file", "oid": "b" * 40, "size": size, "path": "model.safetensors",
        "lfs": {"oid": digest, "size": size, "pointerSize": 135},
    }]))
    (www / "refs.json").write_text(json.dumps({
        "branches": [{"name": "main", "ref": "refs/heads/main", "targetCommit": COMMIT}], "converts": [], "tags": [],
    }))
    static = "\n".join(
        f"location = /api/models/{REPO}{path} {{ default_type application/json; alias {www}/{name}; }}"
        for path, name in [("", "info.json"), ("/revision/main", "info.json"), (f"/revision/{COMMIT}", "info.json"),
                           (f"/tree/{COMMIT}", "tree.json"), ("/tree/main", "tree.json"), ("/refs", "refs.json")]
    )
    headers = f"add_header X-Repo-Commit {COMMIT}; add_header X-Linked-Etag '\"{digest}\"'; add_header X-Linked-Size {size};"
    return static + "\n".join(
        f"location = /{REPO}/resolve/{revision}/model.safetensors {{ {headers} default_type application/octet-stream; "
        f"alias {www}/model.safetensors; }}"
        for revision in (COMMIT, "main")
    )
