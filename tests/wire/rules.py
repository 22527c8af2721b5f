"""What Discord enforces beyond its API description, as far as this bot can break it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Payload = Mapping[str, Any]

V2 = 1 << 15
"""The flag of a message that is made of components alone."""
TEXT_IN_V2, COMPONENTS_IN_V2 = 4000, 40
CONTENT, EMBEDS = 2000, 6000
COMMAND = 8000
FIELDS = 5
FILE = 10 * 1024 * 1024

SUBCOMMAND, GROUP, TEXT, WHOLE_NUMBER, TRUTH, USER, CHANNEL, ROLE, ATTACHMENT = 1, 2, 3, 4, 5, 6, 7, 8, 11
"""Types of options."""
CHAT = 1
ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
TEXT_DISPLAY, FILE_SHOWN = 10, 13
NEW_IN_V2 = frozenset({9, TEXT_DISPLAY, 11, 12, FILE_SHOWN, 14, 17})
LINK, PREMIUM = 5, 6
MODAL = 9

CATEGORIES = frozenset({"L", "N"})
LOCALES = frozenset(
    ("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
     "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
     "zh-TW", "ko")
)  # fmt: skip


def body_breaches(body: Any) -> Iterator[str]:
    """What no body may hold, whatever it is for."""
    for text in _strings(body):
        if any(unicodedata.category(char) == "Cs" for char in text):
            yield f"half a character: {text[:40]!r}"


def command_breaches(commands: Sequence[Payload]) -> Iterator[str]:
    """What is wrong with the commands of an application, or of one of its guilds, as they are sent."""
    chat = [command for command in commands if command.get("type", CHAT) == CHAT]
    if len(chat) > 100 or len(commands) - len(chat) > 10:
        yield "more than 100 slash commands or 10 long-press commands"
    for kind in {command.get("type", CHAT) for command in commands}:
        yield from _names_twice("commands", [one for one in commands if one.get("type", CHAT) == kind])
    for command in commands:
        name = command["name"]
        if command.get("type", CHAT) == CHAT:
            yield from _part_breaches(f"/{name}", command)
            size = sum(_size(part) for part in _parts(command))
            if size > COMMAND:
                yield f"/{name}: {size} characters of {COMMAND}"
        elif not 1 <= len(name) <= 32 or command.get("description") or command.get("options"):
            yield f"{name}: a long-press command has a name of 1 to 32 characters and nothing else"


def _parts(part: Payload) -> Iterator[Payload]:
    """The command, its options and theirs."""
    yield part
    for option in part.get("options") or ():
        yield from _parts(option)


def _size(part: Payload) -> int:
    """The characters that count, of each text in the language where it is longest."""
    choices = part.get("choices") or ()
    return sum(
        max(map(len, [one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()]))
        for one in (part, *choices)
        for key in ("name", "description")
    ) + sum(len(choice["value"]) for choice in choices if isinstance(choice["value"], str))


def _part_breaches(path: str, part: Payload) -> Iterator[str]:
    """A command or option, and all inside it."""
    yield from _name_breaches(path, part)
    options = part.get("options") or ()
    yield from _names_twice(path, options)
    kinds = {option["type"] in (SUBCOMMAND, GROUP) for option in options}
    if len(kinds) == 2:
        yield f"{path}: options beside subcommands"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{path}: a required option after one that is not"
    choices = part.get("choices") or ()
    yield from _names_twice(f"{path}, choices", choices)
    if choices and part.get("autocomplete"):
        yield f"{path}: choices and autocomplete"
    for option in options:
        yield from _part_breaches(f"{path} {option['name']}", option)


def _name_breaches(path: str, part: Payload) -> Iterator[str]:
    for language, name in _in_languages(part, "name"):
        letters = {
            char for char in name if char not in "-_'" and unicodedata.category(char)[0] not in CATEGORIES
        }
        marks = {char for char in letters if _of_script_with_marks(char)}
        if not 1 <= len(name) <= 32 or letters - marks or name != name.lower():
            yield f"{path}: {language} name {name!r} is not 1 to 32 lower-case letters, digits, - or _"
    for language, text in _in_languages(part, "description"):
        if not 1 <= len(text) <= 100:
            yield f"{path}: {language} description of {len(text)} characters"
    for key in ("name", "description"):
        for language in set(part.get(f"{key}_localizations") or ()) - LOCALES:
            yield f"{path}: no such language: {language}"


def _of_script_with_marks(char: str) -> bool:
    """Devanagari and Thai: their vowel signs are allowed too."""
    return unicodedata.name(char, "").startswith(("DEVANAGARI", "THAI"))


def _in_languages(part: Payload, key: str) -> Iterator[tuple[str, str]]:
    yield "default", part.get(key) or ""
    yield from (part.get(f"{key}_localizations") or {}).items()


def _names_twice(path: str, parts: Iterable[Payload]) -> Iterator[str]:
    """Names that stand twice in one language; where a language has no name of its own, the default counts."""
    parts = list(parts)
    languages = {language for part in parts for language, _ in _in_languages(part, "name")}
    for language in languages:
        names = Counter(dict(_in_languages(part, "name")).get(language, part["name"]) for part in parts)
        for name in (name for name, times in names.items() if times > 1):
            yield f"{path}: {language} name {name!r} twice"


def message_breaches(message: Payload, files: Mapping[str, int]) -> Iterator[str]:
    """What is wrong with a message as it is sent or edited; ``files`` are sizes of uploads by name."""
    yield from _ping_breaches(message)
    yield from _file_breaches(message, files)
    components = message.get("components") or ()
    everything = list(walk(components))
    for kind in ("custom_id", "id"):
        known = Counter(part[kind] for part in everything if part.get(kind))
        yield from (f"{kind} {one!r} twice" for one, times in known.items() if times > 1)
    for part in everything:
        yield from _component_breaches(part)
    if (message.get("flags") or 0) & V2:
        yield from _v2_breaches(message, everything)
    else:
        yield from _plain_breaches(message, everything, files)


def _ping_breaches(message: Payload) -> Iterator[str]:
    """Nobody is pinged but a role that is named: the one rule here that is the bot's own."""
    allowed = message.get("allowed_mentions")
    if allowed is None:
        yield "allowed_mentions left out: whatever looks like a mention pings"
    elif allowed.get("parse") or allowed.get("users") or allowed.get("replied_user"):
        yield f"allowed_mentions that ping: {allowed}"


def _file_breaches(message: Payload, files: Mapping[str, int]) -> Iterator[str]:
    told = [one.get("filename") for one in message.get("attachments") or () if "filename" in one]
    yield from (f"a file that is not told of: {name}" for name in files if name not in told)
    yield from (f"a file of {size} bytes" for size in files.values() if size > FILE)
    for part in walk(message.get("components") or ()):
        if part["type"] == FILE_SHOWN:
            name = part["file"]["url"].removeprefix("attachment://")
            if name not in told:
                yield f"shows a file that does not come along: {name}"


def _v2_breaches(message: Payload, everything: Sequence[Payload]) -> Iterator[str]:
    for key in ("content", "embeds", "poll", "stickers", "sticker_ids"):
        if message.get(key):
            yield f"a message of components with {key}"
    if not everything:
        yield "an empty message"
    if len(everything) > COMPONENTS_IN_V2:
        yield f"{len(everything)} components"
    characters = sum(_units(part["content"]) for part in everything if part["type"] == TEXT_DISPLAY)
    if characters > TEXT_IN_V2:
        yield f"{characters} characters of text in components"


def _plain_breaches(
    message: Payload, everything: Sequence[Payload], files: Mapping[str, int]
) -> Iterator[str]:
    content, embeds = message.get("content") or "", message.get("embeds") or ()
    if not (content.strip() or embeds or files or message.get("poll") or message.get("attachments")):
        yield "an empty message"
    if _units(content) > CONTENT:
        yield f"content of {_units(content)} characters"
    size = sum(_units(text) for embed in embeds for text in _embed_texts(embed))
    if size > EMBEDS:
        yield f"embeds of {size} characters"
    if any(part["type"] in NEW_IN_V2 for part in everything):
        yield "components that need the flag of a message of components"


def _embed_texts(embed: Payload) -> Iterator[str]:
    yield from (embed.get("title") or "", embed.get("description") or "")
    yield (embed.get("footer") or {}).get("text") or ""
    yield (embed.get("author") or {}).get("name") or ""
    for field in embed.get("fields") or ():
        yield from (field["name"], field["value"])


def _component_breaches(part: Payload) -> Iterator[str]:
    match part["type"]:
        case kind if kind == TEXT_DISPLAY and not part["content"].strip():
            yield "a text that is blank"
        case kind if kind == BUTTON:
            if not (part.get("label") or part.get("emoji")) and part["style"] != PREMIUM:
                yield "a button without label or emoji"
            if (part["style"] == LINK) != bool(part.get("url")):
                yield "a button with a url that is no link, or the other way round"
            if part["style"] not in (LINK, PREMIUM) and not part.get("custom_id"):
                yield "a button without custom_id"
        case kind if kind == STRING_SELECT:
            values = Counter(option["value"] for option in part["options"])
            yield from (f"a choice twice: {value!r}" for value, times in values.items() if times > 1)
        case kind if kind == ROW:
            kinds = [inner["type"] for inner in part["components"]]
            if any(one != BUTTON for one in kinds) and len(kinds) > 1:
                yield "a row with something beside a select menu"


def modal_breaches(modal: Payload) -> Iterator[str]:
    """What is wrong with a form."""
    fields = [part for part in walk(modal["components"]) if part["type"] not in (ROW, TEXT_DISPLAY, 18)]
    if not 1 <= len(fields) <= FIELDS:
        yield f"a form of {len(fields)} fields"
    if not modal["title"].strip():
        yield "a form without a title"
    known = Counter(field["custom_id"] for field in fields)
    yield from (f"custom_id {one!r} twice" for one, times in known.items() if times > 1)
    for field in fields:
        value, longest = field.get("value") or "", field.get("max_length") or 4000
        if (
            field["type"] == TEXT_INPUT
            and value
            and not (field.get("min_length") or 0) <= _units(value) <= longest
        ):
            yield f"a field filled with {_units(value)} characters"


def choice_breaches(choices: Sequence[Payload]) -> Iterator[str]:
    """What is wrong with the offers of an autocomplete."""
    if len(choices) > 25:
        yield f"{len(choices)} offers"
    for choice in choices:
        if not choice["name"].strip() or _units(choice["name"]) > 100:
            yield f"an offer called {choice['name']!r}"
        if isinstance(choice["value"], str) and not 1 <= _units(choice["value"]) <= 100:
            yield f"an offer with a value of {_units(choice['value'])} characters"


def walk(components: Iterable[Payload]) -> Iterator[Payload]:
    """Every component, those inside others too."""
    for part in components:
        yield part
        yield from walk(part.get("components") or ())
        for key in ("component", "accessory"):
            if key in part:
                yield from walk((part[key],))


def _units(text: str) -> int:
    """The length as Discord's clients count it, in UTF-16 units: never less than the number of characters."""
    return len(text) + sum(char > "\uffff" for char in text)


def _strings(body: Any) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, Mapping):
        for key, value in body.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(body, Sequence) and not isinstance(body, bytes):
        for one in body:
            yield from _strings(one)
