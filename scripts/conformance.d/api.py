"""The JSON API against its own description: argv = server's address, folder of the source repositories (not needed here)."""
import json
import os
import pathlib
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import checks
from checks import check, server

checks.prepare()

from openapi_spec_validator import OpenAPIV31SpecValidator  # noqa: E402

root = f"{server}/weighbridge/v1"
client = "JSON API"


def call(method: str, target: str, body: dict | None = None) -> tuple[int, bytes, dict]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(target, data, {"Content-Type": "application/json"} if data else {}, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def get(target: str) -> dict:
    status, body, _ = call("GET", target)
    assert status == 200, f"{target}: {status} {body[:200]!r}"
    return json.loads(body)


def document() -> dict:
    return get(f"{root}/openapi.json")


def valid():
    OpenAPIV31SpecValidator(document()).validate()


def examples():
    """Every GET by the examples of its parameters, each alone and all that are needed."""
    called = 0
    for path, operations in document()["paths"].items():
        if "get" not in operations:
            continue
        parameters = operations["get"]["parameters"]
        target = root + path
        for item in parameters:
            if item["in"] == "path":
                target = target.replace("{%s}" % item["name"], urllib.parse.quote(str(item["example"]), safe=""))
        query = [item for item in parameters if item["in"] == "query"]

        def pairs(chosen):
            found = []
            for item in chosen:
                values = item["example"] if isinstance(item["example"], list) else [item["example"]]
                # A comparison needs two.
                found += [(item["name"], value) for value in (values * 2 if item["name"] == "ref" else values)]
            return found

        needed = [item for item in query if item["required"]]
        for chosen in [needed] + [needed + [item] for item in query if "example" in item and not item["required"]]:
            address = target + ("?" + urllib.parse.urlencode(pairs(chosen)) if chosen else "")
            status, body, headers = call("GET", address)
            assert status == 200, f"{address}: {status} {body[:300]!r}"
            described = operations["get"]["responses"]["200"]["content"]
            assert headers["Content-Type"].split(";")[0] in described, f"{address}: {headers['Content-Type']}"
            called += 1
    assert called >= 20, called


def generated():
    """What schemathesis makes up, sensible or not, is answered as described; never with a fault of ours but an honest one."""
    tool = pathlib.Path(sys.executable).parent / "schemathesis"
    selected = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    run = subprocess.run(
        [tool, "run", f"{root}/openapi.json", "--checks", selected, "--phases", "examples,coverage,fuzzing", "--max-examples", "25",
         "--seed", "1", "--suppress-health-check", "all", "--no-color"],
        env={**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": os.environ["HF_HOME"]}, cwd=os.environ["HF_HOME"],
        capture_output=True, text=True, timeout=900)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-300:]


def pages():
    seen, target = [], f"{root}/models?limit=3&sort=id"
    while target:
        page = get(target)
        seen += [model["reference"] for model in page["results"]]
        target = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] > 3


def command_line():
    """The words are those of the command line."""
    page = get(f"{root}/models?limit=1")
    assert {"reference", "hub", "task", "license", "parameters", "download_size", "downloads", "likes", "mirrored"} <= set(page["results"][0])


def bad_input():
    for query in ("q=" + "x%20" * 10_000, "q=%F0%9F%A4%97", "q=%27%3B%20DROP%20TABLE%20model", "q=NEAR(a%20b)%20OR%20*", "task=%00", "limit=-1",
                  "nonsense=1", "task=text-generatoin"):
        status, body, _ = call("GET", f"{root}/models?{query}")
        assert status in (200, 400), f"{query[:40]}: {status}"
        if status == 400:
            assert json.loads(body)["error"]["message"]


def feeds():
    status, body, headers = call("POST", f"{root}/searches", {"name": "everything", "query": "sort=downloads"})
    assert status == 201, body
    address = headers["Location"]
    assert b"<feed" in call("GET", f"{address}/feed.atom")[1]
    assert get(f"{address}/feed.json")["version"].endswith("/1.1")
    assert call("DELETE", address)[0] == 204 and call("GET", address)[0] == 404


# The examples name the first saved search.
first = json.loads(call("POST", f"{root}/searches", {"name": "examples", "query": ""})[1])
for what, body in {
    "the description is a valid OpenAPI 3.1 document": valid, "every route answers by its examples as described": examples,
    "pages lead through everything once": pages, "results have the words of the command line": command_line,
    "bad input is answered in words": bad_input, "a search is kept, fed and removed": feeds,
    "whatever is made up is answered as described": generated,
}.items():
    check(client, what, body)
