"""What Python says of ids, and what the schemas say to an editor, is the same."""

import json
from typing import Any

from rolebook.words.ids import LISTS, MAX_ID, RESERVED, SLUG, is_reserved

from .conftest import REPOSITORY

COMMON: dict[str, Any] = json.loads((REPOSITORY / "schemas/common.schema.json").read_text("utf-8"))["$defs"]


def test_the_schema_of_ids_says_what_the_constants_say() -> None:
    schema = COMMON["id"]
    assert schema["maxLength"] == MAX_ID
    assert schema["$ref"] == "common.schema.json#/$defs/slug"
    assert COMMON["slug"]["pattern"] == f"^{SLUG.pattern}$"
    assert COMMON["optionalSlug"]["pattern"] == f"^$|^{SLUG.pattern}$"
    assert COMMON["slugOrItem"]["pattern"] == f"^{SLUG.pattern}(#{SLUG.pattern})?$"
    devices = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
    assert set(schema["not"]["enum"]) == devices | LISTS
    assert all(map(is_reserved, devices | LISTS))
    assert all(RESERVED.fullmatch(name) for name in devices)
    assert not RESERVED.fullmatch("console")
