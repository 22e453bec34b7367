"""The review of student aid: town, then city, then payment."""

from __future__ import annotations

from gonghui.ledgers.reviewed_cases.town_and_city import town_and_city

# Consent for children is a rule of the record itself, since it depends on the day of the application.
REVIEW = town_and_city("student_aid.review", before_applying=())
