"""Tells how far training has come: a line of JSON each on the standard output for a program, or text for people.

    {"kind": "progress", "step": "decode" | "fit" | "measure" | "export", "fraction": 0.25, "secondsLeft": 1200 | null, ...}
    {"kind": "done", "step": ..., ...}      what the step answers
    {"kind": "failed", "message": ...}      something that a person can put right; the exit code is 2
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import NoReturn

from task import TaskError

FAILED = 2


class Progress:
    def __init__(self, as_json: bool):
        self.as_json = as_json

    def step(self, step: str, fraction: float, seconds_left: float | None = None, **more: object) -> None:
        left = None if seconds_left is None else round(max(0.0, seconds_left))
        self._say({"kind": "progress", "step": step, "fraction": round(fraction, 4), "secondsLeft": left, **more})

    def done(self, step: str, **more: object) -> None:
        self._say({"kind": "done", "step": step, **more})

    def _say(self, line: dict) -> None:
        if self.as_json:
            print(json.dumps(line), flush=True)
            return
        told = [f"{name} {value}" for name, value in line.items() if name not in ("kind", "step") and value is not None]
        print(f"{line['step']}: {'  '.join(told)}", flush=True)


def run(main: Callable[[], None], as_json: bool) -> NoReturn:
    """Runs a program; what a person can put right becomes one sentence."""
    try:
        main()
    except TaskError as error:
        if as_json:
            print(json.dumps({"kind": "failed", "message": str(error)}), flush=True)
        else:
            print(error, file=sys.stderr)
        sys.exit(FAILED)
    sys.exit(0)
