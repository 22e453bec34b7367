"""Which figures a reader in a hurry asks for first, in this order: short versions of a paper take them first."""

HEADLINES = (
    "members.total",
    "unions.founded",
    "agreements.employers",
    "petitions.received",
    "contributions.received",
    "hardship.paid_amount",
    "student_aid.paid_amount",
    "subsidies.applicants",
    "activities.total_attendance",
    "inspections.employers",
    "service_centres.opened",
    "members.joined",
    "agreements.coverage_rate",
    "petitions.recovered_amount",
    "unions.primary",
    "employers.unionised",
    "plans.next_items",
)
