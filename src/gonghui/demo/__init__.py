"""The demonstration: an invented town with two years of records, and a neighbour, made by a fixed plan.

Every row is written through the doors that people's rows go through. The figures published of such a town lie in
`published`, which the plan and its makers never read; `compare` sets them beside what the records add up to.
"""

from gonghui.demo.load import Loaded, NotADemonstration, load
from gonghui.demo.staff import PASSWORD, SIGN_INS, SignIn

__all__ = ["PASSWORD", "SIGN_INS", "Loaded", "NotADemonstration", "SignIn", "load"]
