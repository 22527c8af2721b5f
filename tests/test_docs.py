"""The documentation is checked like code: tables against real commands, locks against declared ranges."""

from __future__ import annotations

import re
import tomllib

import pytest
from discord import app_commands
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.cli import cli
from bot.commands import COMMANDS
from tests.ground import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install -qr requirements-dev.lock"
    " && .venv/bin/pip install -q --no-deps -e . && .venv/bin/python -m tests"
)
SLASH_ROW = re.compile(r"^\| `/([\w -]+)` \| (.*?) \| (.*) \|$", re.MULTILINE)
CLI_ROW = re.compile(r"^\| `aide-memoire ([\w-]+)` \| (.*) \|$", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Package to version, as a lock file pins them."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    }


def declared(*extras: str) -> list[Requirement]:
    """The requirements of pyproject.toml with those of some extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [
        *project["dependencies"],
        *(text for extra in extras for text in project["optional-dependencies"][extra]),
    ]
    return [wanted for wanted in map(Requirement, texts) if wanted.name != project["name"]]


def test_the_table_of_slash_commands_is_the_command_tree() -> None:
    real = [
        (
            command.qualified_name,
            " ".join(f"`{option.display_name}`" + "\\*" * option.required for option in command.parameters),
            command.description,
        )
        for top in COMMANDS
        for command in (top.walk_commands() if isinstance(top, app_commands.Group) else (top,))
        if isinstance(command, app_commands.Command)
    ]
    assert SLASH_ROW.findall(README) == real


def test_the_table_of_the_command_line_is_the_command_line() -> None:
    real = [
        (name, command.get_short_help_str(limit=200).rstrip(".")) for name, command in cli.commands.items()
    ]
    assert CLI_ROW.findall(README) == real


def test_the_readme_has_one_command_for_the_tests_and_ci_runs_it() -> None:
    assert README.count(f"```sh\n{TEST_COMMAND}\n```") == 1
    assert TEST_COMMAND in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_demo_is_one_command_too() -> None:
    demo = TEST_COMMAND.replace("-dev", "").replace(
        ".venv/bin/python -m tests", ".venv/bin/aide-memoire demo"
    )
    assert README.count(f"```sh\n{demo}\n```") == 1


def test_files_and_folders_that_the_readme_names_exist() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    laid_out = re.findall(r"^    (\w+)/  ", README, re.MULTILINE)
    assert linked and laid_out
    assert [name for name in (*linked, *laid_out) if not (ROOT / name).exists()] == []


def test_sections_that_the_readme_links_to_are_there() -> None:
    linked = re.findall(r"\]\(#([^)]+)\)", README)
    there = {title.lower().replace(" ", "-") for title in re.findall(r"^## (.+)$", README, re.MULTILINE)}
    assert linked
    assert set(linked) <= there


def test_modules_that_the_readme_names_exist_with_what_it_names_in_them() -> None:
    """A path may begin in the middle, where the one before says in which folder."""
    folders = ("bot", "storage", "seeds", "tests", "deploy")
    paths = [path for top in folders for path in (ROOT / top, *(ROOT / top).rglob("*"))]
    there = {f"/{path.relative_to(ROOT).as_posix()}{'/' * path.is_dir()}": path for path in paths}

    def called(name: str) -> list[str]:
        return [path for path in there if path.endswith(f"/{name}")]

    named = re.findall(r"`([\w/]+(?:\.py|\.yaml|/))`", README)
    words = re.findall(r"`([A-Z]\w+)`\s+of\s+`([\w/]+\.py)`", README)
    assert named and words
    assert [name for name in named if not called(name)] == []
    assert [
        (word, name)
        for word, name in words
        if not any(
            re.search(rf"\b{word}\b", there[path].read_text(encoding="utf-8")) for path in called(name)
        )
    ] == []


def test_the_layout_names_whatever_lies_in_the_bots_folder() -> None:
    layout = README.partition("    bot/\n")[2].partition("\n\n")[0]
    named = {"__init__.py", "__pycache__/", *re.findall(r"\w+(?:\.py|/)", layout)}
    assert {path.name + "/" * path.is_dir() for path in (ROOT / "bot").iterdir()} <= named


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ("demo",)), ("requirements-dev.lock", ("demo", "dev"))]
)
def test_a_lock_holds_every_declared_package_within_its_range(lock: str, extras: tuple[str, ...]) -> None:
    pinned = pins(lock)
    wanted = declared(*extras)
    assert wanted
    versions = [(need, pinned.get(canonicalize_name(need.name))) for need in wanted]
    assert [str(need) for need, version in versions if version is None or version not in need.specifier] == []


def test_both_locks_pin_the_same_versions() -> None:
    to_run, to_test = pins("requirements.lock"), pins("requirements-dev.lock")
    assert to_run
    assert to_run.items() <= to_test.items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_place_to_download_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links|@ ", text)
    assert text.count("--hash=sha256:") > text.count("==")


def test_the_image_is_made_of_what_is_there_and_not_ignored() -> None:
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    kept = re.findall(
        r"^!(.+)$", (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.MULTILINE
    )
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", image, re.MULTILINE) for name in line.split()}
    assert copied == set(kept)
    assert [name for name in sorted(copied) if not (ROOT / name).exists()] == []
