"""A bucket, a mirror, two replicas and nginx in one scratch folder."""
import hashlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.request

KEY, SECRET = "weighbridge-replica-key", "weighbridge-replica-secret"
MODEL = "org/replicated"
CLIENT = "import sys; from huggingface_hub import snapshot_download; print(snapshot_download(sys.argv[1], max_workers=4))"


class Failed(Exception):
    """Something is not as it should be."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port: int, what: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Failed(f"{what} does not listen")


class Cluster:
    def __init__(self, folder: pathlib.Path, root: pathlib.Path, binary: str, rclone: str, python: str):
        self.folder, self.root, self.binary, self.rclone, self.python = folder, root, binary, rclone, python
        self.store_port, self.nginx_port = free_port(), free_port()
        self.replica_ports = {1: free_port(), 2: free_port()}
        self.processes: dict[str, subprocess.Popen] = {}
        self.environment = {
            "PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(folder), "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
        }
        (folder / "store" / "models").mkdir(parents=True)
        self._configure("mirror", folder / "mirror-home", None)
        self.start_store()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.processes):
            self._stop(name)

    # Servers.

    def _start(self, name: str, command: list[str], port: int) -> None:
        log = open(self.folder / f"{name}.log", "ab")
        self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log, env=self.environment)
        wait_for(port, name)

    def _stop(self, name: str, how: int = signal.SIGTERM) -> None:
        process = self.processes.pop(name)
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def start_store(self) -> None:
        command = [
            self.rclone, "serve", "s3", "--addr", f"127.0.0.1:{self.store_port}", "--auth-key", f"{KEY},{SECRET}", "--config", "/dev/null",
            "--cache-dir", str(self.folder / "rclone-cache"), "--vfs-cache-mode", "off", "--dir-cache-time", "100ms", str(self.folder / "store"),
        ]
        self._start("store", command, self.store_port)

    def stop_store(self) -> None:
        self._stop("store")

    def start_replica(self, number: int) -> None:
        home = self.folder / f"replica-{number}"
        self._configure(f"replica-{number}", home, self.replica_ports[number])
        command = [self.binary, "serve", "--replica", "--config", str(self.folder / f"replica-{number}.yaml"), "--home", str(home)]
        self._start(f"replica-{number}", command, self.replica_ports[number])

    def kill_replica(self, number: int) -> None:
        self._stop(f"replica-{number}", signal.SIGKILL)

    def start_nginx(self) -> None:
        """The file of mirror/deploy, with this machine's ports."""
        site = (self.root / "mirror/deploy/replicas/nginx.conf").read_text()
        site = site.replace("listen 80;", f"listen 127.0.0.1:{self.nginx_port};")
        for number, port in self.replica_ports.items():
            site = site.replace(f"replica-{number}.internal:8090", f"127.0.0.1:{port}")
        if "internal:8090" in site or str(self.nginx_port) not in site:
            raise Failed("mirror/deploy/replicas/nginx.conf is not what this script knows")
        scratch = self.folder / "nginx"
        scratch.mkdir()
        paths = "".join(f"{kind}_temp_path {scratch}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config = self.folder / "nginx.conf"
        config.write_text(
            f"daemon off; pid {scratch}/pid; error_log {scratch}/error.log; events {{}} http {{ access_log off; {paths}\n{site}\n}}\n")
        self._start("nginx", ["nginx", "-c", str(config)], self.nginx_port)

    # The mirror.

    def _configure(self, name: str, home: pathlib.Path, port: int | None) -> None:
        home.mkdir(exist_ok=True)
        serve = f"serve:\n  listen: 127.0.0.1:{port}\n" if port else ""
        (self.folder / f"{name}.yaml").write_text(
            f"{serve}object_store:\n  endpoint: http://127.0.0.1:{self.store_port}\n  bucket: models\n  prefix: mirror\n"
            f"  cache:\n    path: {home}/cache\n    size: 2GiB\n")

    def weighbridge(self, *arguments: str) -> dict:
        command = [self.binary, *arguments, "--config", str(self.folder / "mirror.yaml"), "--home", str(self.folder / "mirror-home")]
        done = subprocess.run([*command, "--format", "json", "--quiet"], capture_output=True, text=True, env=self.environment)
        if done.returncode != 0:
            raise Failed(f"{' '.join(arguments)}: status {done.returncode}: {done.stderr.strip()}")
        if SECRET in done.stdout + done.stderr:
            raise Failed("the secret was printed")
        return json.loads(done.stdout)

    def kill_push(self, seconds: float) -> None:
        """A push that lives no longer than that, and must not be through by then."""
        command = [self.binary, "mirror", "push", "--config", str(self.folder / "mirror.yaml"), "--home", str(self.folder / "mirror-home")]
        process = subprocess.Popen([*command, "--quiet"], stdout=subprocess.DEVNULL, env=self.environment)
        time.sleep(seconds)
        process.kill()
        if process.wait() == 0:
            raise Failed(f"a push is through in {seconds} s: nothing to kill")

    def is_published(self) -> bool:
        return (self.folder / "store/models/mirror/published.json").exists()

    def push(self) -> None:
        planned = self.weighbridge("mirror", "push", "--dry-run")
        sent = self.weighbridge("mirror", "push")
        if planned["sent_bytes"] != sent["sent_bytes"]:
            raise Failed("a push sent something else than it had planned")
        again = self.weighbridge("mirror", "push", "--prune")
        if again["sent_blobs"] or not again["was_published"] or again["pruned"]["blobs"]:
            raise Failed(f"a second push is not without work: {again}")

    def hold(self, digit: str, files: int, size: int, changed: set[int] = frozenset()) -> dict[str, str]:
        """Lays a commit with these files out in the mirror's folder; returns the SHA-256 of each."""
        mirror = self.folder / "mirror-home" / "mirror"
        commit, entries, digests = digit * 40, [], {}
        for number in range(files):
            seed = f"{number}-{digit if number in changed else ''}".encode()
            block = hashlib.shake_256(seed).digest(1_000_000)
            content = b"".join(bytes([part % 256]) + block[1:] for part in range(size // len(block)))
            name, digest = f"model-{number}.safetensors", hashlib.sha256(content).hexdigest()
            blob = mirror / "blobs/sha256" / digest[:2] / digest
            blob.parent.mkdir(parents=True, exist_ok=True)
            blob.write_bytes(content)
            digests[name] = digest
            entries.append({"path": name, "size": len(content), "content": digest, "blob": f"sha256:{digest}"})
        shelf = mirror / "shelf/huggingface" / MODEL
        for folder in ("revisions", "refs"):
            (shelf / folder).mkdir(parents=True, exist_ok=True)
        manifest = {"schema": 1, "model": f"huggingface:{MODEL}", "commit": commit, "published_at": "2026-01-01T00:00:00.000Z", "files": entries}
        (shelf / f"revisions/{commit}.json").write_text(json.dumps(manifest, sort_keys=True))
        (shelf / "refs/refs%2Fheads%2Fmain").write_text(f"{commit}\n")
        return digests

    # Clients.

    def commits(self) -> list[str]:
        """What each replica says `main` is."""
        answers = []
        for port in self.replica_ports.values():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/models/{MODEL}", timeout=5) as answer:
                    answers.append(json.load(answer)["sha"])
            except OSError:
                answers.append("")
        return answers

    def begin_download(self, name: str) -> subprocess.Popen:
        environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(self.folder), "HF_HOME": str(self.folder / "clients" / name),
            "HF_ENDPOINT": f"http://127.0.0.1:{self.nginx_port}", "HF_HUB_DISABLE_PROGRESS_BARS": "1", "HF_HUB_DISABLE_XET": "1",
        }
        log = open(self.folder / "client.log", "ab")
        return subprocess.Popen([self.python, "-c", CLIENT, MODEL], stdout=subprocess.PIPE, stderr=log, env=environment, text=True)

    def arrived(self, name: str) -> int:
        folder = self.folder / "clients" / name
        total = 0
        for path in folder.rglob("*"):
            try:
                total += path.lstat().st_size
            except OSError:
                pass
        return total

    def end_download(self, process: subprocess.Popen, name: str, digests: dict[str, str]) -> None:
        output, _ = process.communicate(timeout=300)
        if process.returncode != 0:
            raise Failed(f"download {name}: the client ended with status {process.returncode}")
        snapshot = pathlib.Path(output.strip())
        for file, digest in digests.items():
            with open(snapshot / file, "rb") as content:
                if hashlib.file_digest(content, "sha256").hexdigest() != digest:
                    raise Failed(f"download {name}: {file} has other bytes")

    def download(self, name: str, digests: dict[str, str]) -> None:
        self.end_download(self.begin_download(name), name, digests)

    # Afterwards.

    def check_stateless(self) -> None:
        for number in self.replica_ports:
            left = sorted(os.listdir(self.folder / f"replica-{number}"))
            if left != ["cache"]:
                raise Failed(f"replica {number} left {left}")
            log = (self.folder / f"replica-{number}.log").read_text()
            if re.search(SECRET, log):
                raise Failed("the secret is in a replica's log")

    def show_logs(self) -> None:
        for log in sorted(self.folder.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}")
