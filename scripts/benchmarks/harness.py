"""What the benchmarks share: timed processes with their peak memory, a local nginx, results as a table."""
import dataclasses
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time


@dataclasses.dataclass
class Timed:
    """One finished process: wall and CPU seconds, peak resident MB, exit status."""

    wall: float
    cpu: float
    memory_mb: float
    status: int


def timed(command: list[str], **options) -> Timed:
    """Runs a command to its end. The kernel's own accounting of that process, not of its children."""
    start = time.monotonic()
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Timed(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def must(command: list[str], **options) -> Timed:
    """The same, and it has to succeed: a failed run is no measurement."""
    result = timed(command, **options)
    if result.status != 0:
        raise SystemExit(f"{' '.join(command)} failed with status {result.status}")
    return result


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port: int, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port} after {seconds} s")


def peak_memory_mb(pid: int) -> float:
    """High-water mark of a running process (VmHWM)."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


class Bench:
    """One run of the benchmarks: a scratch folder, servers that end with it, and the results."""

    def __init__(self, binary: pathlib.Path, short: bool):
        self.binary = str(binary)
        self.short = short
        self.rounds = 1 if short else 3
        self.results: list[dict] = []
        self._servers: list[subprocess.Popen] = []
        self.null = subprocess.DEVNULL

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="weighbridge-bench-", dir=os.environ.get("WEIGHBRIDGE_BENCH_DIR")))
        return self

    def __exit__(self, *_):
        for server in reversed(self._servers):
            self.stop(server)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, command: list[str], port: int, **options) -> subprocess.Popen:
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        self._servers.append(server)
        wait_for(port)
        return server

    def stop(self, server: subprocess.Popen) -> None:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        if server in self._servers:
            self._servers.remove(server)

    def nginx(self, locations: str) -> int:
        """Starts an nginx of its own with these location blocks; returns its port. sendfile as its documentation advises."""
        port = free_port()
        home = self.folder / f"nginx-{port}"
        (home / "tmp").mkdir(parents=True)
        temp = "\n".join(f"{kind}_temp_path {home}/tmp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config = home / "nginx.conf"
        config.write_text(
            f"worker_processes auto; daemon off; pid {home}/pid; error_log {home}/error.log;\n"
            "events { worker_connections 1024; }\n"
            f"http {{ {temp} access_log off; sendfile on; tcp_nopush on; sendfile_max_chunk 2m; keepalive_requests 100000;\n"
            f"server {{ listen 127.0.0.1:{port}; {locations} }} }}\n"
        )
        user = ["-g", "user root;"] if os.getuid() == 0 else []
        self.start(["nginx", "-c", str(config), "-p", str(home), *user], port)
        return port

    def venv(self, name: str, *requirements: str) -> pathlib.Path:
        """A Python environment with these packages, made once (scripts/lib/setup.sh)."""
        script = 'source "$0"; need_python; venv "$@"'
        setup = pathlib.Path(__file__).resolve().parent.parent / "lib" / "setup.sh"
        made = subprocess.run(["bash", "-euc", script, str(setup), name, *requirements], check=True, capture_output=True, text=True)
        return pathlib.Path(made.stdout.strip())

    def add(self, name: str, ours: float, peer: float | None, peer_name: str, unit: str, memory_mb: float, higher_is_better=True):
        """Records a result. `ratio` above 1 always means that ours is better."""
        ratio = None
        if peer:
            ratio = ours / peer if higher_is_better else peer / ours
        self.results.append({
            "name": name, "ours": round(ours, 3), "peer": None if peer is None else round(peer, 3), "peer_name": peer_name,
            "ratio": None if ratio is None else round(ratio, 3), "unit": unit, "memory_mb": round(memory_mb, 1),
        })
        print(self.results[-1], file=sys.stderr, flush=True)  # so that a later failure does not lose it

    def table(self) -> str:
        rows = [["benchmark", "ours", "peer", "", "unit", "ratio", "memory MB"]]
        for result in self.results:
            cells = [result[key] for key in ("name", "ours", "peer", "peer_name", "unit", "ratio", "memory_mb")]
            rows.append(["–" if cell is None else str(cell) for cell in cells])
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def median(values: list[float]) -> float:
    return statistics.median(values)
