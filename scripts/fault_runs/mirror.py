"""A sample hub and a mirror of it, and a reader of the mirror's folder that shares no code with the program."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

BLOB = re.compile(r"[0-9a-f]{64}")
KEPT = ["fault/kept-one", "fault/kept-two"]
SCRATCH = ["fault/scratch-one", "fault/scratch-two"]


class Lost(Exception):
    """Something is gone or wrong that must not be."""


class Faults:
    def __init__(self, binary: str, random, runs: int):
        self.binary, self.random, self.runs = binary, random, runs
        self.hub = None

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="weighbridge-faults-"))
        self.home = self.folder / "home"
        self.samples = self.folder / "samples"
        shared = self.random.randbytes(3 << 20)
        for index, name in enumerate(KEPT + SCRATCH):
            repository = self.samples / name
            repository.mkdir(parents=True)
            (repository / "README.md").write_text(f"# {name}\n")
            (repository / "config.json").write_text("{}\n")
            (repository / "model.safetensors").write_bytes(self.random.randbytes((6 << 20) + index))
            (repository / "shared.bin").write_bytes(shared)
        log = self.folder / "hub.log"
        with log.open("w") as output:
            self.hub = subprocess.Popen(
                [self.binary, "demo", "--hub-only", "--listen", "127.0.0.1:0", "--samples", str(self.samples), "--home",
                 str(self.folder / "hub-home")], stderr=output, stdout=subprocess.DEVNULL)
        self.endpoint = address(log)
        return self

    def __exit__(self, *_):
        if self.hub and self.hub.poll() is None:
            self.hub.terminate()
            self.hub.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *words: str, home=None) -> list[str]:
        return [self.binary, *words, "--home", str(home or self.home), "--quiet"]

    def run(self, *words: str, home=None, wrapped=(), status=0) -> subprocess.CompletedProcess:
        """Runs a command to its end, which must have that exit status (None: any that the contract knows)."""
        done = subprocess.run([*wrapped, *self.command(*words, home=home)], capture_output=True, text=True, timeout=300)
        known = done.returncode in (0, 1, 2, 3, 4, 130)
        if (status is not None and done.returncode != status) or not known:
            raise Lost(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
        return done

    def sync(self, **options):
        return self.run("mirror", "sync", "--endpoint", self.endpoint, **options)

    def declare(self, home=None):
        self.run("mirror", "add", *KEPT, *SCRATCH, home=home)

    def blow(self, seconds: float, *words: str) -> bool:
        """Starts a command and kills it after so long. False: it was faster."""
        process = subprocess.Popen(self.command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(seconds)
            return False
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True

    def blobs(self, home=None) -> dict[str, pathlib.Path]:
        folder = (home or self.home) / "mirror/blobs/sha256"
        return {path.name: path for path in folder.glob("*/*") if BLOB.fullmatch(path.name)}

    def check(self, deep: bool, home=None) -> None:
        """What is published is whole, and no final name lies. `deep`: every byte is read."""
        home = home or self.home
        blobs = self.blobs(home)
        if deep:
            for name, path in blobs.items():
                if hashlib.sha256(path.read_bytes()).hexdigest() != name:
                    raise Lost(f"{path} has other bytes than its name says")
        for file in [*published(home), *shelved(home)]:
            if not file.get("blob"):
                continue
            path = blobs.get(file["blob"].removeprefix("sha256:"))
            if path is None:
                raise Lost(f"{file['path']} is published and its blob {file['blob']} is gone")
            if path.stat().st_size != file["size"]:
                raise Lost(f"{file['path']}: its blob has {path.stat().st_size} bytes, not {file['size']}")

    def serve_all(self, home=None, models=KEPT) -> None:
        """Every file of the models comes through the server as the hub has it."""
        log = self.folder / "serve.log"
        with log.open("w") as output:
            server = subprocess.Popen(
                [self.binary, "serve", "--listen", "127.0.0.1:0", "--home", str(home or self.home)], stderr=output, stdout=subprocess.DEVNULL)
        try:
            base = address(log)
            for model in models:
                for path in sorted((self.samples / model).iterdir()):
                    with urllib.request.urlopen(f"{base}/{model}/resolve/main/{path.name}", timeout=60) as answer:
                        if answer.read() != path.read_bytes():
                            raise Lost(f"{model} {path.name} is served with other bytes")
        finally:
            server.terminate()
            server.wait()


def published(home: pathlib.Path) -> list[dict]:
    """Files of the snapshot that is served."""
    record = home / "mirror/published.json"
    if not record.exists():
        return []
    root = json.loads(record.read_text())["current"]["root"].removeprefix("sha256:")
    listing = (home / f"mirror/listings/{root[:2]}/{root}.txt").read_bytes()
    if hashlib.sha256(listing).hexdigest() != root:
        raise Lost("the published listing is not what its root says")
    files = []
    for line in listing.decode().splitlines():
        words = line.split(" ")
        if words[0] == "commit":
            files += json.loads((home / f"mirror/manifests/{words[2][:2]}/{words[2]}.json").read_text())["files"]
    return files


def shelved(home: pathlib.Path) -> list[dict]:
    """Files of the live shelf."""
    manifests = (home / "mirror/shelf").glob("*/*/*/revisions/*.json")
    return [file for manifest in manifests if not manifest.name.startswith(".") for file in json.loads(manifest.read_text())["files"]]


def address(log: pathlib.Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = re.search(r"listening on (http\S+)", log.read_text())
        if found:
            return found[1]
        time.sleep(0.05)
    raise SystemExit(f"a server did not start: {log.read_text()}")
