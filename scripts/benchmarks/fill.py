"""`serve --fill` of an empty mirror against a direct download from the same nginx: how long until the first byte, and how fast the whole is."""
import shutil
import subprocess

from . import sync
from .harness import Bench, free_port, median, must, peak_memory_mb


def run(bench: Bench) -> None:
    size = (256 << 20) if bench.short else (2 << 30)
    hub = sync.Hub(bench, "bench/filled", ["model.safetensors"], size)
    path = f"/{hub.repo}/resolve/main/model.safetensors"
    rate: dict[str, list[float]] = {"ours": [], "direct": []}
    first: dict[str, list[float]] = {"ours": [], "direct": []}
    memory = 0.0
    for _ in range(bench.rounds):
        home = bench.folder / "fill-home"
        shutil.rmtree(home, ignore_errors=True)
        port = free_port()
        server = bench.start([bench.binary, "serve", "--fill", "--endpoint", hub.endpoint, "--listen", f"127.0.0.1:{port}", "--home", str(home)], port)
        # As clients do: a HEAD first, which asks the hub what the revision is.
        must(["curl", "-sSf", "-I", "-o", "/dev/null", f"http://127.0.0.1:{port}{path}"])
        for name, url in {"direct": f"{hub.endpoint}{path}", "ours": f"http://127.0.0.1:{port}{path}"}.items():
            seconds, whole = download(url)
            first[name].append(seconds * 1e3)
            rate[name].append(size / whole / 1e6)
        memory = max(memory, peak_memory_mb(server.pid))
        bench.stop(server)
        held = list((home / "mirror" / "blobs" / "sha256").rglob("?" * 64))
        if [blob.stat().st_size for blob in held] != [size]:
            raise SystemExit("what was filled is not held")
        shutil.rmtree(home)
    bench.add("serve --fill, whole file, verified", median(rate["ours"]), median(rate["direct"]), "curl from nginx", "MB/s", memory)
    bench.add("serve --fill, first byte", median(first["ours"]), median(first["direct"]), "curl from nginx", "ms", memory, higher_is_better=False)
    shutil.rmtree(hub.www)


def download(url: str) -> tuple[float, float]:
    """Seconds until the first byte and until the last."""
    words = subprocess.run(
        ["curl", "-sSf", "-o", "/dev/null", "-w", "%{time_starttransfer} %{time_total}", url], check=True, capture_output=True, text=True).stdout.split()
    return float(words[0]), float(words[1])
