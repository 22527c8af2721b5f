"""Texts that speak from the day of their writing: weekdays, "last week", quarters."""

from __future__ import annotations

import pytest

from bot.domain.dates import parse
from bot.extraction.temporal import find_dates

WRITTEN = parse("1998-02-06")
"""A Friday."""


def timexes(text: str) -> dict[str, str]:
    return {
        text[timex.start : timex.end]: timex.value
        for found in find_dates(text, WRITTEN)
        for timex in found.timexes
    }


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The minister said Monday that talks failed.", "Monday", "1998-02-02"),
        ("The minister said Friday that talks failed.", "Friday", "1998-02-06"),
        ("The ministers will meet Monday in Oslo.", "Monday", "1998-02-09"),
        ("She said the talks on Monday will go on.", "Monday", "1998-02-09"),
        ("She said the man who was shot on Monday will live.", "Monday", "1998-02-02"),
        ("They met today, but want a June summit.", "June", "1998-06"),
        ("They ended a regularly scheduled meeting Thursday, she said.", "Thursday", "1998-02-05"),
        ("They met in Oslo on the 4th, she said.", "the 4th", "1998-02-04"),
        ("They met in Oslo on the 30th, she said.", "the 30th", "1998-01-30"),
        ("They will meet in Oslo on the 20th, she said.", "the 20th", "1998-02-20"),
        ("The ministers met on the 4th. They plan to meet on May 5.", "May 5", "1998-05-05"),
        ("It said today that the 1910-45 rule had ended.", "1910", "1910"),
        ("If Doe goes there in June, it will be the first time, she said.", "June", "1998-06"),
        ("They expect 900 jobs (down from 950 in December), she said.", "December", "1997-12"),
        ("The Labour Department issues its data for January on Monday.", "Monday", "1998-02-09"),
        ("They see growth at 3.6 percent in April, she said.", "April", "1998-04"),
        ("In November, prices rose less than anticipated.", "November", "1997-11"),
        ("That was above last year's forecasts and March's data.", "March", "1998-03"),
        ("They met last Friday in Oslo.", "last Friday", "1998-01-30"),
        ("He resigned yesterday.", "yesterday", "1998-02-05"),
        ("He spoke today of peace.", "today", "1998-02-06"),
        ("He returns tomorrow.", "tomorrow", "1998-02-07"),
        ("Shares fell last week.", "last week", "1998-W05"),
        ("Shares rose this week.", "this week", "1998-W06"),
        ("It rained last weekend.", "last weekend", "1998-W05-WE"),
        ("Sales fell last month.", "last month", "1998-01"),
        ("Sales will rise next month.", "next month", "1998-03"),
        ("Sales rose last year.", "last year", "1997"),
        ("A year ago it was lower.", "A year ago", "1997"),
        ("Three days ago, he left.", "Three days ago", "1998-02-03"),
        ("He left in November, he said today.", "November", "1997-11"),
        ("It will open in November, he said today.", "November", "1998-11"),
        ("He was born Nov. 23, 1946, he said Friday.", "Nov. 23, 1946", "1946-11-23"),
        ("Profit rose in the fourth quarter, it said today.", "the fourth quarter", "1997-Q4"),
        (
            "Profit rose in the first quarter of this year, it said today.",
            "the first quarter of this year",
            "1998-Q1",
        ),
        ("Talks of last November failed, he said today.", "last November", "1997-11"),
        ("Earlier this year, he said, talks failed.", "Earlier this year", "1998"),
        ("On Monday, the minister will travel.", "Monday", "1998-02-09"),
        ("It will be sold, he said Monday.", "Monday", "1998-02-02"),
        (
            "A trip planned for April fell through after he visited the shrine on October 21, he said today.",
            "October 21",
            "1997-10-21",
        ),
        ("Dividends are payable April 30, it said Monday.", "April 30", "1998-04-30"),
        ("They struck late Wednesday.", "late Wednesday", "1998-02-04"),
        ("He was found last Thanksgiving.", "last Thanksgiving", "1997-11-27"),
        ("He will return next Christmas.", "next Christmas", "1998-12-25"),
        ("It was laid down by the August 23 pact, he said today.", "August 23", "1997-08-23"),
        ("He may leave once the case is heard in August, he said today.", "August", "1998-08"),
        (
            "In April, a week after the case of Roe vs. Wade, a bomb killed two, he said today.",
            "April",
            "1997-04",
        ),
        ("They met at 4 p.m. EST Tuesday.", "4 p.m. EST Tuesday", "1998-02-03"),
        ("Yesterday's talks failed.", "Yesterday", "1998-02-05"),
        ("They met Thursday night.", "Thursday night", "1998-02-05"),
        ("Written 1998-02-06 17:49:00 in Oslo today.", "1998-02-06 17:49:00", "1998-02-06"),
        ("Filed 02/06/98 by wire today.", "02/06/98", "1998-02-06"),
        ("They met Wednesday, Feb. 4: nothing came of it.", "Wednesday, Feb. 4", "1998-02-04"),
        ("The envoy arrives Sunday.", "Sunday", "1998-02-08"),
        ("The envoy is to speak on Sunday.", "Sunday", "1998-02-08"),
        ("The envoy might speak on Sunday.", "Sunday", "1998-02-08"),
        ("The envoy, who could leave as early as Sunday, is ill.", "Sunday", "1998-02-08"),
        ("The envoy may have spoken on Sunday.", "Sunday", "1998-02-01"),
        ("In Sunday's vote, the party hopes to win.", "Sunday", "1998-02-08"),
        ("Leaders met ahead of Monday's vote.", "Monday", "1998-02-09"),
        ("They would find a way around Wednesday's ruling.", "Wednesday", "1998-02-04"),
        ("He announced the plan Feb. 2, he said Monday.", "Feb. 2", "1998-02-02"),
        ("The firm was moved to the valley in March, he said today.", "March", "1997-03"),
        ("The firm agreed to move to the valley in March, he said today.", "March", "1998-03"),
        ("Last week's Boston meeting failed.", "Last week", "1998-W05"),
        ("On New Year's Day, he said today, it rained.", "New Year's Day", "1998-01-01"),
        ("It rose in the 1996 third quarter, he said today.", "the 1996 third quarter", "1996-Q3"),
        ("He was killed by a bomb Monday, he said today.", "Monday", "1998-02-02"),
        ("It fell more than expected in January, he said today.", "January", "1998-01"),
        ("Due to rain it fell in January, he said today.", "January", "1998-01"),
        ("They are late due to heavy rain in December, he says.", "December", "1997-12"),
        ("He will see the woman who was freed Monday.", "Monday", "1998-02-02"),
        ("It will be discussed at Monday's meeting.", "Monday", "1998-02-09"),
        ("The vote is Tuesday.", "Tuesday", "1998-02-10"),
        ("She will be here this Thursday.", "this Thursday", "1998-02-12"),
        ("A plan that was passed calls for a vote in March, he said today.", "March", "1998-03"),
        ("The offer expires at 5 p.m. EST Feb. 20, he said today.", "5 p.m. EST Feb. 20", "1998-02-20"),
        ("On Monday, when a planned trip began, he left.", "Monday", "1998-02-02"),
        ("He had told them all by Monday.", "Monday", "1998-02-02"),
        ("They postponed until Monday any vote.", "Monday", "1998-02-09"),
        ("The day before last Tuesday's talks, he left.", "The day before last Tuesday", "1998-02-02"),
        ("He left two days after Jan. 5, he said today.", "two days after Jan. 5", "1998-01-07"),
        ("He left a week before last Tuesday's talks.", "a week before last Tuesday", "1998-W05"),
        ("It fell in the week of Jan. 5, he said today.", "the week of Jan. 5", "1998-W02"),
        ("The accord holds. It was made in January.", "January", "1998-01"),
        ("He spoke earlier today of peace.", "earlier today", "1998-02-06"),
        ("The guns fell silent late yesterday.", "late yesterday", "1998-02-05"),
        ("Earlier Sunday, rebels fled.", "Sunday", "1998-02-01"),
        ("He left the day before yesterday.", "the day before yesterday", "1998-02-04"),
        ("They meet the day after tomorrow.", "the day after tomorrow", "1998-02-08"),
        ("They met over the weekend, he said today.", "the weekend", "1998-W05-WE"),
        ("They met throughout the weekend, he said today.", "the weekend", "1998-W05-WE"),
        ("They will meet over the weekend, he said today.", "the weekend", "1998-W06-WE"),
        ("The offer expires at midnight tonight.", "midnight tonight", "1998-02-06"),
        ("They met at noon Tuesday.", "noon Tuesday", "1998-02-03"),
        ("He spoke at 5 p.m. yesterday.", "5 p.m. yesterday", "1998-02-05"),
        ("He died at 11 p.m. (2200 GMT) Tuesday.", "11 p.m. (2200 GMT) Tuesday", "1998-02-03"),
        ("It expires at 5 p.m. EST, Nov. 20, he said today.", "5 p.m. EST, Nov. 20", "1998-11-20"),
        ("They met on Thanksgiving, he said today.", "Thanksgiving", "1997-11-27"),
        ("They met on Labor Day, he said today.", "Labor Day", "1997-09-01"),
        ("They met on the Fourth of July, he said today.", "the Fourth of July", "1997-07-04"),
        (
            "Sales rose in the second half of the year, it said today.",
            "the second half of the year",
            "1998-H2",
        ),
        ("Last year's fourth-quarter loss fell, it said today.", "Last year's fourth-quarter", "1997-Q4"),
        ("Sales rose in the latest quarter, it said today.", "the latest quarter", "1997-Q4"),
        ("It expects to sell in the second quarter, it said today.", "the second quarter", "1998-Q2"),
        ("It expects to tell of a fourth-quarter loss today.", "fourth-quarter", "1997-Q4"),
        ("It will be ready by year-end, he said today.", "year-end", "1998"),
        ("It will be sold around year end, he said today.", "around year end", "1998"),
        (
            "In 1993 he left. By the end of the year, he said today, he returns.",
            "the end of the year",
            "1998",
        ),
        ("He left ten days ago.", "ten days ago", "1998-W05"),
        ("He left nine days ago.", "nine days ago", "1998-01-28"),
        ("The envoys meet again Monday.", "Monday", "1998-02-09"),
        ("A vote Wednesday will decide, he said today.", "Wednesday", "1998-02-11"),
        ("Votes held in May were fair, he said today.", "May", "1997-05"),
        ("In May Oslo sent a note, he said today.", "May", "1997-05"),
        ("In May Oslo will send a note, he said today.", "May", "1998-05"),
        ("He retires in September, he said today.", "September", "1998-09"),
        ("He left a year ago today.", "a year ago today", "1997-02-06"),
        ("He left ten years ago this month.", "ten years ago this month", "1988-02"),
        ("He left a year ago this week.", "a year ago this week", "1997-W06"),
        ("Sixty years ago this July, he left.", "Sixty years ago this July", "1938-07"),
        ("A year ago this summer, he left.", "A year ago this summer", "1997-SU"),
        ("It should be signed by Easter, he said today.", "Easter", "1998-04-12"),
        ("They met on Friday (Feb. 6), he said today.", "Friday (Feb. 6)", "1998-02-06"),
        ("It broke Tuesday. Had it come an hour later, it would have killed.", "an hour later", None),
        ("They will vote on the first Tuesday in November.", "the first Tuesday in November", "1998-11-03"),
        ("It was built from May to July of last year, he said today.", "May", "1997-05"),
        ("It burned in the first week of May, he said today.", "May", "1997-05"),
        ("They met Thursday of last week.", "Thursday of last week", "1998-01-29"),
        ("They meet Monday next week.", "Monday next week", "1998-02-09"),
        ("He died on March 22, he said today.", "March 22", "1997-03-22"),
        ("The rules to be published in early March are strict, he said today.", "early March", "1998-03"),
        ("They would still be held at the summit on April 24, he said.", "April 24", "1998-04-24"),
        ("He takes office, effective July 1, he said today.", "July 1", "1998-07-01"),
        ("It fell in the first nine months of the year, it said today.", "the year", "1998"),
        ("It fell in the company's 1996 operating results, it said today.", "1996", "1996"),
        ("Sales for the full year rose, it said today.", "the full year", "1998"),
        ("Sales for the fiscal year rose, it said today.", "the fiscal year", "1998"),
        ("On Wednesday he said he would leave Thursday.", "Wednesday", "1998-02-04"),
        ("In March, the company told banks that it would pay, he said today.", "March", "1997-03"),
        ("On Monday the newly elected parliament will meet.", "Monday", "1998-02-09"),
        ("He is retiring in June, he said today.", "June", "1998-06"),
        ("He was freed a week ago Tuesday.", "a week ago Tuesday", "1998-01-27"),
        ("He will be freed a week from Monday.", "a week from Monday", "1998-02-16"),
        ("Aid will rise in the next fiscal year, he said today.", "the next fiscal year", "1999"),
        ("Aid fell in the current fiscal year, he said today.", "the current fiscal year", "1998"),
        ("They met on Friday the 13th, he said today.", "Friday the 13th", "1997-06-13"),
        ("The talks resume Monday, he said.", "Monday", "1998-02-09"),
        ("The talks did not resume Monday, he said.", "Monday", "1998-02-02"),
        ("The envoy flies to Oslo Monday, he said.", "Monday", "1998-02-09"),
        ("A verdict could come Monday, he said.", "Monday", "1998-02-09"),
        ("A vote is likely Monday, he said.", "Monday", "1998-02-09"),
        ("It runs through January, he said today.", "January", "1999-01"),
        ("Votes are planned for May, he said today.", "May", "1998-05"),
        ("It was up from March through August, he said today.", "March", "1997-03"),
        ("He was jailed in March 1990 and freed in May, he said today.", "May", "1990-05"),
        ("He was jailed in March 1990 and freed on Nov. 3, he said today.", "Nov. 3", "1990-11-03"),
        ("Jailed since March 1990, he was freed on Nov. 3, he said today.", "Nov. 3", "1997-11-03"),
        ("Elected in March 1990, he said today he will resign on Nov. 3.", "Nov. 3", "1998-11-03"),
        ("They gave notice in March 1990 and left on Nov. 3 that year.", "Nov. 3 that year", "1990-11-03"),
        ("They agreed to do it within this year. They met on the 3rd.", "the 3rd", "1998-02-03"),
        ("They met in May 1990 and on the 3rd of the same month.", "the 3rd of the same month", "1990-05-03"),
        ("It fell in the mid-80s, he said today.", "the mid-80s", "198"),
        ("Talks had been expected to end on Sunday, he said today.", "Sunday", "1998-02-01"),
        ("The envoy is due to leave Monday, he said.", "Monday", "1998-02-09"),
        ("They planned a march in Oslo on Monday, he said.", "Monday", "1998-02-09"),
        ("They can take part in planning for the summit in April, he said today.", "April", "1998-04"),
        ("He was to speak at midday Monday.", "midday Monday", "1998-02-09"),
        ("In June, it announced plans to buy ships, he said today.", "June", "1997-06"),
        ("It stayed the same from midnight Monday, he said.", "midnight Monday", "1998-02-02"),
        ("In January it was 60. A poll a month before had found 50.", "a month before", "1997-12"),
        ("It fell due to rains Monday, he said.", "Monday", "1998-02-02"),
        ("He was found Thanksgiving Day at sea, he said today.", "Thanksgiving Day", "1997-11-27"),
        ("They met New Year's Eve, he said today.", "New Year's Eve", "1997-12-31"),
        ("It began one year ago on Feb. 20, he said today.", "one year ago on Feb. 20", "1997-02-20"),
        ("It began a year ago Friday, he said today.", "a year ago Friday", "1997"),
        ("The deadline is midnight Sunday.", "midnight Sunday", "1998-02-08"),
        ("The polls open at 7 a.m. on Sunday.", "7 a.m. on Sunday", "1998-02-08"),
        ("He arrived on Tuesday at 10:30 a.m.", "Tuesday at 10:30 a.m.", "1998-02-03"),
        ("It began last March 20, he said today.", "last March 20", "1997-03-20"),
        ("It takes effect next Jan. 1, he said today.", "next Jan. 1", "1999-01-01"),
        ("It fell in January from the same month last year.", "the same month last year", "1997-01"),
        ("He was briefed ahead of Monday's summit.", "Monday", "1998-02-09"),
        ("The vote is slated for July 11, he said today.", "July 11", "1998-07-11"),
        ("The hearing has been postponed until noon Saturday, he said.", "noon Saturday", "1998-02-07"),
        ("His mission ran until Dec. 14, he said today.", "Dec. 14", "1997-12-14"),
        ("He had planned to leave in November, he said today.", "November", "1997-11"),
        ("It closed twice last year, in January and in May, he said.", "January", "1997-01"),
        ("It grew in the 1999 fiscal year, he said today.", "the 1999 fiscal year", "1999"),
        ("Nine months later he is still in jail, he said today.", "Nine months later", None),
        ("Talks would end a fight that had raged since May, he said today.", "May", "1997-05"),
        ("Talks would end a fight with 152 dead since May, he said today.", "May", "1997-05"),
        ("The truce was extended to Tuesday, he said.", "Tuesday", "1998-02-10"),
        ("They agreed on a new deadline of Tuesday, he said.", "Tuesday", "1998-02-10"),
        ("They parted Saturday noon, he said.", "Saturday noon", "1998-01-31"),
        ("He anticipated talks in April, he said today.", "April", "1998-04"),
        ("Saturday is the final deadline, he said.", "Saturday", "1998-02-07"),
        ("It seemed to be holding after it began at noon Sunday.", "noon Sunday", "1998-02-01"),
        ("They will go there soon, he said in a statement Thursday.", "Thursday", "1998-02-05"),
        ("They met early Jan. 14, he said today.", "early Jan. 14", "1998-01-14"),
        ("His term ends New Year's day, he said today.", "New Year's day", "1999-01-01"),
        ("He voted for midnight Sunday, he said.", "midnight Sunday", "1998-02-01"),
        ("They parted after a March accord set up a court, he said today.", "March", "1997-03"),
        ("After the March vote he will leave, he said today.", "March", "1998-03"),
        ("He will leave after the March vote, he said today.", "March", "1998-03"),
        ("Thursday's accord will not take effect yet, he said.", "Thursday", "1998-02-05"),
        ("The envoy said that Monday's vote failed.", "Monday", "1998-02-02"),
        ("He resigned following June's vote, he said today.", "June", "1997-06"),
        ("They left after failing to meet an Oct. 4 deadline, he said today.", "Oct. 4", "1997-10-04"),
        ("On Monday, Mr. Li suggested twice that he would leave.", "Monday", "1998-02-02"),
        ("Exports rose to $2 million in March from US$1 million, he said today.", "March", "1997-03"),
        ("The envoy travelled to Oslo in March, he said today.", "March", "1997-03"),
        ("I have your note of the 4th instant.", "the 4th instant", "1998-02-04"),
        ("Your notes of Wednesday, the 4th inst., came.", "Wednesday, the 4th inst.", "1998-02-04"),
        ("I have your note of the 28th ultimo.", "the 28th ultimo", "1998-01-28"),
        ("They will meet on the 2d proximo.", "the 2d proximo", "1998-03-02"),
        ("By the pact of the 5th of April last a court was set up.", "the 5th of April last", "1997-04-05"),
        ("I wrote to you on Monday last; they met today.", "Monday last", "1998-02-02"),
        ("They are to meet on Monday or Tuesday next, he said.", "Tuesday next", "1998-02-10"),
        ("They parted in December last, he said today.", "December last", "1997-12"),
        ("They parted on December 5 last, he said today.", "December 5 last", "1997-12-05"),
        ("The pact enters into force on July 1 next, he said today.", "July 1 next", "1998-07-01"),
        ("They met on Monday last year, he said.", "Monday", "1998-02-02"),
        ("You will tell them to-morrow.", "to-morrow", "1998-02-07"),
        ("They met until 1:00 am this morning.", "1:00 am this morning", "1998-02-06"),
        ("They meet again at 8 o'clock tonight.", "8 o'clock tonight", "1998-02-06"),
        ("They met at ten o'clock on Monday.", "ten o'clock on Monday", "1998-02-02"),
        ("He left a week or so ago, he said.", "a week or so ago", "1998-W05"),
        ("They met ahead of Wednesday's expiry, he said.", "Wednesday", "1998-02-04"),
        ("He will rest for the rest of 1999, he said today.", "the rest of 1999", "1999"),
        (
            "A tax came in July over last year's ruling. The following month they left, he said today.",
            "The following month",
            "1997-08",
        ),
        ("He was freed two and a half years ago, he said.", "two and a half years ago", "1995"),
        ("He was freed a year and a half ago, he said.", "a year and a half ago", "1996"),
        ("He was born half a century ago, he said today.", "half a century ago", "194"),
        (
            "Oslo, at odds half a century after their 1950 war, stalled, he said today.",
            "half a century",
            None,
        ),
        (
            "Oslo went ahead with a scheduled meeting with its envoys later in January.",
            "later in January",
            "1998-01",
        ),
        ("Oslo went ahead with a scheduled meeting later in July.", "later in July", "1997-07"),
        ("They met a couple of weeks ago, he said today.", "a couple of weeks ago", "1998-W04"),
        ("They met a couple of days ago, he said today.", "a couple of days ago", "1998-W06"),
        ("The envoys will meet in two weeks, he said.", "in two weeks", "1998-W08"),
        ("He hopes to be back in a month's time, he said.", "in a month's time", "1998-03"),
        ("It was the third storm that will be felt in two weeks, he said.", "in two weeks", None),
        ("They built it in two weeks, he said today.", "in two weeks", None),
        ("He said they expect a truce in May.", "May", "1998-05"),
        ("Talks went on ahead of the deadline Wednesday, he said.", "Wednesday", "1998-02-11"),
        ("The rebels missed a deadline Wednesday, he said.", "Wednesday", "1998-02-04"),
        (
            "They will leave land they have held since they began a siege Jan. 12, he said.",
            "Jan. 12",
            "1998-01-12",
        ),
        ("A deal is near; possibly Sunday or even Monday, he said.", "Sunday", "1998-02-08"),
        ("A deal is near; possibly Sunday or even Monday, he said.", "Monday", "1998-02-09"),
        ("They met shortly before 4 p.m. Tuesday.", "4 p.m. Tuesday", "1998-02-03"),
        (
            "In June, Oslo put off a pact before it was to be signed, he said today.",
            "June",
            "1997-06",
        ),
        ("It will show that pay grew in January after a weak December, he said.", "December", "1997-12"),
        (
            "The firm, due to report on Feb. 10, said orders picked up towards the end of May, he said.",
            "the end of May",
            "1997-05",
        ),
        ("The notice, required by Dec. 24, came on Jan. 5, he said today.", "Dec. 24", "1997-12-24"),
        ("The notice must be signed by Dec. 24, he said today.", "Dec. 24", "1998-12-24"),
        (
            "Banks have been shut since Sunday and will stay closed until at least Tuesday.",
            "Tuesday",
            "1998-02-10",
        ),
        ("It could be fired around Saturday, he said.", "Saturday", "1998-02-07"),
        ("Talks could take place Saturday, he said.", "Saturday", "1998-02-07"),
        ("Shots could be heard Saturday, he said.", "Saturday", "1998-01-31"),
        ("He will seek talks with those who took office Saturday.", "Saturday", "1998-01-31"),
        ("He took office and will go there Saturday.", "Saturday", "1998-02-07"),
        ("The man, who turns 66 on Saturday, is ill, he said.", "Saturday", "1998-02-07"),
        ("The envoys have set Monday for new talks, he said.", "Monday", "1998-02-09"),
        ("In March, U.S. officials said, Oslo had left. He spoke today.", "March", "1997-03"),
        ("The plan will go out after the winter break, he said today.", "winter", "1997-WI"),
        ("It has grown since May 1996, most recently in June, he said today.", "June", "1997-06"),
        ("They met Monday, the first time since 1990. They left the next day.", "the next day", "1998-02-03"),
        ("It grew in the December quarter, he said today.", "the December quarter", "1997-Q4"),
        ("It was calm since the weekend, he said today.", "the weekend", "1998-W05-WE"),
        ("They should have handed it over by Dec. 20, he said today.", "Dec. 20", "1997-12-20"),
        ("They would have to hand it over by Dec. 20, he said today.", "Dec. 20", "1998-12-20"),
        ("The trial is unlikely to start before January, he said today.", "January", "1999-01"),
        ("The figures come out Tuesday, he said.", "Tuesday", "1998-02-10"),
        ("The rules go into force Tuesday, he said.", "Tuesday", "1998-02-10"),
        ("The figures came out Tuesday, he said.", "Tuesday", "1998-02-03"),
        ("The marines held out until dawn on Monday, he said.", "dawn on Monday", "1998-02-02"),
        ("They called off the summit due in Oslo in June, he said today.", "June", "1998-06"),
        ("Data for January are due on Friday, he said.", "January", "1998-01"),
        ("He hosts the talks on Tuesday, he said today.", "Tuesday", "1998-02-10"),
        ("The trial, originally due to begin in October, opened on Monday.", "October", "1997-10"),
        ("In 1996, they met in June and parted in July. He said so today.", "July", "1996-07"),
        (
            "They met on Jan. 5. It was the best meeting since June 1990. They left the next day.",
            "the next day",
            "1998-01-06",
        ),
        ("She will leave soon, he told French lawmakers Wednesday.", "Wednesday", "1998-02-04"),
        ("He told Oslo the talks will resume Monday.", "Monday", "1998-02-09"),
        ("The bills could come up for a vote on Monday, he said.", "Monday", "1998-02-09"),
        ("He could not leave on Monday, he said.", "Monday", "1998-02-02"),
        ("They hope that it will act before Thursday's vote, he said.", "Thursday", "1998-02-12"),
        ("They parted this Wednesday, he said.", "this Wednesday", "1998-02-04"),
        ("Talks were put off to this Saturday.", "this Saturday", "1998-02-07"),
        ("He looked forward to talks in Oslo on May 5, he said today.", "May 5", "1998-05-05"),
        ("They vote soon on the year 1999, ahead of the October deadline, he said.", "October", "1998-10"),
        ("He asked that a vote be held May 5, he said today.", "May 5", "1998-05-05"),
        ("It is the budget of the fiscal year beginning Oct. 1, he said today.", "Oct. 1", "1998-10-01"),
        ("It could come on Feb.10, he said today.", "Feb.10", "1998-02-10"),
        ("He was jailed on the 1st of last month, he said.", "the 1st of last month", "1998-01-01"),
        ("He noted, adding that Monday's vote failed.", "Monday", "1998-02-02"),
        ("Sales rose 4% in the first half, he said today.", "the first half", "1998-H1"),
        ("First-half profit will rise, he said today.", "First-half", "1998-H1"),
        ("Sales rose 4% in the second half, he said today.", "the second half", "1997-H2"),
        ("Sales will rise 4% in the second half, he said today.", "the second half", "1998-H2"),
        ("They scored twice in the first half, he said today.", "the first half", None),
        ("Profit rose in the fourth quarter, after 1980, 1985 and 1990.", "the fourth quarter", "1997-Q4"),
        ("Leaders Meet Again Next Week\nThey said so today.", "Next Week", "1998-W07"),
        ("He told NBC's This Week that he is ill, he said today.", "This Week", None),
        ("They were to meet Wednesday, but the talks were called off, he said.", "Wednesday", "1998-02-04"),
        ("They were to meet Monday, but the talks were called off, he said.", "Monday", "1998-02-09"),
        ("They cancelled a trip scheduled for Thursday, he said.", "Thursday", "1998-02-05"),
        ("The trial was due to open in December but was put off, he said today.", "December", "1997-12"),
        ("The trial was due to open in June but was put off, he said today.", "June", "1998-06"),
        ("The bank reports its profit on Tuesday.", "Tuesday", "1998-02-10"),
        ("The bank keeps its word and met rivals on Tuesday.", "Tuesday", "1998-02-03"),
        ("He says its troops left on Tuesday.", "Tuesday", "1998-02-03"),
        ("They stay on past their pull-out deadline in June, he said today.", "June", "1998-06"),
        ("It would be put off to an undetermined date in August, he said today.", "August", "1998-08"),
        ("Tuesday marks two years since the attack, he said.", "Tuesday", "1998-02-10"),
        ("If no deal is reached on Tuesday, he will leave.", "Tuesday", "1998-02-10"),
        ("They asked if it is known who left on Tuesday.", "Tuesday", "1998-02-03"),
        (
            "In December, the firm warned those who would lose their jobs. So it said today.",
            "December",
            "1997-12",
        ),
        ("On Tuesday, the talks delayed by snow will resume.", "Tuesday", "1998-02-10"),
        ("The banks, due to reopen on Tuesday, are short of money.", "Tuesday", "1998-02-10"),
        ("On Tuesday President Bill Clinton said no.", "Tuesday", "1998-02-03"),
        ("He said Tuesday Prime Minister Li had left.", "Tuesday", "1998-02-03"),
        ("Last Wednesday Sir John Smith left.", "Last Wednesday", "1998-02-04"),
        ("It could open around March, he said today.", "around March", "1998-03"),
        ("It shut a paper, Sunday Times Weekly, he said today.", "Sunday", None),
        ("It was in the Mail on Sunday, he said today.", "Sunday", None),
        ("The week before last, he left, he said.", "The week before last", "1998-W04"),
        ("They vote two weeks from today.", "two weeks from today", "1998-W08"),
        ("He arrives on Sunday week to meet them.", "Sunday week", "1998-02-15"),
        ("He arrived on Sunday; week-long talks failed.", "Sunday", "1998-02-01"),
        ("Ships struck late last year and in early January, he said.", "early January", "1998-01"),
        ("The court reconvenes in summer, he said today.", "summer", "1998-SU"),
        ("He, who is to speak on Thursday, toured Oslo on Tuesday.", "Tuesday", "1998-02-03"),
        ("Starting Tuesday, fares rise, he says.", "Tuesday", "1998-02-10"),
        ("Starting Tuesday, police arrested ten, he said.", "Tuesday", "1998-02-03"),
        ("Tuesday is a holiday, he said.", "Tuesday", "1998-02-10"),
        ("The attack on Tuesday is the third, he said.", "Tuesday", "1998-02-03"),
        ("They vote a year earlier than planned, he said.", "a year earlier", None),
        ("It took the chair this month and hosts the summit in July, he said.", "July", "1998-07"),
        ("The January contract fell 20 cents, he said today.", "January", "1999-01"),
        ("January North Sea crude fell 20 cents, he said today.", "January", "1999-01"),
        ("In January crude fell 20 cents, he said today.", "January", "1998-01"),
        ("It fell in 1980, 1985 and 1990, but rose last summer.", "last summer", "1997-SU"),
        ("Q4 profit fell 3%, he said today.", "Q4", "1997-Q4"),
        ("Q4: will profit fall, he asked today.", "Q4", None),
        ("March exports rose 3%, he said today.", "March", "1997-03"),
        ("March sternly, he said today.", "March", None),
        ("They met last Thursday, he said today.", "last Thursday", "1998-01-29"),
        ("They vote on May 3, a Sunday, he said today.", "Sunday", None),
        ("They put off a Sunday vote, he said today.", "Sunday", "1998-02-01"),
        ("The house passed a bill today for an election on April 12.", "April 12", "1998-04-12"),
        ("They agreed today to hold a vote on Monday.", "Monday", "1998-02-09"),
        ("They agreed today to hold a vote at a meeting on Monday.", "Monday", "1998-02-02"),
        ("The fiscal third quarter was weak, he said today.", "third quarter", None),
        ("Sales will grow over the next year, he said today.", "the next year", None),
        ("Sales grew the next year, he said today.", "the next year", "1999"),
        ("He wants a pact by the end-of-April deadline, he said.", "the end-of-April", "1998-04"),
        ("It left before it announced its plan to merge with Acme in May, he said.", "May", "1997-05"),
        ("At the time they announced their plan to merge in May, he left today.", "May", "1997-05"),
        ("The firm announced plans today to merge with Acme in December.", "December", "1997-12"),
        ("The firm announced plans today to merge with Acme in May.", "May", "1998-05"),
        ("Demand typically grows in the third quarter, he said.", "the third quarter", None),
        ("Friday would have been its last day, he said today.", "last day", None),
        ("They meet Kim on April second, he said today.", "April second", "1998-04-02"),
        ("April first-quarter sales fell, he said today.", "April first", None),
        ("They met on January ninth and 13th, he said.", "13th", "1998-01-13"),
        ("He will rest this coming weekend, he said today.", "this coming weekend", "1998-W06-WE"),
        ("His two-day visit from Sunday comes at a good time.", "Sunday", "1998-02-08"),
        ("He made a visit from Sunday to Monday.", "Sunday", "1998-02-01"),
        ('She told NBC\'s "Today" show that he left.', "Today", None),
        ("“Today,” she said, “we begin.”", "Today", "1998-02-06"),
        ("The October-December period was good, he said today.", "The October-December period", "1997-Q4"),
        ("July to September profits fell, he said today.", "July to September", "1997-Q3"),
        ("In the first three months of 1997 it rained.", "the first three months of 1997", "1997-Q1"),
        (
            "Today he said the last six months of the year were dry.",
            "the last six months of the year",
            "1998-H2",
        ),
        ("He left on Thursday. Earlier in the day he met her.", "Earlier in the day", "1998-02-05"),
        ("They will meet on Monday. Earlier in the day he met her.", "Earlier in the day", None),
        ("Prices rose last week after the previous week's fall.", "the previous week", "1998-W04"),
        (
            "Since 1990 prices fell. The previous week's rise was small, he said today.",
            "The previous week",
            "1998-W05",
        ),
        ("Rain is forecast to reach Oslo on Sunday, he said today.", "Sunday", "1998-02-08"),
        ("Rain is likely into Sunday, he said today.", "Sunday", "1998-02-08"),
        ("It will rain through the weekend, he said today.", "the weekend", "1998-W06-WE"),
        ("Profit rose in the full fiscal 1997 year, he said today.", "the full fiscal 1997 year", "1997"),
        ("They stood on Monday. They were due back later on Monday, he said.", "Monday", "1998-02-02"),
        ("Prices rose 2% over May, he said today.", "May", "1997-05"),
        ('He said so on "Fox News Sunday."', "Sunday", None),
        ("Sales rose 2% in December. They fell 3% a year before as prices rose.", "a year before", "1996"),
        ("The bill fell from 8-1/16 to 8-3/16, he said today.", "8-1/16", None),
        ("It needs more by a Thursday deadline, he said today.", "Thursday", "1998-02-12"),
        ("They face a November deadline, he said today.", "November", "1998-11"),
        ("They missed a November deadline, he said today.", "November", "1997-11"),
        ("Profit fell in its first quarter ended Sept. 30, it said.", "first quarter", "1997-Q3"),
        ("Profit fell in its first quarter ended Oct. 31, it said.", "first quarter", None),
        ("Profit fell in the third quarter ended Sept. 30, it said.", "the third quarter", "1997-Q3"),
        ("He will leave the board Nov. 29. They sold it in 1953. In July it was banned.", "July", "1997-07"),
        ("It is renewed each year in August, he said today.", "August", None),
        ("They had refused to meet its demands under a May deal, he said.", "May", "1997-05"),
        ("A second round set for late November was postponed, he said today.", "late November", "1997-11"),
        ("“On Sunday, he will fly to Oslo,” she said today.", "Sunday", "1998-02-08"),
        ("Sales in the just-ended fourth quarter fell.", "the just-ended fourth quarter", "1997-Q4"),
        ("The talks fail on the last day of February, he said.", "the last day of February", "1998-02-28"),
        ("He spends Christmas Day with troops, he said today.", "Christmas Day", "1997-12-25"),
    ],
)
def test_news_is_reckoned_from_its_day(text: str, words: str, value: str) -> None:
    assert timexes(text).get(words) == value


@pytest.mark.parametrize(
    "words",
    [
        *("the year-earlier quarter", "the comparable year-ago quarter", "the year-ago period"),
        *("the prior-year quarter", "the prior year period"),
    ],
)
def test_a_quarter_a_year_before_is_that_of_the_one_told_last(words: str) -> None:
    text = f"Profit fell in the fourth quarter, it said today. In {words} it rose."
    assert timexes(text)[words] == "1996-Q4"
    assert words not in timexes(f"In {words} it rose, it said today.")
    twice = find_dates(f"{text} In the year-ago quarter sales rose, too.", WRITTEN)
    assert [found.timexes[0].value for found in twice][2:] == ["1996-Q4", "1996-Q4"]


@pytest.mark.parametrize(
    ("told", "before"),
    [
        ("Prices rose 3% in December, from 2% in November. Rents fell 1% the previous month.", "1997-11"),
        ("Prices rose 3%, after a rise of 2% in November. Rents fell 1% the previous month.", "1997-11"),
        ("Prices rose 3% in December, from 2% the year before. Rents fell 1% the previous month.", "1997-11"),
        ("They left in December after a long fair in November. Rents fell 1% the previous month.", "1997-10"),
    ],
)
def test_the_previous_month_is_the_one_before_the_month_that_is_reported_on(told: str, before: str) -> None:
    assert timexes(f"{told} He spoke on Friday.")["the previous month"] == before


@pytest.mark.parametrize(("ended", "value"), [("Jan. 31", "1996-Q4"), ("Jan. 3", "1996-Q4")])
def test_a_quarter_that_is_told_by_its_last_day_is_the_one_that_most_of_it_lies_in(
    ended: str, value: str
) -> None:
    text = f"In the fiscal third quarter that ended {ended} profit fell. It rose in the year-earlier quarter."
    assert timexes(text) == {ended: f"1998-01-{ended[5:]:0>2}", "the year-earlier quarter": value}


def test_a_quarter_that_another_is_compared_with_is_not_the_one_that_is_told_of() -> None:
    text = "Today it told a loss in the fourth quarter against $1 million in the fourth quarter of 1996."
    assert timexes(f"{text} Costs fell in the quarter.")["the quarter"] == "1997-Q4"
    apart = text.replace(" against $1 million in", ". It had lost more in")
    assert timexes(f"{apart} Costs fell in the quarter.")["the quarter"] == "1997-Q4"
    assert timexes(f"{apart} Costs fell in that quarter.")["that quarter"] == "1996-Q4"
    longer_ago = apart.replace("fourth quarter of 1996", "first quarter of 1994")
    assert timexes(f"{longer_ago} Costs fell in the quarter.")["the quarter"] == "1997-Q4"
    another = apart.replace("fourth quarter of 1996", "third quarter of 1997")
    assert timexes(f"{another} Costs fell in the quarter.")["the quarter"] == "1997-Q3"


@pytest.mark.parametrize("words", ["the 1996 quarter", "the 1996 period", "the corresponding 1996 period"])
def test_the_quarter_of_another_year_is_that_which_was_told_last(words: str) -> None:
    assert timexes(f"Profit fell in the fourth quarter from {words}, it said today.")[words] == "1996-Q4"
    longer = f"Profit fell in the fourth quarter. In nine months it rose from {words}, it said today."
    assert timexes(longer)[words] == timexes(f"It rose from {words}, it said today.")[words] == "1996"


def test_a_text_that_opens_with_its_own_day_is_news() -> None:
    told = (
        "They will meet again in March. On 18 January Kim told them of it. It began in 1990, 1992 and 1994."
    )
    assert timexes(f"6 February 1998: {told}")["18 January"] == "1998-01-18"
    assert timexes(f"6 February 1998: {told}")["March"] == "1998-03"


def test_a_quarter_may_be_told_by_its_number_alone_behind_another() -> None:
    text = "Today it said profit fell 2.5% in the second quarter of 1997 and 3% in the third."
    assert timexes(text)["the third"] == "1997-Q3"
    assert "the third" not in timexes("Today it won the second quarter. It was best in the third.")
    assert "the third" not in timexes("He was in the first group today and she was in the third.")


@pytest.mark.parametrize(
    "words", ["within three days after a minister leaves", "within two weeks after the talks failed"]
)
def test_a_time_within_which_something_is_done_after_an_event_is_no_date(words: str) -> None:
    assert set(timexes(f"They met on Friday. He said a vote must be held {words}.")) == {"Friday"}


def test_what_was_done_of_a_holiday_is_dated_by_it() -> None:
    assert timexes("A Christmas Day concert was held, he said.")["Christmas Day"] == "1997-12-25"
    assert "Christmas Day" not in timexes("The Christmas Day gifts were few, he said.")


def test_a_year_earlier_is_the_same_quarter_where_a_quarter_is_compared() -> None:
    assert timexes("Profit fell in the fourth quarter from $2 million a year earlier.")["a year earlier"] == (
        "1996-Q4"
    )
    assert timexes("The fourth quarter was bad. He left a year earlier.")["a year earlier"] == "1997"
    loss = timexes("In the fourth quarter it lost $2 million after a year-earlier loss. So it said today.")
    assert loss["a year-earlier"] == "1996-Q4"
    rose = (
        "Profit rose in the fourth quarter, it said today. It sold {} for $2 million, from $1 million a year"
    )
    assert timexes(f"{rose.format('cars')} earlier.")["a year earlier"] == "1996-Q4"
    assert timexes(f"{rose.format('cars')} ago.")["a year ago"] == "1996-Q4"
    shops = "Profit rose in the fourth quarter, it said today. It has 5 shops, from 3 a year ago."
    assert timexes(shops)["a year ago"] == "1997"
    assert timexes(f"{rose.format('in nine months')} earlier.")["a year earlier"] == "1997"
    lost = "It fell in the fourth quarter. In the quarter it lost $1 million, from $2 million a year ago."
    assert timexes(lost)["a year ago"] == "1996-Q4"
    ahead = (
        "It fell in the fourth quarter. It will rise in the third quarter of 1998 from the year-ago period."
    )
    assert timexes(ahead)["the year-ago period"] == "1996-Q4"
    assert timexes(ahead.replace("third", "first"))["the year-ago period"] == "1996-Q4"


def test_a_year_earlier_is_the_same_month_or_half_where_one_is_compared() -> None:
    rose = "Prices rose 2% in {} compared with a year ago, he said."
    assert timexes(rose.format("January"))["a year ago"] == "1997-01"
    assert timexes(rose.format("the first half of 1997"))["a year ago"] == "1996-H1"
    sold = "In January it sold cars for $2 million, from $1 million a year earlier, he said today."
    assert timexes(sold)["a year earlier"] == "1997-01"
    assert timexes("It rose in January. It was 2% down from a year ago.")["a year ago"] == "1997"
    assert timexes("He left in January, 2 years after a war that began a year ago.")["a year ago"] == "1997"


def test_the_same_period_last_year_is_that_of_the_quarter_told_last() -> None:
    for words in ("the same period last year", "the same quarter last year"):
        same = f"It fell in the fourth quarter. That compares with $1 million for {words}."
        assert timexes(same)[words] == "1996-Q4"
        assert timexes(f"It fell from {words}.")[words] == "1997"


@pytest.mark.parametrize(
    "words", ["the October-December quarter", "the October through December quarter", "the December quarter"]
)
def test_a_quarter_is_named_by_its_months(words: str) -> None:
    assert timexes(f"Profit for {words} fell, it said today.")[words] == "1997-Q4"


def test_a_caption_names_the_day_of_its_photo() -> None:
    assert timexes("She speaks in this Jan. 4 file photo.") == {"this Jan. 4": "1998-01-04"}
    assert timexes("She speaks in this January 4 file photo.") == {"this January 4": "1998-01-04"}
    assert timexes("They meet this June 4 times, she said today.")["this June"] == "1998-06"


@pytest.mark.parametrize("words", ["the quarter", "the latest period"])
def test_the_quarter_is_the_one_told_last(words: str) -> None:
    fell = f"Profit fell in the third quarter of 1997, it said today. Sales in {words} rose."
    assert timexes(fell)[words] == "1997-Q3"
    assert timexes(f"Sales in {words} rose, it said today.") == {"today": "1998-02-06"}
    assert timexes(f"{fell[:-6]} rose to $2 million.")[words] == "1997-Q3"
    for told in ("ended Nov. 30", "beginning in May"):
        assert words not in timexes(f"{fell[:-6]} {told} rose.")


def test_the_year_is_that_of_the_quarter_told_last() -> None:
    assert timexes("Profit fell in the fourth quarter. For the year, it rose, it said today.")[
        "the year"
    ] == ("1997")


@pytest.mark.parametrize(
    "text",
    [
        "It means much to today's youth, he said.",
        "The minister, Jan Doe, said so.",
        "The Good Friday Agreement was praised.",
        "The men march each July, he said.",
        "Every Monday they march, he said.",
        "Prices began to fall further, he said.",
        "The Winter Olympics were fun, he said.",
        "It has its spring and autumn festivals, he said.",
        "They came for the annual spring religious festival, he said.",
        "They lost land in the Winter War, he said.",
        "The Christmas shopping season was fun, he said.",
        "Veterans Day was fun, he said.",
        "They observed Veterans Day, he said.",
        "He told USA Today of it, he said.",
        "He told the Sunday Times of it, he said.",
        "He told India Today magazine of it, he said.",
    ],
)
def test_what_only_sounds_like_a_day_of_news_is_none(text: str) -> None:
    assert timexes(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The attack came a day after talks failed, he said.",
        "Less than an hour after the talks he left, he said.",
        "Later in the day before flying home he spoke, he said.",
    ],
)
def test_news_tells_no_date_by_what_it_does_not_date(text: str) -> None:
    assert timexes(f"{text} That was Monday.") == {"Monday": "1998-02-02"}


def test_how_long_before_something_else_it_was_is_no_second_date() -> None:
    assert timexes("They met on Tuesday, a day before a summit.") == {"Tuesday": "1998-02-03"}


def test_news_tells_no_second_date_by_what_happened_the_day_after() -> None:
    assert timexes("He was last seen Feb. 3, the day before talks failed, he said Friday.") == {
        "Feb. 3": "1998-02-03",
        "Friday": "1998-02-06",
    }


def test_a_day_is_not_reckoned_from_a_year_long_past() -> None:
    assert timexes("He said today that he came in 1959. The next morning it rained.") == {
        "today": "1998-02-06",
        "1959": "1959",
    }


def test_a_day_is_not_reckoned_from_a_week() -> None:
    assert timexes("They met last week. The next day it rained.") == {"last week": "1998-W05"}


def test_a_length_of_time_is_no_date() -> None:
    assert timexes("Sales fell over the last year, for two weeks in the last quarter, he said Monday.") == {
        "Monday": "1998-02-02"
    }


def test_an_hour_is_of_no_day_told_before_but_one_that_the_news_is_of() -> None:
    later = "They were to meet again at 8 p.m., he said."
    assert "8 p.m." not in timexes(f"The talks broke down on Jan. 5. {later}")
    assert timexes(f"The talks broke down on Thursday. {later}")["8 p.m."] == "1998-02-05"


def test_an_hour_before_another_is_on_the_same_day() -> None:
    (found,) = find_dates("They met shortly before 4 p.m. Tuesday.", WRITTEN)
    assert found.date == "1998-02-03?"


def test_a_month_is_not_of_the_year_since_which_none_was_like_it() -> None:
    assert timexes("January was the worst month since 1974.")["January"] == "1998-01"


def test_a_report_that_opens_with_its_day_speaks_from_it_however_many_years_it_names() -> None:
    years = "It was made in 1951, mended in 1955, left in 1963, burnt in 1971 and sold in 1980."
    report = f"OSLO, Feb. 6 - A pact was marked. {years} Last month they met."
    assert timexes(report)["Last month"] == "1998-01"
    assert timexes(f"A pact was marked. {years} Last month they met.")["Last month"] != "1998-01"


def test_a_weekday_that_a_text_tells_first_makes_it_news_however_many_past_years_it_names() -> None:
    text = (
        "The last of the team that climbed it in 1953 has died. He died in Ripley on Wednesday, aged 89. He"
        " was born in 1924, went south in 1957 and in 1958, and retired in 1984. A book is due out in May."
        " Another of the team died last June."
    )
    found = timexes(text)
    assert (found["Wednesday"], found["May"], found["last June"]) == ("1998-02-04", "1998-05", "1997-06")


def test_a_time_of_day_that_opens_a_sentence_is_not_that_of_the_day_before_it() -> None:
    assert timexes("1. Your cable of February 4, 3 p.m. This afternoon they met.") == {
        "February 4, 3 p.m.": "1998-02-04",
        "This afternoon": "1998-02-06",
    }


def test_a_report_that_opens_with_its_agency_speaks_from_its_day() -> None:
    told = "He wrote of sports from 1958 until retiring in 1988, and died at his home on Oct. 30."
    assert timexes(f"OSLO (AP) -- {told}")["Oct. 30"] == "1997-10-30"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On Tuesday the judge set Nov. 10 for the start of the trial.", "Nov. 10", "1998-11-10"),
        ("The judge set the trial on Friday for June, mid-September at the latest.", "June", "1998-06"),
        ("They had asked for the trial to start in late June, he said Friday.", "late June", "1998-06"),
        ("He was the favourite for October's presidential race, a poll said.", "October", "1998-10"),
        ("Results for October's election were annulled, they said today.", "October", "1997-10"),
        ("Two brothers are accused in the Feb. 15 bombings, she said Friday.", "Feb. 15", "1997-02-15"),
    ],
)
def test_what_is_set_for_a_day_is_to_come_and_a_misfortune_is_past(text: str, words: str, value: str) -> None:
    assert timexes(text)[words] == value


def test_a_day_named_again_is_the_same_day() -> None:
    text = "The judge on Friday set Nov. 10 for the trial. A 10 Nov. date allowed twice the time, he said."
    found = timexes(text)
    assert (found["Nov. 10"], found["10 Nov."]) == ("1998-11-10", "1998-11-10")


def test_a_year_told_of_the_last_of_their_talks_is_not_that_of_a_later_day() -> None:
    text = "The talks, last held in January 1993, were agreed at a summit on Jan. 16, a source said Monday."
    assert timexes(text)["Jan. 16"] == "1998-01-16"


def test_what_an_entry_of_a_chronology_awaits_is_counted_from_its_day() -> None:
    found = timexes(
        "- May 20, 1997: Oslo will decide by the end of June.\n- May 21, 1997: They will sign in March."
    )
    assert (found["the end of June"], found["March"]) == ("1997-06", "1998-03")
