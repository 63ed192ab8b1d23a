"""A disk that is full, and one that can't be written: a tmpfs that is mounted for it."""
import os
import subprocess

from .mirror import KEPT, SCRATCH, Faults, Lost


def full(faults: Faults) -> str:
    """16 MiB for 36 MiB of models, then room."""
    with disk(faults, "16m") as home:
        if home is None:
            return "skipped: needs root"
        faults.declare(home=home)
        done = faults.sync(home=home, status=None)
        if done.returncode == 0 or "disk" not in (done.stderr + done.stdout):
            raise Lost(f"a sync onto a full disk ended with {done.returncode}: {done.stderr}")
        faults.check(deep=True, home=home)
        faults.run("mirror", "snapshot", "create", "tight", home=home, status=None)
        faults.run("mirror", "gc", "--dry-run", home=home)
        remount(home, "size=512m")
        faults.sync(home=home)
        faults.check(deep=True, home=home)
        faults.run("mirror", "snapshot", "publish", "roomy", "--create", home=home)
        faults.serve_all(home=home, models=KEPT + SCRATCH)
    return "a full disk is named, keeps what it has, and the next run with room finishes"


def read_only(faults: Faults) -> str:
    with disk(faults, "512m") as home:
        if home is None:
            return "skipped: needs root"
        faults.declare(home=home)
        faults.sync(home=home)
        faults.run("mirror", "snapshot", "publish", "first", "--create", home=home)
        remount(home, "ro")
        for words in (["mirror", "sync", "--endpoint", faults.endpoint], ["mirror", "snapshot", "publish", "second", "--create"],
                      ["mirror", "gc", "--retire", "--models", "fault/*", "--larger-than", "1", "--grace", "0s"]):
            done = faults.run(*words, home=home, status=None)
            if done.returncode == 0:
                raise Lost(f"{' '.join(words)} claims to have worked on a read-only disk")
        faults.check(deep=True, home=home)
        remount(home, "rw")
        faults.sync(home=home)
        faults.check(deep=True, home=home)
        faults.serve_all(home=home, models=KEPT + SCRATCH)
    return "a read-only disk is an error of sync, publish and gc, and nothing is lost"


class disk:
    """A file system of that size; None where it can't be mounted."""

    def __init__(self, faults: Faults, size: str):
        self.path = faults.folder / "disk"
        self.size = size

    def __enter__(self):
        self.path.mkdir(exist_ok=True)
        mounted = os.getuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", str(self.path)], capture_output=True).returncode == 0
        self.mounted = mounted
        return self.path if mounted else None

    def __exit__(self, *_):
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.path)], check=False)


def remount(path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(path)], check=True)
