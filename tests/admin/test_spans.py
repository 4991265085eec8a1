"""ISO 8601 spans in and out."""

from datetime import timedelta

import pytest

from mock_server.admin.spans import read_span, write_span
from mock_server.engine.errors import Invalid


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("PT3H", timedelta(hours=3)),
        ("P1DT12H", timedelta(days=1.5)),
        ("P2W", timedelta(weeks=2)),
        ("PT0.5S", timedelta(milliseconds=500)),
        ("PT0S", timedelta()),
    ],
)
def test_a_span_is_read(text: str, span: timedelta) -> None:
    assert read_span(text, "by") == span


@pytest.mark.parametrize("text", ["", "P", "PT", "3h", "P1Y", "PT1H30", "-PT1H", "P36526D"])
def test_what_is_no_span_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_span(text, "by")

    assert [problem.name for problem in refusal.value.problems] == ["by"]


@pytest.mark.parametrize("text", ["PT3H", "P1DT12H", "P14D", "PT1H30M", "PT5S", "PT0S"])
def test_a_span_is_written_as_it_was_read(text: str) -> None:
    assert write_span(read_span(text, "by")) == text
