"""What the client scripts share: an environment that reaches only the server, a line for each check, comparing folders."""
import hashlib
import os
import pathlib
import socket
import sys
import tempfile
import threading
import traceback

server, samples = sys.argv[1], pathlib.Path(sys.argv[2])
strangers: list[str] = []


def trap() -> int:
    """A proxy that refuses everything and remembers who was asked for."""
    listener = socket.create_server(("127.0.0.1", 0))

    def watch():
        while True:
            connection, _ = listener.accept()
            with connection:
                strangers.append(connection.recv(4096).split(b"\r\n")[0].decode(errors="replace"))
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    threading.Thread(target=watch, daemon=True).start()
    return listener.getsockname()[1]


def prepare() -> None:
    """Before the client is imported: it reads its settings then."""
    proxy = f"http://127.0.0.1:{trap()}"
    home = tempfile.mkdtemp()
    # The 1.x command line asks PyPI for news once a day and has no switch for it: this is its own mark that it did.
    (pathlib.Path(home) / ".check_for_update_done").touch()
    os.environ.update({
        "HF_ENDPOINT": server, "HF_HOME": home, "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_UPDATE_CHECK": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1", "HTTP_PROXY": proxy, "HTTPS_PROXY": proxy, "http_proxy": proxy, "https_proxy": proxy,
        "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost", "DISABLE_SAFETENSORS_CONVERSION": "1",
    })


def check(client: str, what: str, body) -> None:
    """Runs a check and prints its line; a failure shows where."""
    try:
        body()
        print(f"ok {client}: {what}", flush=True)
    except BaseException as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        print(f"FAIL {client}: {what}: {type(error).__name__}: {str(error)[:300]} ({place.filename.split('/')[-1]}:{place.lineno})", flush=True)


def raises(kind, body) -> Exception:
    try:
        body()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def digest(path) -> str:
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def source_files(repository: str) -> dict[str, str]:
    """Every file of a sample repository with its hash."""
    root = samples / repository
    return {str(path.relative_to(root)): digest(path) for path in root.rglob("*") if path.is_file()}


def held_files(folder) -> dict[str, str]:
    root = pathlib.Path(folder)
    return {
        str(path.relative_to(root)): digest(path)
        for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts and ".huggingface" not in path.parts
    }


class Cutter:
    """Passes a connection on to the server and breaks the first `cuts` answers after `limit` bytes."""

    def __init__(self, limit: int, cuts: int):
        host, port = server.removeprefix("http://").split(":")
        self.target, self.limit, self.cuts = (host, int(port)), limit, cuts
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.ranges: list[bytes] = []
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.relay, args=(client,), daemon=True).start()

    def relay(self, client):
        upstream = socket.create_connection(self.target)

        def forward():
            try:
                while data := client.recv(65536):
                    self.ranges += [line for line in data.split(b"\r\n") if line.lower().startswith(b"range:")]
                    upstream.sendall(data)
            except OSError:
                pass

        threading.Thread(target=forward, daemon=True).start()
        sent = 0
        try:
            while data := upstream.recv(65536):
                client.sendall(data)
                sent += len(data)
                if self.cuts > 0 and sent > self.limit:
                    self.cuts -= 1
                    break
        except OSError:
            pass
        for end in (client, upstream):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
