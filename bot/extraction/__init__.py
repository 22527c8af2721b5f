"""A text becomes dated statements. The path of a paper, by what ``statements`` has done one after the other:

1. ``text/``: the page's layout goes (``clean``; every span leads back), and sentences are found.
2. ``temporal/``: the dated expressions, with their dates.
3. ``passages``: which part of its sentence each date dates, and which parties and agreements (``names/``)
   that part names or is about.
4. ``agreements/``: which agreement it tells of, be it by "the accord" or by a name that nobody knows yet.
5. ``actions/``: what was done, or only wished; and the kind of happening.
6. ``apparatus``, ``confidence``: what is no happening, and how sure the others are.
7. ``titles/``: a title in telegram style.

``implied`` dates sentences without date words. Words of English that several steps need are in ``english``,
those of a single step beside it in its ``words``; all of Japanese and Korean is in ``east_asian``.
"""
