"""Numbers in words, where they say one number and no other."""

import pytest

from rolebook.words.numerals import number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(("50", "50"), (" ５０ ", "50"), ("1,000元", "1000"), ("0.5%", "0.5"), ("5万元", "50000")),
        *(
            ("五十元", "50"),
            ("十", "10"),
            ("十五天", "15"),
            ("两百", "200"),
            ("一百零五", "105"),
            ("三万五千", "35000"),
        ),
    ],
)
def test_one_number_is_read(text: str, said: str) -> None:
    assert number(text) == said


@pytest.mark.parametrize(
    "text",
    [
        *("", "元", "50-100元", "五十至一百元", "-50", "第三次", "几十元", "百余元", "三千五", "一百五"),
        *("二〇二六", "一五", "0xff", "1e308", "A4"),
    ],
)
def test_what_may_be_read_twice_is_not_read(text: str) -> None:
    assert number(text) is None
