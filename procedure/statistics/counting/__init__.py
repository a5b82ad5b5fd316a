"""The counting of a year: facts of cases become figures with their definitions (GA VIII, R46).

Every number that can be computed from published ones is published too, with a relation that says so: what
is hidden later for being small cannot hide behind a difference that nobody thought of.
"""

from procedure.statistics.counting.report import figures

__all__ = ["figures"]
