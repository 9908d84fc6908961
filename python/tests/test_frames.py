"""Frames of results/smoke."""
import shutil
import sys

import pytest
from driver import ROOT

import l2l

SMOKE = ROOT / "results/smoke"


def test_tables():
    pytest.importorskip("pandas")
    smoke = l2l.results(SMOKE)
    assert set(smoke.verdicts.optimizer) >= {"lstm", "linear"} and smoke.verdicts.ratio.gt(0).all()
    curve = smoke.trajectories.query("optimizer == 'adam' and horizon == 40")
    assert list(curve.updates) == list(range(41)) and curve.meta_seed.isna().all()
    assert smoke.trajectories.meta_seed.max() == 5
    assert len(smoke.table("tuning")) > 0


def test_records():
    pytest.importorskip("pandas")
    smoke = l2l.results(SMOKE)
    assert sorted(smoke.records.key) == sorted(smoke.table("records").key)
    assert {"evaluation", "metaTraining", "tuning"} <= set(smoke.records.content)
    which = "optimizer == 'adam' and horizon == 40"
    adam = smoke.records.query(f"content == 'evaluation' and {which}").explode("finalLosses")
    means = smoke.table("final-loss").query(which)["mean"]
    assert adam.finalLosses.astype(float).mean() == pytest.approx(means.item(), rel=1e-4)


def test_a_damaged_record(tmp_path):
    pytest.importorskip("pandas")
    shutil.copytree(SMOKE / "records", tmp_path / "records")
    shutil.copy(SMOKE / "manifest.json", tmp_path)
    record = next((tmp_path / "records").glob("evaluate-adam-*"))
    record.write_bytes(record.read_bytes().replace(b"0", b"1", 1))
    with pytest.raises(l2l.FileError, match=f"{record.name}: found bytes that its checksum does not fit"):
        l2l.results(tmp_path).records
    with pytest.raises(l2l.FileError, match="verdicts.csv: found no such file, expected a table that `l2l report"):
        l2l.results(tmp_path).verdicts


def test_a_folder_of_something_else(tmp_path):
    with pytest.raises(l2l.FileError, match="found no manifest.json in it, expected a results folder"):
        l2l.results(tmp_path)


def test_without_pandas(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ModuleNotFoundError, match="frames need pandas: pip install pandas"):
        l2l.results(SMOKE).verdicts
