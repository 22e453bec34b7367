"""The examples in the docstrings are true."""

import doctest
from types import ModuleType

import pytest

from gonghui.plain import chinese, clock, identity, money, periods, pinyin, quantities, spans, whole


@pytest.mark.parametrize("module", [chinese, clock, identity, money, periods, pinyin, quantities, spans, whole])
def test_examples(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, "2025-12-12")
    failed, tried = doctest.testmod(module)
    assert tried
    assert not failed
