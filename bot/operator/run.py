"""``aide-memoire run``: runs the bot on Discord with the given settings."""

from __future__ import annotations

from bot.app import App
from bot.clock import Clock
from bot.config import Secret, Settings, corpus_directory, database_path
from bot.corpus.reader import read_corpus


async def serve(settings: Settings, token: Secret) -> None:
    """Runs the bot until it is asked to stop. Raises what ``App.run`` raises."""
    path, seeds, reference = (
        database_path(settings),
        corpus_directory(settings),
        settings.corpus.reference_pack,
    )
    if not path.exists():
        # Before the database is created, so that broken seeds leave nothing behind.
        read_corpus(seeds, reference=reference)
    async with App(
        path,
        Clock(),
        development_guild=settings.discord.development_guild,
        desk=settings.desk,
        corpus_errata=settings.posts.correct_after_upgrade,
    ) as app:
        await app.run(token, seeds=seeds, reference=reference)
