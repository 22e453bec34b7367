"""A toy product for the engine's tests: a few registers of a town's workshops, with every kind of field.

The engine is tried on these and on no register of the product, so that its tests say what the engine does whatever
becomes of the registers. One file a register: `workshops` stand alone, `apprentices`, `payments`, `licences`,
`bursaries` and `repairs` refer to them. `factories` makes rows, `catalogue` and `urls` put all together.
"""
