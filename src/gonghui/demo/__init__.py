"""The demonstration: invented towns with two years of records, each a data file of facts over the same loaders.

Every row is written through the doors that people's rows go through. What was published of a town lies in
`data/published`, which its data and the loaders never read; `compare` sets it beside what the records add up to.
"""

from gonghui.demo.facts import BadFacts
from gonghui.demo.load import Loaded, NotADemonstration, load
from gonghui.demo.staff import PASSWORD, DemoAccount, sign_ins
from gonghui.demo.town import Town, towns

__all__ = ["PASSWORD", "BadFacts", "DemoAccount", "Loaded", "NotADemonstration", "Town", "load", "sign_ins", "towns"]
