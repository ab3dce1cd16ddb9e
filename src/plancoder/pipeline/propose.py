"""A plan list for a folder that has none, proposed from file names and first pages, for a person to correct."""

from __future__ import annotations

from plancoder.pipeline.run import CodeOptions, Report
from plancoder.study.open import Study


def propose_plans(study: Study, options: CodeOptions, report: Report) -> Study:
    """The study with a plans.csv proposed and written."""
    raise NotImplementedError
