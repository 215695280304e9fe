"""Work of Python, counted, never timed: what is linear takes twice the steps for twice the text, on any machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """How many instructions of Python a call runs. What a function written in C does inside one instruction (a search of
    ``re``, a copy of a slice) is not seen, as PCRE2 is not in the counts of the core."""
    count = 0

    def step(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "opcode"
        return step

    def enter(frame: FrameType, event: str, arg: Any) -> Any:
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def is_linear(make: Callable[[int], Callable[[], object]], n: int) -> None:
    """Fails unless what ``make`` gives for 2n takes about twice the steps of what it gives for n; the square would be four
    times."""
    make(n)()  # what is made once, at the first call, is no work of the text
    once, twice = steps(make(n)), steps(make(2 * n))
    assert once > 0 and twice <= 2.3 * once + 1000, (once, twice)
