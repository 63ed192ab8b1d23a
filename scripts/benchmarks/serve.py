"""`serve` against nginx with sendfile: the same file, one reader and 32 parallel readers."""
import subprocess
import time

from . import sync
from .harness import Bench, free_port, median, must, peak_memory_mb

READERS = 32


def run(bench: Bench) -> None:
    size = (256 << 20) if bench.short else (2 << 30)
    hub = sync.Hub(bench, "bench/big", ["model.safetensors"], size)
    path = f"/{hub.repo}/resolve/main/model.safetensors"
    home = ["--home", str(bench.folder / "serve-home"), "--quiet"]
    must([bench.binary, "mirror", "add", hub.repo, *home])
    must([bench.binary, "mirror", "sync", "--endpoint", hub.endpoint, *home], stdout=bench.null)
    ours = free_port()
    server = bench.start([bench.binary, "serve", "--listen", f"127.0.0.1:{ours}", *home], ours)

    urls = {"ours": f"http://127.0.0.1:{ours}{path}", "nginx": f"{hub.endpoint}{path}"}
    one = {name: [] for name in urls}
    for _ in range(bench.rounds + 2):
        for name, url in urls.items():
            one[name].append(must(["curl", "-sSf", "-o", "/dev/null", url]).wall)
    rate = {name: size / median(times) / 1e6 for name, times in one.items()}
    bench.add("serve, one reader", rate["ours"], rate["nginx"], "nginx sendfile", "MB/s", peak_memory_mb(server.pid))

    many = {name: [] for name in urls}
    for _ in range(bench.rounds):
        for name, url in urls.items():
            many[name].append(parallel(url, min(size, 256 << 20)))
    moved = min(size, 256 << 20) * READERS
    rate = {name: moved / median(times) / 1e6 for name, times in many.items()}
    bench.add(f"serve, {READERS} readers", rate["ours"], rate["nginx"], "nginx sendfile", "MB/s", peak_memory_mb(server.pid))
    bench.stop(server)


def parallel(url: str, length: int) -> float:
    """Seconds until all readers have the first `length` bytes."""
    start = time.monotonic()
    command = ["curl", "-sSf", "-r", f"0-{length - 1}", "-o", "/dev/null", url]
    readers = [subprocess.Popen(command) for _ in range(READERS)]
    if any(reader.wait() for reader in readers):
        raise SystemExit("a reader failed")
    return time.monotonic() - start
