from __future__ import annotations
def f(a: list[int], b: int | None) -> dict[str, int]: pass
a: int | str = 3
