from __future__ import annotations

import pytest

from naseikg.reading.numbers import numbers_in
from naseikg.reading.text import SourceText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("capacity of 1166mAh g⁻¹ and -2.71V", ["-2.71 V", "1166 mAh g-1"]),
        (r"grows by $8.86\mu\text{m}$ under 1 mAh cm^{-2}", ["1 mAh cm-2", "8.86 µm"]),
        (r"Under 0.5 mA cm^{-2}", ["0.5 mA cm-2"]),
        ("(−2.13eV) of CH_3ONa", ["-2.13 eV"]),
        (
            "for 10, 25, and 50 cycles it is 1.4, 3.5, and 7 nm",
            ["1.4 nm", "10 cycles", "25 cycles", "3.5 nm", "50 cycles", "7 nm"],
        ),
        ("10, 25 and 40 MLD cycles", ["10 cycles", "25 cycles", "40 cycles"]),
        ("of ~0.12 mS cm⁻¹, 98°C, 99.73%", ["0.12 mS cm-1", "98 °C", "99.73 %"]),
        ("as shown in Figure 4h, by", []),
        ("Na_2CO_3 has Na3P in refs [5, 6]", []),
        ("V2S3, VN and 3D host", []),
        ("2 layers of alucone", ["2 layers"]),
        ("5-10 nm thick, or 5–10 h", ["10 h", "10 nm", "5 h", "5 nm"]),
        ("between -2.1 and -2.5 eV", ["-2.1 eV", "-2.5 eV"]),
    ],
)
def test_numbers_with_units_are_read_in_any_spelling(text: str, expected: list[str]) -> None:
    assert [str(one) for one in numbers_in(text)] == expected


def test_every_digit_before_a_unit_of_the_review_is_seen(review: SourceText) -> None:
    seen = {str(number) for passage in review.passages for number in numbers_in(passage.text)}
    for expected in (
        "3.5 mAh cm-2",
        "31.4 GPa",
        "8.6 GPa",
        "1700 h",
        "10 s",
        "85 °C",
        "4 nm",
        "-2.497 eV",
        "500 cycles",
    ):
        assert expected in seen
