"""Pieces of texts that tell dates, for random texts and for hostile ones."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *(
        "1914",
        "1915-17",
        "2007-08",
        "0",
        "31",
        "6-7",
        "5, 6 and 7",
        "1998/99",
        "'99",
        "499 BC",
        "AD 476",
        "1e9",
    ),
    *(
        "January",
        "May",
        "March",
        "Feb.",
        "30 February",
        "February 29",
        "the 31st of June",
        "29 February 1900",
    ),
    *("June 2012", "12 May", "May 12, 1940", "2012-06-29", "06/29/2012", "31/31/2012", "20120629"),
    *(
        "spring",
        "the fall",
        "winter of 1939-40",
        "Christmas",
        "New Year's Eve 1999",
        "the third quarter",
        "Q4 1998",
    ),
    *(
        "the 1960s and 70s",
        "the nineties",
        "the 18th and 19th centuries",
        "the 5th century BC",
        "the 99th century",
    ),
    *("early", "late", "mid-", "the end of", "the beginning of the", "circa", "probably", "early to mid"),
    *("since", "before", "until", "after", "between", "from", "to", "and", "or", "-", "–", ",", "of", "the"),
    *("that year", "the same day", "last November", "next week", "this weekend", "the previous century"),
    *("two days later", "ninety-nine years before", "999 decades ago", "three weeks after the siege began"),
    *(
        "yesterday",
        "Monday",
        "last Friday night",
        "5:30 p.m.",
        "at 25:61",
        "on the 20th",
        "the 50th anniversary",
    ),
    *(
        "since then",
        "around the same time",
        "over the past ten years",
        "an hour before",
        "fiscal 1998",
        "FY99",
    ),
    *("The war", "signed.", "In", "On", "\n", "\n\n", "%", "$1999", "p. 1914", "in", "on", "by", "troops"),
)

HOSTILE = (
    *(
        " ",
        "\n",
        "\t \n",
        "-",
        "1",
        "1915-",
        "1, ",
        "5 and ",
        "the ",
        "The end of the ",
        "early to mid ",
        "1952, 3 Mar. ",
        "1952, 3 Mar.\n",
        '[a](b "',
        "```\n",
        "<!--",
        "a-\n",
    ),
    *(
        "May 5, ",
        "May ",
        "the same ",
        "since the ",
        "between 1914 and ",
        "1914 to ",
        "two ",
        "twenty-one days ",
        "(",
    ),
    *(
        "in the fall of ",
        "5, 6, 7, 8, 9, 10, 11, 12, 13 and ",
        "19",
        "x",
        "\u0430x",
        "B. C. ",
        "1st and 2nd ",
        "\f1\n",
    ),
    *("1998. ", "word.1 ", "about ", "3 weeks after ", "Monday, ", "c. ", "'99", "Since a b c d e f g h in "),
)


def texts() -> st.SearchStrategy[str]:
    """Texts of such pieces, with or without spaces between them."""
    joined = st.tuples(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from((" ", " ", "")))
    return joined.map(lambda parts: parts[1].join(parts[0]))
