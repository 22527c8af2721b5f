"""Finds dated statements in a text. ``statements.extract`` runs these steps:

1. ``text/``: removes the page layout (``clean``; places can be mapped back) and splits sentences.
2. ``temporal/``: finds date expressions and resolves them to dates.
3. ``passages``: assigns each date the part of its sentence that it dates (its *passage*), and finds the
   parties and agreements (``names/``) that the passage names or is about.
4. ``agreements/``: finds the agreement that the passage is about, by a known name, by a new name, or by a
   reference such as "the accord".
5. ``actions/``: finds the action (a *deed*: signed, planned to sign, refused to sign) and the kind of event.
6. ``apparatus`` and ``confidence``: reject dates of references, headings and the like; rate the others.
7. ``titles/``: proposes a title in telegram style.

``implied`` dates sentences that have no date words. English words that several steps need are in ``english``,
those of one step in that step's ``words``; everything for Japanese and Korean is in ``east_asian``.
"""
