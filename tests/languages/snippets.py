"""The TypeScript programs of the reference: compiled beside the client under strict rules, then run one by one."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.generator.site.stage import programs, shown, stage
from tests.languages.workshop import PATIENCE, ROOT

WRITTEN_BY = ROOT / "generator" / "site" / "snippets"
HOME = "snippets"


def write(sources: Path) -> None:
    """Write every program into a folder below the client's, with the client where the programs look for it."""
    home = sources / HOME
    home.mkdir()
    (home / "komoju.ts").write_text('export type { paths } from "../komoju.js";\n', encoding="utf-8")
    for wanted in shown():
        (home / f"{wanted}.ts").write_text(programs()[wanted.key].typescript, encoding="utf-8")


def wrong(compiled: Path) -> list[str]:
    """Run every program; say which did not make the call of the document or print what the reply says."""
    reasons: list[str] = []
    with stage() as sandbox:
        for wanted in shown():
            program = sandbox.set_for((compiled / HOME / f"{wanted}.js").read_text(encoding="utf-8"))
            done = subprocess.run(
                ["node", "--input-type=module", "-"],
                input=program,
                cwd=compiled,
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE,
            )
            failed = done.stderr.strip()[-1000:] if done.returncode else sandbox.wrong(wanted, done.stdout, "json")
            reasons += [f"{wanted}: {failed}"] if failed else []
    return reasons
