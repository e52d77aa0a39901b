"""Proofs about a program: one property a file, each with a verdict for whatever it is asked of.

Nothing here computes a score. A refutation is data that an example gives, and who can run examples tells whether it
holds (:mod:`tarazy.interpreter.proving`).
"""
