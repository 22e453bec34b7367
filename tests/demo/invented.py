"""Towns for the tests: the demonstration's own, with decoys on top, with other seeds, and one that is a file alone."""

from functools import cache
from pathlib import Path

from gonghui.demo import Town, towns
from gonghui.demo.drawn import seeded
from gonghui.demo.facts import DATA, merged, toml
from gonghui.demo.town import read_town, town_file

HERE = Path(__file__).parent


@cache
def with_decoys() -> tuple[Town, ...]:
    """The demonstration's towns, the first with rows on top that no figure may count."""
    first, decoys = toml(DATA / "towns" / "t1.toml"), toml(HERE / "decoys.toml")
    return read_town(merged(first, decoys), "t1.toml和decoys.toml"), *towns()[1:]


@cache
def neighbour(seed: int) -> Town:
    """The demonstration's second town, what is drawn of it drawn from another seed."""
    return read_town({**toml(DATA / "towns" / "t6.toml"), "seed": seed}, f"种子{seed}")


@cache
def drawn_town(seed: int) -> Town:
    """A town that stands in for the second one, drawn from the seed as a whole."""
    second = toml(DATA / "towns" / "t6.toml")
    own = {key: second[key] for key in ("code", "name", "serial", "staff")}
    return read_town(seeded(seed, **own), f"种子{seed}")


@cache
def hamlet() -> Town:
    """A small town of which there is nothing but a data file."""
    return town_file(HERE / "hamlet.toml")
