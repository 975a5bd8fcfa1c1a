"""`python -m generator.package FOLDER`: the built document as an npm package and a Go module, ready to be published."""

import argparse
import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DIST = PROJECT / "spec" / "dist"
NAME = "komoju-openapi"
MAIN = "komoju-v1.json"
SUMS = "SHA256SUMS"
ABOUT = "The OpenAPI document of version 1 of the KOMOJU payments API"
GO = """\
// Package komojuopenapi holds the OpenAPI document of version 1 of the KOMOJU payments API.
package komojuopenapi

import _ "embed"

// Version is the version of the document, and SHA256 the hash of its JSON text.
const (
	Version = "{version}"
	SHA256  = "{digest}"
)

// JSON is the document in OpenAPI 3.1.
//
//go:embed komoju-v1.json
var JSON []byte

// YAML is the same document.
//
//go:embed komoju-v1.yaml
var YAML []byte

// JSON30 is its twin in OpenAPI 3.0, for tools that stop there.
//
//go:embed komoju-v1-3.0.json
var JSON30 []byte
"""


def packages(dist: Path = DIST, go_module: str = NAME) -> dict[str, bytes]:
    """Give the files of both packages by their paths."""
    documents = {path.name: path.read_bytes() for path in sorted(dist.iterdir())}
    version: str = json.loads(documents[MAIN])["info"]["version"]
    digests = {name: sha256(content).hexdigest() for name, content in documents.items()}
    sums = "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()
    shared = {**documents, SUMS: sums, "LICENSE": (PROJECT / "LICENSE").read_bytes()}
    npm = {
        "name": NAME,
        "version": version,
        "description": ABOUT,
        "license": "MIT",
        "files": [*documents, SUMS],
        "exports": {".": f"./{MAIN}", **{f"./{name}": f"./{name}" for name in documents}},
        "sha256": digests[MAIN],
    }
    return {
        **{f"npm/{name}": content for name, content in shared.items()},
        "npm/package.json": (json.dumps(npm, indent=2) + "\n").encode(),
        **{f"go/{name}": content for name, content in shared.items()},
        "go/go.mod": f"module {go_module}\n\ngo 1.21\n".encode(),
        "go/document.go": GO.format(version=version, digest=digests[MAIN]).encode(),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both packages."""
    parser = argparse.ArgumentParser(prog="python -m generator.package", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write: FOLDER/npm and FOLDER/go")
    parser.add_argument("--go-module", default=NAME, help=f"the path under which the Go module is found ({NAME})")
    options = parser.parse_args(arguments)
    for name, content in packages(go_module=options.go_module).items():
        path = options.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
