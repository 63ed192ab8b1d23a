"""`kill -9` at random moments of sync, gc and publish."""
import time

from .mirror import KEPT, SCRATCH, Faults, Lost


def run(faults: Faults) -> str:
    faults.declare()
    faults.sync()
    faults.run("mirror", "snapshot", "publish", "first", "--create")
    retire = ["mirror", "gc", "--retire", "--models", "fault/scratch-*", "--larger-than", "1", "--grace", "0s"]
    sync = ["mirror", "sync", "--endpoint", faults.endpoint]
    steps = {"sync": sync, "gc": retire, "publish": None, "rollback": ["mirror", "snapshot", "rollback"]}
    taken = {name: duration(faults, name, words) for name, words in steps.items()}
    killed = {name: 0 for name in steps}
    attempts = 0
    while sum(killed.values()) < faults.runs:
        attempts += 1
        if attempts > faults.runs * 10:
            raise Lost(f"only {sum(killed.values())} of {attempts} commands could be killed")
        name = faults.random.choice(["sync", "sync", "gc", "gc", "publish", "rollback"])
        if name == "sync":
            # Something to fetch: what is only held by the working state goes first.
            faults.run(*retire)
        words = steps[name] or publish(attempts)
        if faults.blow(faults.random.uniform(0, taken[name] * 1.1), *words):
            killed[name] += 1
        faults.check(deep=attempts % 10 == 0)
    # What is left is for an undisturbed run, and it is as if nothing had been.
    faults.sync()
    faults.run("mirror", "snapshot", "publish", "last", "--create")
    faults.run("mirror", "gc", "--grace", "0s")
    faults.check(deep=True)
    faults.serve_all(models=KEPT + SCRATCH)
    left = [path for path in (faults.home / "mirror/blobs").rglob(".*") if path.suffix in (".partial", ".progress")]
    if left:
        raise Lost(f"left over after a whole run and a collection: {left[:3]}")
    return f"{sum(killed.values())} kills ({', '.join(f'{count} of {name}' for name, count in killed.items())}), nothing lost"


def publish(number: int) -> list[str]:
    return ["mirror", "snapshot", "publish", f"state-{number}", "--create"]


def duration(faults: Faults, name: str, words) -> float:
    """How long the command takes undisturbed."""
    start = time.monotonic()
    # Nothing else was published yet: a rollback has nowhere to go.
    faults.run(*(words or publish(0)), status=2 if name == "rollback" else 0)
    taken = time.monotonic() - start
    if name == "gc":
        faults.sync()
    return taken
