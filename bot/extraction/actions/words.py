"""The English words for actions, kinds of event and moods.

Phrases are written with underscores. A word that several entries list belongs to the first of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.extraction.english import listed

TO_END = " ".join(
    f"{decided}_{end}"
    for decided in listed("would will decided_to decides_to decision_to intention_to intent_to")
    for end in listed(
        "abrogate denounce disband dissolve end leave pull_out quit scrap terminate withdraw_from"
    )
)
"""Phrases for the decision to end an agreement, which has not ended yet, with _ between their words."""
_ENDED = " ".join(
    f"ended_the_{noun} ending_the_{noun} ends_the_{noun} {noun}_ended"
    for noun in ("accord", "agreement", "deal", "pact", "treaty")
)

HEADS: Mapping[str, str] = {
    "in force": "entered into force",
    "effective": "entered into force",
    "end": "terminated",
    "ended": "terminated",
}
"""What heads of columns say in words that in a sentence would say something else."""

VERBS: Mapping[str, str] = {
    "proposed": "propose proposed proposes proposing proposal proposals suggested suggests offered",
    "recommended": """recommend recommended recommends recommending recommendation recommendations urge
        urged urges urging advocated advocates argues_for calls_for called_for
        emphasises_the_necessity emphasised_the_necessity should_be_a_priority desirable
        points_out_the_potential highlights_the_potential""",
    "negotiating": """negotiate negotiated negotiates negotiating negotiation negotiations renegotiation
        renegotiating opened_talks began_talks talks_began talks_opened
        agreed_to_negotiate agreed_to_begin agreed_to_open agreed_to_start agree_to_negotiate agree_to_begin
        agree_to_open agree_to_start agrees_to_negotiate agrees_to_begin agrees_to_open agrees_to_start""",
    "agreed": """agree agreed agrees agreeing finalised finalises finalise finalising
        reached_agreement reached_an_agreement reached reaching struck_a_deal
        came_to_terms opened_for_signature resolved_to concurred undertook""",
    "announced": "announce announced announces announcing announcement unveiled unveils made_public",
    "issued": """issued issuing released releases publish published publishes adopt adopted adopts
        adoption submitted delivered enacted enacts enactment promulgated proclaimed
        proclaims declared declares handed_in handed_down handed_over ordered ruled
        drew_up""",
    "initialled": "initialled initialed initialling",
    "signed": """sign signed signs_an signs_a signs_its signs_the signing signature
        conclude concluded concludes concluding inked inks
        conclusion_of exchanged_notes notes_exchanged exchange_of_notes signatory done_at""",
    "ratified": "ratify ratified ratifies ratification ratifications ratifying",
    "entered_into_force": """entered_into_force enter_into_force enters_into_force entry_into_force
        entered_into_effect enter_into_effect enters_into_effect entry_into_effect
        came_into_force came_into_effect comes_into_force comes_into_effect took_effect takes_effect
        went_into_effect""",
    "extended": "extended extends extension_of renewed renews renewal prolonged",
    "superseded": "superseded supersedes replaced replaces",
    "expired": "expired expires expiry lapsed lapses ran_out",
    "terminated": f"""terminate terminated terminates termination abrogated abrogates abrogation
        denounced denounces renounced annulled scrapped repudiated withdrew withdraw
        withdraws withdrawal_from pulled_out_of quit left leaves exited {_ENDED}""",
    "abandoned": """abandon abandoned abandons dropped gave_up broke_down break_down breaks_down broken_off
        collapsed""",
    "shelved": "shelve shelved shelves put_on_hold put_off_indefinitely",
    "established": """establish established establishes establishing establishment set_up sets_up
        founded created launched launches formed inaugurated""",
    "held": """hold held holds met meets meeting meetings convened conducted conducts hosted
        took_place takes_place summit talks visited visits joined participated observed
        brought_together""",
    "dissolved": "dissolve dissolved dissolves dissolution disbanded disbands",
    "signing_cancelled": """call_off called_off calls_off calling_off cancel cancelled canceled cancels
        cancellation cancelling canceling pulled_out pulls_out pull_out backed_out
        postponed postpones postponement put_off""",
    "suspended": "suspend suspended suspends suspension froze frozen halted halts",
    "resumed": "resume resumed resumes resuming resumption restarted reopened revived restored",
    "notice_given": f"""gave_notice given_notice gives_notice giving_notice would_not_renew will_not_renew
        not_to_renew would_let will_let notice_it_gave notice_they_gave {TO_END}""",
    "notice_suspended": """notice_suspended notice_was_suspended delay_the_expiry delayed_the_expiry
        postponed_the_expiry put_off_the_expiry""",
    "notice_withdrawn": """revoked_its_notice revoked_the_notice retracted_its_notice notice_withdrawn
        notice_was_withdrawn""",
    "disputed": "disputed disputes contested challenged nullify nullified questioned",
    "settled": "settle settled settles settlement",
}
"""The words for each action of ``bot.domain.entities.ACTIONS``."""

NO_DEEDS = listed("reach_out reached_out reaches_out reaching_out")
"""Phrases that only look like an action."""

BARGAINS = listed(
    "accord accords agreement agreements compromise consensus deal pact settlement treaty understanding"
)
"""What is reached where "reached" says that something was agreed on, and not that somebody arrived."""

COURTESIES = listed(
    "apology appreciation condolences congratulations gratitude greetings invitation sympathy thanks welcome"
)
"""What is extended where "extended" is not about an agreement."""

TROOPS = listed("army forces personnel soldiers troops units")
"""What is withdrawn where "withdrew" is not about an agreement."""

SETTINGS = listed("after at before during following in")
"""Words that open a sentence with the talks at which something else was said: "During the talks, he"."""

BACKGROUND = listed("after before during following since until")
"""Words before a noun for an action that only says when something else was done: "since the suspension"."""

NOTICES = listed("expiration expiry notice termination")
"""What is suspended or withdrawn where the agreement itself stays in force."""

DECISIONS = listed("decision decisions intent intention intentions")
"""Nouns that tell of a decision to end an agreement."""

DOING = listed("began came chose decided helped managed opted proceeded resolved voted went")
"""Verbs after which "to end" says what was done; after others it is only what for: "a right to end it"."""

AHEAD = listed("due planned scheduled set slated")
"""Words right before a date for which a meeting is only planned: "a summit set for May"."""

NOUNS = listed("meeting meetings summit talks negotiations proposal proposals")
"""Nouns for an action; a verb beside one says what became of it."""

KINDS: Mapping[str, str] = {
    "nuclear_test": """nuclear_test nuclear_tests nuclear_weapon_test nuclear_weapons_test nuclear_detonation
        atomic_test hydrogen_bomb""",
    "missile_launch": """missile_launch missile_launches missile_test missile_tests rocket_launch
        satellite_launch""",
    "poll": "poll polls opinion_poll percent_of_the respondents",
    "visit": "visit visits visited trip state_visit",
    "ruling": "court constitutional_court ruling ruled verdict judgment judgement tribunal",
    "law": "legislation law laws enacted bill executive_order executive_orders decree decrees",
    "summit": "summit summits summit_meeting",
    "call": "telephone telephone_conversation phone_call telephoned",
    "exercise": "exercise exercises drill drills manoeuvres maneuvers fleet_review",
    "speech": "speech speeches",
    "declaration": "declaration joint_statement communiqué joint_press_statement proclamation",
    "agreement": """agreement agreements treaty treaties pact accord accords convention protocol
        memorandum armistice truce ceasefire cease_fire notes_exchanged exchange_of_notes
        normalised normalisation_of_diplomatic_relations signed signing initialled done_at
        nuclear_test_ban""",
    "meeting": "meets meeting meetings met talks conference ministerial negotiations",
    "mechanism": "secretariat mechanism framework committee commission",
    "publication": """report paper papers published publication study book recommendations factsheet
        fact_sheet article""",
    "war": """war invaded invasion battle offensive fighting bombed bombing siege bombardment besieged
        surrendered captured occupied rebels rebellion hostilities""",
    "incident": """incident incidents attack attacked crisis assassinated assassination killed
        explosion coup sank sunk shelling statue clash riot uprising revolt""",
    "policy": """policy strategy guidelines doctrine decided decision plan sanctions elected resigned
        martial_law export_controls""",
}
"""The words for each kind of event. If words of several kinds occur, the first kind in this order counts."""

KINDS_OF_TWO: Mapping[str, tuple[str, str]] = {
    "nuclear_test": (
        "detonated detonates exploded explodes tested tests",
        "atomic_bomb atomic_device hydrogen_bomb nuclear_bomb nuclear_device nuclear_warhead",
    ),
    "missile_launch": (
        "fired fires launched launches sent_up test_fired",
        "missile missiles projectile projectiles rocket rockets satellite satellites ICBM ICBMs SLBM",
    ),
    "poll": (
        "survey surveys",
        "asked find finds found opinion opinions per_cent percent public show showed shows",
    ),
}
"""Pairs of words that tell a kind of event if they are near each other, in either order."""

ONLY_MENTIONED = listed(
    """about amid condemned condemning condemns criticised denounced discuss discussed discussing hailed hails
    over praised praises protested protests regarding regret regretted regrets respond responded response
    welcomed welcomes welcoming"""
)
"""Words after which an event is only mentioned and not reported."""

HASTENED = listed("accelerate accelerating expedite expediting hasten hastening speed speeding towards")
"""Words before a noun for what is not done yet: "to speed up the establishment"."""

BESIDE = listed("attend attended attending margins participating sidelines")
"""Words after which a summit is only where something else was done: "met on the sidelines of the summit"."""

MOODS: Mapping[str, str] = {
    "denied": """not never failed_to fails_to fail_to refused_to refuses_to declined_to unable_to without
        rejected neither nor cannot yet_to still_to reversed reversing can_t couldn_t didn_t
        doesn_t don_t hadn_t hasn_t haven_t isn_t wasn_t weren_t won_t wouldn_t almost nearly
        no_agreement no_treaty no_pact no_accord no_deal""",
    "planned": """planned_to plans_to planned scheduled supposed_to was_to were_to is_to are_to scheduled_to
        due_to_be shall intends_to intended_to expected_to hoped_to wanted_to sought_to tried_to
        aimed_to attempted_to moved_to pledged_to threatened_to vowed_to wants_to will would
        promised_to agree_to agreed_to agrees_to and_to prepared_to want_to decided_to needed_to
        deadline_for schedule_for timetable_for""",
    "wished": """should must ought_to needs_to need_to could urged recommended_that proposed_to
        proposed_that calls_on called_on can favored favoured demanded demands""",
    "possible": "may might",
}
"""Words before a verb that say it was not done, by mood (see ``deeds.Mood``)."""
