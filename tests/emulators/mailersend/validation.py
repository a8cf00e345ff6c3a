"""What MailerSend refuses with 422 (https://developers.mailersend.com/api/v1/email.html)."""

import re
from collections.abc import Collection, Mapping
from typing import Any

Errors = dict[str, list[str]]

_ADDRESS = re.compile(r"[^@\s\"<>]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
MOST_RECIPIENTS = 50
MOST_TAGS = 5
LONGEST_SUBJECT = 998
LONGEST_NAME = 191
LARGEST_PART = 2 * 1024 * 1024
TEXTS = ("subject", "text", "html")


def errors_in(
    body: Mapping[str, Any], verified_domains: Collection[str], has_headers: bool
) -> Errors:
    """By field, as in "to.0.email"; empty where the mail is accepted. `has_headers`: whether the
    plan has them."""
    errors: Errors = {}
    _check_contact(errors, "from", body.get("from"))
    sender = body.get("from")
    if not errors and isinstance(sender, dict):
        domain = sender["email"].rpartition("@")[2]
        if domain not in verified_domains:
            told = "The from.email domain must be verified in your account to send emails. #MS42207"
            errors["from.email"] = [told]
    recipients = body.get("to")
    if not isinstance(recipients, list) or not 1 <= len(recipients) <= MOST_RECIPIENTS:
        errors["to"] = [f"The to field must have between 1 and {MOST_RECIPIENTS} items."]
    else:
        for number, contact in enumerate(recipients):
            _check_contact(errors, f"to.{number}", contact)
    _check_texts(errors, body)
    tags = body.get("tags", [])
    if not isinstance(tags, list) or len(tags) > MOST_TAGS:
        errors["tags"] = [f"The tags may not have more than {MOST_TAGS} items."]
    settings = body.get("settings", {})
    if not isinstance(settings, dict) or not all(isinstance(on, bool) for on in settings.values()):
        errors["settings"] = ["The settings must be switches."]
    _check_headers(errors, body, has_headers)
    return errors


def _check_contact(errors: Errors, field: str, contact: object) -> None:
    if not isinstance(contact, dict) or not contact.get("email"):
        errors[f"{field}.email"] = [f"The {field}.email field is required."]
        return
    if not isinstance(contact["email"], str) or not _ADDRESS.fullmatch(contact["email"]):
        errors[f"{field}.email"] = [f"The {field}.email must be a valid email address."]
    name = contact.get("name", "x")
    if not isinstance(name, str) or not name or len(name) > LONGEST_NAME:
        errors[f"{field}.name"] = [f"The {field}.name must be a string of 1 to {LONGEST_NAME}."]


def _check_texts(errors: Errors, body: Mapping[str, Any]) -> None:
    for field in TEXTS:
        value = body.get(field)
        longest = LONGEST_SUBJECT if field == "subject" else LARGEST_PART
        if value is not None and (not isinstance(value, str) or len(value.encode()) > longest):
            errors[field] = [f"The {field} must be a string of at most {longest} characters."]
    if not body.get("subject"):
        errors["subject"] = ["The subject field is required when template id is not present."]
    if not body.get("text") and not body.get("html"):
        errors["text"] = ["The text field is required when none of html / template id are present."]


def _check_headers(errors: Errors, body: Mapping[str, Any], has_headers: bool) -> None:
    for field in ("headers", "list_unsubscribe"):
        if body.get(field) and not has_headers:
            errors[field] = [f"The {field} feature is not available in your plan."]
    for number, header in enumerate(body.get("headers") or []):
        if not isinstance(header, dict) or not _HEADER_NAME.fullmatch(str(header.get("name"))):
            errors[f"headers.{number}.name"] = ["The header name is invalid."]
    address = body.get("list_unsubscribe", "https://")
    if not isinstance(address, str) or not address.startswith(("https://", "mailto:")):
        errors["list_unsubscribe"] = ["The list_unsubscribe must comply with RFC 8058."]
