"""The rows that are there when counts begin to be kept, counted once."""

from typing import Any

from django.db import migrations
from django.db.models import Count, Q

# The registers of that day: app, model, key, state field. A later migration that renames one of these, or a table's
# place, state or day of voiding, is to depend on this one.
REGISTERS = (
    ("organisations", "Union", "unions", ""),
    ("employers", "Employer", "employers", ""),
    ("members", "Member", "members", ""),
    ("inspections", "Inspection", "inspections", ""),
    ("inspections", "InspectionResult", "inspection-results", ""),
    ("bargaining", "Agreement", "agreements", "state"),
    ("bargaining", "BargainingWeek", "bargaining-weeks", ""),
    ("petitions", "Petition", "petitions", "state"),
    ("hardship", "HardshipFile", "hardship", "state"),
    ("student_aid", "StudentAid", "student-aid", "state"),
    ("subsidies", "Subsidy", "subsidies", "state"),
    ("visits", "Visit", "visits", ""),
    ("calls", "Call", "calls", ""),
    ("service_centres", "ServiceCentre", "service-centres", ""),
    ("service_centres", "ServiceRoom", "service-rooms", ""),
    ("service_centres", "CentreService", "centre-services", ""),
    ("service_centres", "SocialWorker", "social-workers", ""),
    ("service_centres", "PilotCandidate", "pilot-candidates", "state"),
    ("service_centres", "Activity", "activities", ""),
    ("contributions", "Contribution", "contributions", ""),
    ("contributions", "RebateFile", "rebates", "state"),
    ("outreach", "Outreach", "outreach", ""),
    ("meetings", "Meeting", "meetings", ""),
    ("journal", "JournalEntry", "journal", ""),
    ("duties", "Duty", "duties", ""),
    ("recognition", "Recognition", "recognition", ""),
    ("plans", "PlanItem", "plans", ""),
    ("plans", "Shortcoming", "shortcomings", ""),
    ("phrases", "Phrase", "phrases", ""),
    ("summaries", "Summary", "summaries", "state"),
)


def count_rows(apps: Any, _schema_editor: Any) -> None:
    for app, model, key, state in REGISTERS:
        rows = apps.get_model(app, model).objects.order_by()
        grouped = rows.values("jurisdiction_id", "organisation_id", *([state] if state else []))
        counted = grouped.annotate(standing=Count("pk", filter=Q(voided_on=None)), in_all=Count("pk"))
        keep(apps, key, state, counted)


def keep(apps: Any, key: str, state: str, counted: Any) -> None:
    row_count = apps.get_model("records", "RowCount")
    kept = []
    for group in counted:
        voided = group["in_all"] - group["standing"]
        kept += [
            row_count(
                jurisdiction_id=group["jurisdiction_id"],
                organisation_id=group["organisation_id"],
                ledger=key,
                state=group[state] if state else "",
                voided=of_voided,
                rows=rows,
            )
            for of_voided, rows in ((False, group["standing"]), (True, voided))
            if rows
        ]
    row_count.objects.bulk_create(kept, batch_size=500)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("records", "0003_row_counts"),
        *((app, "0001_initial") for app in sorted({app for app, *_ in REGISTERS})),
        ("summaries", "0002_sign_off"),
    ]

    operations = [migrations.RunPython(count_rows, migrations.RunPython.noop)]
