"""A results folder as frames of pandas."""
from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l2l.files import FileError

if TYPE_CHECKING:
    import pandas


def results(folder: str | Path) -> Results:
    """The results of a finished run: `results("results/smoke").verdicts`."""
    return Results(Path(folder))


class Results:
    """Frames of a results folder, each read when it is asked for. Their columns are those of docs/formats.md."""

    def __init__(self, folder: Path):
        if not (folder / "manifest.json").is_file():
            raise FileError(folder, "no manifest.json in it", "a results folder of l2l")
        self.folder = folder

    def table(self, name: str) -> pandas.DataFrame:
        """A table of the report, such as `final-loss`. Columns of `yes` and `no` stay text."""
        path = self.folder / "tables" / f"{name}.csv"
        if not path.is_file():
            raise FileError(path, "no such file", f"a table that `l2l report {self.folder}` has written")
        frame: pandas.DataFrame = pandas_module().read_csv(path)
        return frame.astype({"meta_seed": "Int64"}) if "meta_seed" in frame else frame

    @cached_property
    def trajectories(self) -> pandas.DataFrame:
        """One row for each number of updates of an optimizer and meta-seed on an optimizee at a horizon."""
        return self.table("trajectories")

    @cached_property
    def verdicts(self) -> pandas.DataFrame:
        """One row for each learned optimizer on an optimizee at a horizon."""
        return self.table("verdicts")

    @cached_property
    def records(self) -> pandas.DataFrame:
        """One row for each finished cell: its label, key, content (`evaluation`, `tuning` …), and what it says.

        Numbers for each function, such as `finalLosses`, are lists: `explode` makes rows of them.
        """
        rows = [record(path) for path in sorted((self.folder / "records").glob("*.json"))]
        frame: pandas.DataFrame = pandas_module().DataFrame(rows)
        return frame


def record(path: Path) -> dict[str, Any]:
    """One record, whose checksum is that of its other bytes."""
    data = path.read_bytes()
    opening, body = b'{"checksum":"', b"{" + data[79:-1]
    checksum = hashlib.sha256(body).hexdigest()
    if data[:79] != opening + checksum.encode() + b'",' or data[-1:] != b"\n":
        raise FileError(path, "bytes that its checksum does not fit", "a record as l2l has written it")
    content = json.loads(body)
    (kind, said), = content["content"].items()
    return {"label": content["label"], "content": kind, "key": content["key"], "suite": content["suite"],
            "external": content["external"], "file": path.name, **said}


def pandas_module() -> Any:
    try:
        import pandas
    except ModuleNotFoundError:
        raise ModuleNotFoundError("frames need pandas: pip install pandas", name="pandas") from None
    return pandas
