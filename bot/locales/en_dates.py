"""English: why something typed is no date, and what would be right."""

from __future__ import annotations

TEXT = {
    "no_date_hint": (
        "Write it like 2012-06-29, 29 June 2012, June 2012, 2012, late 2000s, 1998-2003, since 2010"
        " or c. 1960."
    ),
    "no_date_long": "That is too long for a date. {hint}",
    "no_date_none": "There is no date in it. {hint}",
    "no_date_year": "{day} needs a year, as in {date}.",
    "no_date_three_digits": "{typed} may be any number; for a year write AD {typed} or 0{typed}.",
    "no_date_four_digits": "Please give the year with all four digits, as in 28/12/2015.",
    "no_date_year_digits": "Please give the year with all its digits, as in 2015年12月28日.",
    "no_date_fiscal": "Fiscal years differ by country; write the months, as in April 2016 to March 2017.",
    "no_date_day_ever": "{month} has at most {days} days; there is no {day}.",
    "no_date_day": "{month} {year} has {days} days; there is no {day}.",
    "no_date_week": "{year} has {weeks} weeks; there is no week {week}.",
    "no_date_month": "There is no month {month}: months run from 1 to 12.",
    "no_date_weekday_alone": "A weekday needs a full date; {date} is not one.",
    "no_date_weekday": "{date} is a {actual}, not a {named}.",
    "no_date_year_zero": "There is no year 0 in this reckoning: 1 BC is followed by AD 1.",
    "no_date_minus_zero": "{typed}: there is no year -0000; 1 BC is 0000 and 2 BC is -0001.",
    "no_date_lunar": ("Japan's calendar was lunar until 1873, Korea's until 1896; give the Gregorian date."),
    "no_date_era": "The era {era} ran from {first} to {last}; {typed} does not fit.",
    "no_date_beside_unsure": (
        "Before or after an unsure date says too little; write until 1960, or since 1960."
    ),
    "no_date_beside_winter": (
        "A winter may belong to two years; write the month, as in before December 2016."
    ),
    "no_date_order": "{first} begins after {last}; the earlier date comes first, as in 1998/2003.",
    "no_date_season_order": (
        "Seasons differ between north and south, so {typed} has no sure order; give months, as in March to"
        " August 2016."
    ),
    "no_date_open_ends": (
        "A point in time needs two ends: a day, a month, a year or a closed period such as 1998/2003."
    ),
    "no_date_beyond_days": "Single days can be given for the years from 10000 BC to 9999 only.",
    "no_date_edtf": (
        "{typed} is not an EDTF date; one looks like 2012-06-29, 2012-06, 2012, 201X, 1998/2003 or 2010/.."
    ),
    "no_date_level_2": (
        "{typed} is EDTF of level 2; only levels 0 and 1 are taken, such as 2012-06, 201X or 1998/2003."
    ),
    "no_date_several": "{typed} may be {dates}: write one of these.",
    "no_date_incomplete": "A part is missing.",
}
