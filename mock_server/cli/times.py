"""Moments and spans as they are typed, brought into the form that the admin API takes."""

from .failures import wrong


def moment_given(text: str) -> str:
    """`2026-03-01` as `2026-03-01T00:00:00+00:00`."""
    from mock_server.app.moments import read_moment

    try:
        return read_moment(text).isoformat()
    except ValueError as error:
        raise wrong(f"{text!r} is no moment; one looks like 2026-03-01T12:00Z") from error


def span_given(text: str) -> str:
    """`pt3h` as `PT3H`."""
    from mock_server.admin.spans import read_span
    from mock_server.engine.errors import Invalid

    try:
        read_span(text.upper(), "span")
    except Invalid as error:
        raise wrong(f"{text!r} is no span of time; one looks like PT3H or P1DT12H") from error
    return text.upper()
