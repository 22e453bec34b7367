"""The review of student aid: each union of the chain, then payment."""

from __future__ import annotations

from gonghui.ledgers.reviewed_cases.review import review

# Consent for children is a rule of the record itself, since it depends on the day of the application.
REVIEW = review("student_aid.review", before_applying=())
