"""The names of heads of state and government and of ministers, which stand for their country in texts.

To add one, add the name by which texts introduce the person to ``LEADERS``, under the country's ISO code. A
surname alone counts if the text gave the full name before, or beside another leader ("Abe met Park"); it may
be an ordinary word or another person's name otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.extraction.text.wordtree import Word

LEADERS: dict[str, tuple[str, ...]] = {
    "AR": ("Perón", "Galtieri", "Alfonsín", "Menem", "Kirchner", "Milei"),
    "AU": (
        "John Howard", "Kevin Rudd", "Julia Gillard", "Tony Abbott", "Malcolm Turnbull", "Scott Morrison",
        "Anthony Albanese",
    ),
    "BR": ("Kubitschek", "Rousseff", "Lula", "Bolsonaro"),
    "CA": ("Pierre Trudeau", "Mulroney", "Justin Trudeau"),
    "CL": ("Salvador Allende", "Pinochet", "Bachelet"),
    "CN": (
        "Mao Zedong", "Zhou Enlai", "Deng Xiaoping", "Jiang Zemin", "Hu Jintao", "Xi Jinping",
        "President Xi", "President Hu", "Zhu Rongji", "Wen Jiabao", "Li Keqiang", "Li Peng", "Wang Yi",
    ),
    "CU": ("Fidel Castro",),
    "CY": ("Makarios",),
    "CZ": ("Beneš", "Dubček", "Václav Havel"),
    "DE": (
        "Adenauer", "Helmut Kohl", "Merkel", "Hitler", "Ribbentrop", "Bismarck", "Willy Brandt",
        "Helmut Schmidt", "Gerhard Schröder", "Olaf Scholz",
    ),
    "DZ": ("Ben Bella", "Boumédiène", "Bouteflika"),
    "EG": ("Nasser", "Sadat", "Mubarak"),
    "ES": ("Franco",),
    "ET": ("Haile Selassie", "Mengistu", "Abiy Ahmed"),
    "FI": ("Kekkonen", "Niinistö"),
    "FR": (
        "De Gaulle", "Mitterrand", "Chirac", "Sarkozy", "Hollande", "Macron", "Georges Pompidou",
        "Giscard d’Estaing",
    ),
    "GB": (
        "Churchill", "Attlee", "Thatcher", "Tony Blair", "Neville Chamberlain", "John Major",
        "Gordon Brown", "David Cameron", "Theresa May", "Boris Johnson", "Keir Starmer",
    ),
    "GH": ("Nkrumah",),
    "GR": ("Venizelos", "Papandreou", "Karamanlis", "Tsipras"),
    "HU": ("Imre Nagy", "Viktor Orbán"),
    "ID": ("Sukarno", "Suharto", "Joko Widodo", "Yudhoyono"),
    "IE": ("Garret FitzGerald", "Bertie Ahern"),
    "IL": (
        "Netanyahu", "Yitzhak Rabin", "Menachem Begin", "Ben-Gurion", "Ehud Barak", "Ariel Sharon",
        "Golda Meir",
    ),
    "IN": ("Nehru", "Indira Gandhi", "Narendra Modi", "Rajiv Gandhi", "Vajpayee", "Manmohan Singh"),
    "IQ": ("Saddam Hussein", "Saddam"),
    "IR": ("Khomeini",),
    "IT": ("Mussolini",),
    "JO": ("King Hussein",),
    "JP": (
        "Hirohito", "Yoshida", "Hatoyama", "Nobusuke Kishi", "Kishi", "Hayato Ikeda", "Ikeda", "Sato",
        "Kakuei Tanaka", "Takeo Fukuda", "Nakasone", "Miyazawa", "Murayama", "Hashimoto", "Obuchi",
        "Koizumi", "Yasuo Fukuda", "Fukuda", "Taro Aso", "Naoto Kan", "Noda", "Abe", "Yoshihide Suga",
        "Kishida", "Ishiba", "Nakatani", "Ohira", "Shiina", "Iwaya", "Minoru Kihara",
    ),
    "KE": ("Jomo Kenyatta", "Uhuru Kenyatta", "Daniel arap Moi"),
    "KH": ("Hun Sen",),
    "KP": ("Kim Il-sung", "Kim Jong-il", "Kim Jong-un", "Kim Yo-jong"),
    "KR": (
        "Syngman Rhee", "Park Chung-hee", "Chun Doo-hwan", "Roh Tae-woo", "Kim Young-sam", "Kim Dae-jung",
        "Roh Moo-hyun", "Lee Myung-bak", "Park Geun-hye", "Moon Jae-in", "Yoon Suk-yeol", "Yoon Suk Yeol",
        "President Park", "President Lee", "President Kim", "President Moon", "President Roh",
        "President Yoon", "Yun Byung-se", "Foreign Minister Yun", "Han Min-koo", "Shin Won-sik",
        "Kim Jong-pil", "Lee Jae-myung",
    ),
    "LY": ("Gaddafi", "Qaddafi"),
    "MX": ("Santa Anna",),
    "NO": ("Gro Harlem Brundtland", "Jens Stoltenberg"),
    "PE": ("Fujimori",),
    "PH": ("Ferdinand Marcos", "Duterte"),
    "PK": ("Musharraf", "Zulfikar Ali Bhutto", "Benazir Bhutto", "Nawaz Sharif", "Ayub Khan", "Imran Khan"),
    "PL": ("Piłsudski", "Jaruzelski", "Lech Wałęsa"),
    "RO": ("Ceaușescu", "Ceauşescu"),
    "RU": (
        "Lenin", "Stalin", "Khrushchev", "Brezhnev", "Gorbachev", "Yeltsin", "Putin", "Medvedev", "Molotov",
        "Lavrov",
    ),
    "SA": ("Ibn Saud", "King Faisal"),
    "SE": ("Olof Palme",),
    "SG": ("Lee Kuan Yew", "Lee Hsien Loong"),
    "SY": ("Hafez al-Assad", "Bashar al-Assad"),
    "TR": ("Erdogan", "Atatürk", "Ecevit", "Demirel"),
    "TZ": ("Nyerere",),
    "UA": ("Zelensky",),
    "US": (
        "Roosevelt", "Truman", "Acheson", "Eisenhower", "Kennedy", "Nixon", "Kissinger", "Jimmy Carter",
        "President Carter", "President Ford", "Reagan", "President Bush", "George W. Bush", "Clinton",
        "Obama", "Trump", "Biden", "Tillerson", "Kerry", "Lyndon Johnson", "President Johnson", "Blinken",
        "Rumsfeld", "Pompeo",
    ),
    "VE": ("Hugo Chávez",),
    "VN": ("Ho Chi Minh",),
    "ZA": ("Nelson Mandela", "P. W. Botha", "Thabo Mbeki"),
    "ZM": ("Kaunda",),
    "ZW": ("Mugabe",),
}  # fmt: skip

_SURNAME_FIRST = frozenset({"CN", "KH", "KP", "KR", "SG", "VN"})
_TITLES = frozenset({"Foreign", "King", "Minister", "President"})
_BESIDE = frozenset(
    {"and", "called", "greeted", "hosted", "invited", "joined", "met", "received", "told", "welcomed", "with"}
)
"""The words between the names of two leaders in "Abe met Park"."""
_ALL = {name: code for code, names in LEADERS.items() for name in names}


def _surname(name: str, code: str) -> str:
    first, *_, last = name.split() if " " in name else ("", name)
    return first if code in _SURNAME_FIRST and first not in _TITLES else last


def _of_one_party(names: Mapping[str, str]) -> dict[str, str]:
    """The surnames among some full names, with the party; without surnames that several parties have."""
    found: dict[str, set[str]] = {}
    for name, code in names.items():
        found.setdefault(_surname(name, code), set()).add(code)
    return {surname: codes.pop() for surname, codes in found.items() if len(codes) == 1}


_SURNAMES = _of_one_party(_ALL)


_WHOLE_OR_SURNAME = frozenset({*_ALL, *(_surname(name, code) for name, code in _ALL.items())})


def is_leader(name: str) -> bool:
    """Whether a name of a party is a person's name."""
    return name in _WHOLE_OR_SURNAME


class Leaders:
    """Finds leaders, and others whom the text introduces, in one text by their surname alone."""

    def __init__(self, text: str, introduced: Mapping[str, str]) -> None:
        """``introduced`` are the full names of these others, each with the party."""
        self._text = text
        named = {**introduced, **{name: code for name, code in _ALL.items() if name in text}}
        self._known = _of_one_party(named)
        self._since: dict[str, int] = {}
        for name, code in named.items():
            surname, place = _surname(name, code), text.find(name)
            self._since[surname] = min(place, self._since.get(surname, place))

    def find(self, words: Sequence[Word], named: Sequence[tuple[int, int]]) -> Iterator[tuple[Word, str]]:
        """The words that are a leader's surname alone, each with the leader's party.

        ``named`` are the places of all other names of parties among the words.
        """
        text = self._text
        for at, word in enumerate(words):
            written = text[word.start : word.end]
            known = self._known.get(written, "") if self._since.get(written, word.start) < word.start else ""
            if not known and written not in _SURNAMES:
                continue
            if self._is_in_a_name(words, at) or any(start <= word.start < end for start, end in named):
                continue
            if known:
                yield word, known
            elif any(self._is_beside(word, start, end) for start, end in named if text[start:end] in _ALL):
                yield word, _SURNAMES[written]

    def _is_in_a_name(self, words: Sequence[Word], at: int) -> bool:
        """Whether the word at a place is part of a longer name, such as "Park Avenue"."""
        word, following = words[at], words[at + 1 : at + 2]
        if following and following[0].capital and following[0].start == word.end + 1:
            return True
        before = words[at - 1] if at else None
        if before is None or not before.capital or before.end != word.start - 1:
            return False
        return at > 1 and self._text[before.start : before.end] not in _TITLES

    def _is_beside(self, word: Word, start: int, end: int) -> bool:
        first, last = sorted(((word.start, word.end), (start, end)))
        return self._text[first[1] : last[0]].strip() in _BESIDE
