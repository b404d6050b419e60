"""The matcher on real catalogues, where they are at hand."""

from pathlib import Path

from registry.catalogue.reading import read_catalogue
from registry.knowledge.snapshot import load
from registry.matching.answers import read_files
from registry.matching.evaluation import Evaluation, evaluate
from registry.matching.truth import read_truth


def scores(evaluation: Evaluation) -> dict[str, float]:
    return {score.kind: score.f1 for score in evaluation.scores if score.rows == "sure"}


def test_catalogues(shared: Path) -> None:
    folder = shared / "samples"
    knowledge = load(overlays=())
    truth = read_truth(folder / "match_truth.csv", knowledge)
    names = sorted({row.catalogue for row in truth.rows})
    files = [(name, read_catalogue(folder / "catalogs" / name).records) for name in names]
    evaluation = evaluate(truth, files, knowledge)
    found = scores(evaluation)
    assert found["items"] >= 0.97
    assert found["datasets"] >= 0.97
    assert len(evaluation.missing) <= 2, "only headings that are no records may be missing"


def test_titles(shared: Path) -> None:
    path = shared / "samples" / "title_truth.csv"
    knowledge = load(overlays=())
    ((_, catalogue),) = read_files([path])
    evaluation = evaluate(read_truth(path, knowledge), [(path.name, catalogue.records)], knowledge)
    assert scores(evaluation)["items"] >= 0.97
    assert evaluation.missing == ()
