"""Two syncs at once, and a lock that a dead process left."""
import subprocess
import time

from .mirror import KEPT, SCRATCH, Faults, Lost


def run(faults: Faults) -> str:
    faults.declare()
    words = faults.command("mirror", "sync", "--endpoint", faults.endpoint)
    both = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [(process.communicate()[1], process.returncode) for process in both]
    if not any(status == 0 for _, status in ends):
        raise Lost(f"of two syncs at once none went through: {ends}")
    for said, status in ends:
        if status != 0 and "another sync is running" not in said:
            raise Lost(f"a sync that found another one running said: {said}")
    faults.check(deep=True)
    # The lock file stays, the dead process's hold on it does not.
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.05)
    process.kill()
    process.wait()
    if not (faults.home / "mirror/sync.lock").exists():
        raise Lost("there is no lock file to be left over")
    faults.sync()
    faults.serve_all(models=KEPT + SCRATCH)
    return "two syncs at once: one works, the other says so; a dead one's lock is free"
