"""The rows of the transition table, one file per family of steps.

Each file has a ``TABLE``: for each step who may take it and in which state (``check`` raises), and
what becomes of the case (``apply``). ``procedure.lifecycle`` puts them together.
"""
