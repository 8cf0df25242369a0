"""Who looks for fines finds penalties first, not what is said of appraisals."""

import pytest

from tests.browser import Open, searched


@pytest.mark.parametrize("query", ["罚款", "扣款"])
def test_penalties_stand_first(query: str, opened: Open) -> None:
    page = opened("index.html")
    searched(page, query)
    kinds = page.locator("[data-hit]").evaluate_all("hits => hits.map((hit) => hit.dataset.kind)")
    assert kinds[:5] == ["处罚条款"] * 5
