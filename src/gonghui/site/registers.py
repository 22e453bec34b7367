"""The folders of `gonghui.ledgers` that hold registers, in the order in which an officer looks for them."""

REGISTERS = (
    "organisations",
    "employers",
    "members",
    "inspections",
    "bargaining",
    "petitions",
    "hardship",
    "student_aid",
    "subsidies",
    "visits",
    "calls",
    "service_centres",
    "contributions",
    "outreach",
    "meetings",
    "journal",
    "duties",
    "recognition",
    "plans",
    "phrases",
)
