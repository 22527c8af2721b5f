"""Discord's own API description: whether a request's body is one that it describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import jsonschema.validators
from jsonschema.exceptions import ValidationError

from tests.ground import SHARED

FILE = SHARED / "data" / "discord-openapi.json"

UNDESCRIBED = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": "boolean"}},
    "ApplicationCommandCreateRequest": {"nsfw": {"type": "boolean"}},
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": {"tts": {"type": "boolean"}},
    "IncomingWebhookUpdateRequestPartial": {"tts": {"type": "boolean"}},
    "MessageEditRequestPartial": {"tts": {"type": "boolean"}},
}
"""Keys that Discord documents and takes, but its description leaves out."""


def breaches(method: str, path: str, body: Any) -> Iterator[str]:
    """Where the body is not what Discord describes for this request; nothing where there is no description.

    ``path`` is below ``/api/v10``. A request that is not described at all is a breach.
    """
    if not FILE.is_file():
        return
    template = _template(path)
    operation = _document()["paths"].get(template, {}).get(method.lower()) if template else None
    if operation is None:
        yield f"no such request: {method} {path}"
        return
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        if body is not None:
            yield f"{method} {template} takes no body"
        return
    validator = _validator(json.dumps(schema, sort_keys=True))
    for error in validator.iter_errors(body):
        yield f"{method} {template}: {error.json_path}: {error.message[:300]}"


def _one_of(
    validator: Any, alternatives: list[Any], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """A union, decided by the ``type`` of what is there: quicker than trying all, and a better message."""
    fitting = [one for one in alternatives if _may_be(one, instance)]
    if len(fitting) == 1:
        yield from validator.descend(instance, fitting[0])
    elif not any(validator.evolve(schema=one).is_valid(instance) for one in fitting):
        yield ValidationError(f"{instance!r} is none of {len(alternatives)} alternatives")


def _may_be(alternative: Any, instance: Any) -> bool:
    if alternative.get("type") == "null":
        return instance is None
    name = alternative.get("$ref", "").rpartition("/")[2]
    kinds = (
        _document()["components"]["schemas"].get(name, {}).get("properties", {}).get("type", {}).get("enum")
    )
    return kinds is None or (isinstance(instance, dict) and instance.get("type") in kinds)


_Validator: Any = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
    jsonschema.Draft202012Validator, {"oneOf": _one_of, "anyOf": _one_of}
)


@cache
def _document() -> Any:
    """The description with what real traffic differs in, and closed against keys it does not name."""
    document = json.loads(FILE.read_text("utf-8"))
    schemas = document["components"]["schemas"]
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    for name, keys in UNDESCRIBED.items():
        schemas[name]["properties"].update(keys)
    for schema in schemas.values():
        _tidy(schema)
        permissions = schema.get("properties", {}).get("default_member_permissions")
        if permissions is not None:
            schema["properties"]["default_member_permissions"] = {
                "anyOf": [permissions, {"type": "string", "pattern": "^[0-9]+$"}]
            }
    return document


def _tidy(schema: Any) -> None:
    """Closes objects against unknown keys, and writes enumerations as what they are."""
    if isinstance(schema, list):
        for one in schema:
            _tidy(one)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "allOf" not in schema:
            schema.setdefault("additionalProperties", False)
        values = [one.get("const") for one in schema.get("oneOf", ())]
        if values and None not in values:
            schema["enum"] = values
            del schema["oneOf"]
        if "enum" in schema:
            schema.pop("allOf", None)
        for inner in schema.values():
            _tidy(inner)


@lru_cache(4096)
def _template(path: str) -> str | None:
    """The described path that fits; one with fewer variables before one with more."""
    fitting = [template for pattern, template in _templates() if pattern.fullmatch(path)]
    return min(fitting, key=lambda template: template.count("{"), default=None)


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.sub(r"\\\{[a-z_]+\\\}", "[^/]+", re.escape(template))), template)
        for template in _document()["paths"]
    )


@cache
def _validator(schema: str) -> Any:
    return _Validator({**json.loads(schema), "components": _document()["components"]})
