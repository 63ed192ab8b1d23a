"""`gc --dry-run` over a million blobs, and publish and rollback of snapshots: against the limits that the design sets."""
import hashlib
import json
import multiprocessing
import os
import pathlib

from .harness import Bench, median, must

GC_LIMIT_S = 5.0
PUBLISH_LIMIT_S = 0.1


def run(bench: Bench) -> None:
    collecting(bench, blobs=50_000 if bench.short else 1_000_000, models=2_000 if bench.short else 20_000)
    publishing(bench, models=1_000)
    publishing(bench, models=5_000 if bench.short else 100_000)


def collecting(bench: Bench, blobs: int, models: int) -> None:
    """Most blobs are marked by manifests; one in a hundred is garbage."""
    home = bench.folder / f"gc-{blobs}"
    apart(lay, home, blobs, models)
    command = [bench.binary, "mirror", "gc", "--dry-run", "--grace", "0s", "--format", "json", "--home", str(home)]
    walls, memory = [], 0.0
    for _ in range(bench.rounds):
        answer = home / "answer.json"
        with answer.open("w") as file:
            result = must(command, stdout=file)
        walls.append(result.wall)
        memory = max(memory, result.memory_mb)
        found = json.loads(answer.read_text())
        if found["held"] != blobs or found["blobs"] != blobs // 100:
            raise SystemExit(f"gc found {found['blobs']} of {found['held']} blobs")
    bench.add(f"mirror gc --dry-run, {blobs} blobs", median(walls), GC_LIMIT_S, "limit", "s", memory, higher_is_better=False)


def lay(home: pathlib.Path, blobs: int, models: int) -> None:
    names = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(blobs)]
    store = home / "mirror" / "blobs" / "sha256"
    for folder in {name[:2] for name in names}:
        (store / folder).mkdir(parents=True, exist_ok=True)
    for name in names:
        os.close(os.open(store / name[:2] / name, os.O_CREAT | os.O_WRONLY, 0o444))
    marked = names[: blobs - blobs // 100]
    share = len(marked) // models + 1
    for number in range(models):
        put(home, number, marked[number * share: (number + 1) * share])


def apart(work, *arguments) -> None:
    """In a process of its own: what this one needs would count as memory of those it starts."""
    process = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise SystemExit(f"{work.__name__} failed")


def publishing(bench: Bench, models: int) -> None:
    home = bench.folder / f"publish-{models}"
    blob = hashlib.sha256(b"").hexdigest()
    folder = home / "mirror" / "blobs" / "sha256" / blob[:2]
    folder.mkdir(parents=True)
    (folder / blob).touch()
    rest = ["--quiet", "--home", str(home)]
    apart(put_all, home, models, blob)
    create = must([bench.binary, "mirror", "snapshot", "create", "one", *rest], stdout=-3).wall
    put(home, models, [blob])
    must([bench.binary, "mirror", "snapshot", "create", "two", *rest], stdout=-3)
    walls: dict[str, list[float]] = {"publish": [], "rollback": []}
    memory = 0.0
    for _ in range(max(3, bench.rounds)):
        must([bench.binary, "mirror", "snapshot", "publish", "one", *rest], stdout=-3)
        publish = must([bench.binary, "mirror", "snapshot", "publish", "two", *rest], stdout=-3)
        rollback = must([bench.binary, "mirror", "snapshot", "rollback", *rest], stdout=-3)
        walls["publish"].append(publish.wall)
        walls["rollback"].append(rollback.wall)
        memory = max(memory, publish.memory_mb, rollback.memory_mb)
    print(f"  snapshot create, {models} models: {create:.2f} s")
    for name, times in walls.items():
        bench.add(f"mirror snapshot {name}, {models} models", median(times), PUBLISH_LIMIT_S, "limit", "s", memory, higher_is_better=False)


def put_all(home: pathlib.Path, models: int, blob: str) -> None:
    for number in range(models):
        put(home, number, [blob])


def put(home: pathlib.Path, number: int, blobs: list[str]) -> None:
    """A model on the shelf, as a sync leaves it."""
    commit = hashlib.sha1(b"%d" % number).hexdigest()
    name = f"model-{number}"
    folder = home / "mirror" / "shelf" / "huggingface" / f"org-{number % 1000}" / name
    (folder / "revisions").mkdir(parents=True)
    (folder / "refs").mkdir()
    files = [
        {"blob": f"sha256:{blob}", "content": blob, "path": f"part-{index:05}.safetensors", "size": 0} for index, blob in enumerate(blobs)
    ]
    (folder / "revisions" / f"{commit}.json").write_text(json.dumps({
        "commit": commit, "files": files, "model": f"huggingface:org-{number % 1000}/{name}",
        "published_at": "2026-01-01T00:00:00.000Z", "schema": 1,
    }))
    (folder / "refs" / "refs%2Fheads%2Fmain").write_text(commit + "\n")
