"""Clocks that jump by years, between runs and against what is on disk."""
from .mirror import KEPT, SCRATCH, Faults

JUMPS = ["+10y", "-10y", "+1d", "-1d"]


def run(faults: Faults) -> str:
    faults.declare()
    faults.sync()
    faults.run("mirror", "snapshot", "publish", "before", "--create")
    for index, jump in enumerate(JUMPS):
        wrapped = ["faketime", "-f", jump]
        faults.run("mirror", "gc", wrapped=wrapped)
        faults.check(deep=True)
        faults.run("mirror", "sync", "--endpoint", faults.endpoint, wrapped=wrapped)
        faults.run("mirror", "snapshot", "publish", f"jump-{index}", "--create", wrapped=wrapped)
        faults.run("mirror", "gc", "--grace", "0s")
        faults.check(deep=True)
    faults.sync()
    faults.check(deep=True)
    faults.serve_all(models=KEPT + SCRATCH)
    return f"clocks at {', '.join(JUMPS)}: nothing referred to was removed, and everything goes on"
