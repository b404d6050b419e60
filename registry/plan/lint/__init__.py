"""Lint of plans, whoever wrote them: contents, law, measures, grounds, writing, what is unfinished."""
