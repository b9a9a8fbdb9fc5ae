"""What CLDR says of a language, by Babel, which takes milliseconds to load one.

So it is asked when the catalogs are compiled, and later only for languages that have none.
"""

from __future__ import annotations

from datetime import date, time

from babel import Locale

__all__ = ["cldr_words"]


def cldr_words(language: str) -> dict[str, str]:
    """How moments are written in `language`, a BCP 47 tag, as long dates and short times.

    `month 1` to `month 12` are the days of that month, with `{day}` and `{year}`. `hour 0:00` to
    `hour 23:00` are whole hours, `hour 0` to `hour 23` all other times, with `{minute}`. `moment` puts a
    date, `{1}`, and a time, `{0}`, together. `offset` is the one from UTC, with `%s` for its digits.
    `direction` is `ltr` or `rtl`.
    """
    locale = Locale.parse(language, sep="-")
    on, at = locale.date_formats["long"], locale.time_formats["short"]
    # Among letters from right to left, the sign would be shown behind its number.
    mark = "\u200e" if locale.text_direction == "rtl" else ""
    words = {
        "moment": locale.datetime_formats["long"].replace("'", ""),
        "offset": locale.zone_formats["gmt"] % f"{mark}%s",
        "direction": locale.text_direction,
    }
    day = "{day:02}" if "dd" in on.pattern else "{day}"
    minute = "{minute:02}" if "mm" in at.pattern else "{minute}"
    for month in range(1, 13):
        written = on.apply(date(1988, month, 29), locale)
        words[f"month {month}"] = written.replace("1988", "{year}").replace("29", day)
    for hour in range(24):
        words[f"hour {hour}:00"] = at.apply(time(hour), locale)
        words[f"hour {hour}"] = at.apply(time(hour, 59), locale).replace("59", minute)
    return words
