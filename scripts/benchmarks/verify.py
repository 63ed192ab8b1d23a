"""`mirror verify` against `openssl dgst -sha256` run on all cores at once, over the same files in the same run."""
import os
import shutil

from . import sample_file
from .harness import Bench, median, must


def run(bench: Bench) -> None:
    count, size = (8, 16 << 20) if bench.short else (16, 256 << 20)
    home = bench.folder / "verified"
    blobs = home / "mirror" / "blobs" / "sha256"
    files = []
    for index in range(count):
        made = bench.folder / "made"
        digest = sample_file.make(made, size, seed=100 + index)
        target = blobs / digest[:2] / digest
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)
        target.chmod(0o444)
        files.append(str(target))
    command = [bench.binary, "mirror", "verify", "--home", str(home), "--quiet"]
    must(command, stdout=bench.null)  # makes the trees that a sync would have made
    listing = bench.folder / "files.txt"
    listing.write_text("\n".join(files))
    openssl = f"xargs -P {os.cpu_count()} -n 1 openssl dgst -sha256 <'{listing}' >/dev/null"
    walls: dict[str, list[float]] = {"ours": [], "openssl": []}
    memory = 0.0
    for _ in range(bench.rounds):
        walls["openssl"].append(must(["sh", "-c", openssl]).wall)
        ours = must(command, stdout=bench.null)
        walls["ours"].append(ours.wall)
        memory = max(memory, ours.memory_mb)
    rate = {name: count * size / median(times) / 1e6 for name, times in walls.items()}
    bench.add("mirror verify", rate["ours"], rate["openssl"], "openssl dgst -sha256, all cores", "MB/s", memory)
    shutil.rmtree(home)
