"""From what a person typed to the thing meant: names, events, dates and the record's own words."""
