"""The shipped record: reads the seed files, holds them against their rules, gives states of the domain."""

from bot.corpus.entries import Problem, SeedError
from bot.corpus.reader import Corpus, digest_of, read_corpus

__all__ = ["Corpus", "Problem", "SeedError", "digest_of", "read_corpus"]
