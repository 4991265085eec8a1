"""What a broken rule is called in Arabic and in English, in the manner of Laravel's validator.

Salla, Zid and Tjar all speak in this manner; a style may say some rules in words of its own.
"""

from collections.abc import Mapping

from mock_server.engine.errors import Problem
from mock_server.engine.text import Text

RULES: Mapping[str, Text] = {
    "required": Text("حقل {name} مطلوب.", "The {name} field is required."),
    "enum": Text("القيمة المختارة في {name} غير صحيحة.", "The selected {name} is invalid."),
    "minimum": Text(
        "يجب ألا تقل قيمة {name} عن {expected}.", "The {name} must be at least {expected}."
    ),
    "maximum": Text(
        "يجب ألا تزيد قيمة {name} عن {expected}.",
        "The {name} must not be greater than {expected}.",
    ),
    "min_length": Text(
        "يجب ألا يقل طول {name} عن {expected} حرفًا.",
        "The {name} must be at least {expected} characters.",
    ),
    "max_length": Text(
        "يجب ألا يزيد طول {name} عن {expected} حرفًا.",
        "The {name} must not be greater than {expected} characters.",
    ),
    "min_items": Text(
        "يجب أن يحتوي {name} على {expected} عناصر على الأقل.",
        "The {name} must have at least {expected} items.",
    ),
    "max_items": Text(
        "يجب ألا يحتوي {name} على أكثر من {expected} عناصر.",
        "The {name} must not have more than {expected} items.",
    ),
    "unique_items": Text("توجد قيم مكررة في {name}.", "The {name} field has a duplicate value."),
    "unique": Text("قيمة {name} مستخدمة من قبل.", "The {name} has already been taken."),
    "exists": Text("القيمة المختارة في {name} غير صحيحة.", "The selected {name} is invalid."),
    "format": Text("صيغة {name} غير صحيحة.", "The {name} format is invalid."),
    "unknown": Text("الحقل {name} غير معروف.", "The {name} field is not known."),
}
_TYPES: Mapping[str, Text] = {
    "integer": Text("يجب أن يكون {name} عددًا صحيحًا.", "The {name} must be an integer."),
    "number": Text("يجب أن يكون {name} رقمًا.", "The {name} must be a number."),
    "string": Text("يجب أن يكون {name} نصًا.", "The {name} must be a string."),
    "boolean": Text("يجب أن يكون {name} صحيحًا أو خطأً.", "The {name} field must be true or false."),
    "array": Text("يجب أن يكون {name} قائمة.", "The {name} must be an array."),
    "object": Text("يجب أن يكون {name} كائنًا.", "The {name} must be an object."),
}
_OTHER = Text("قيمة {name} غير صحيحة.", "The {name} is invalid.")


def explain(problem: Problem) -> Text:
    """The rule that the field breaks, in words that a merchant's developer knows."""
    if problem.text is not None:
        return problem.text
    violation = problem.violation
    template = RULES.get(violation.rule, _OTHER)
    if violation.rule == "type":
        expected = [each for each in violation.expected or () if each != "null"]
        template = _TYPES.get(expected[0], _OTHER) if len(expected) == 1 else _OTHER
    return template.fill(name=violation.name or "body", expected=violation.expected)


def fields_of(problems: tuple[Problem, ...], language: str) -> dict[str, list[str]]:
    """Messages by field name, in Laravel's form: `{"page": ["The page must be an integer."]}`."""
    fields: dict[str, list[str]] = {}
    for problem in problems:
        name = problem.name or "body"
        fields.setdefault(name, []).append(explain(problem).say(language))
    return fields
