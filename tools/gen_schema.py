"""Writes data/schema/rules.schema.json from the enumerations of the compiler, so that the two cannot differ.

python tools/gen_schema.py > data/schema/rules.schema.json
"""

from __future__ import annotations

import json
from typing import Any

from onrecord.rules.model import (
    CERTAINTIES,
    CLASS_STRATEGIES,
    CLASSES,
    CONTENTS,
    GROUPS,
    KINDS,
    LANGS,
    MOODS,
    PLACES,
    REACHES,
    REASON_PLACES,
    ROLES,
    STRATEGIES,
    WHERE,
)


def schema() -> dict[str, Any]:
    """The schema as plain data."""
    text = {"type": "string", "minLength": 1}
    words = {"type": "array", "items": text, "minItems": 1}

    def many(item: dict[str, Any]) -> dict[str, Any]:
        return {"anyOf": [item, {"type": "array", "items": item}]}

    mark_class = {"anyOf": [{"enum": list(CLASSES)}, {"type": "string", "pattern": "^user\\."}]}
    example = {
        "anyOf": [
            text,
            {
                "type": "object",
                "properties": {"text": text, "question": text, "role": {"enum": list(ROLES)}},
                "required": ["text"],
                "additionalProperties": False,
            },
        ]
    }
    examples = {"type": "array", "items": example, "minItems": 1}
    cond = {
        "type": "object",
        "properties": {
            "in": {"enum": list(WHERE)},
            "has": text,
            "within": {"type": "integer", "minimum": 0, "maximum": 4096},
            "first": {"type": "integer", "minimum": 0, "maximum": 4096},
        },
        "additionalProperties": False,
    }
    strategies = {
        "type": "array",
        "items": {"enum": sorted({**STRATEGIES, **CLASS_STRATEGIES})},
        "maxItems": 6,
    }
    kind = {"anyOf": [{"enum": list(KINDS)}, {"type": "string", "pattern": "^user\\."}]}
    forms = sorted({f for fs in KINDS.values() for f in fs})
    common = {
        "id": text,
        "cue": text,
        "turn": many({"enum": list(ROLES)}),
        "need": many(cond),
        "unless": many(cond),
        "over": many({"type": "string"}),
        "slow": {"type": "boolean"},
        "replace": {"type": "boolean"},
        "since": text,
        "examples": examples,
    }
    rule = {
        "type": "object",
        "properties": {
            **common,
            "kind": kind,
            "form": {"type": "string", "description": "of the shipped kinds: " + ", ".join(forms)},
            "first": text,
            "then": text,
            "span": {"enum": ["clause", "sentence"]},
            "mood": {"enum": list(MOODS)},
            "at": many({"enum": list(PLACES)}),
            "negated": {"type": "string", "description": "drop, keep, or the kind.form that it becomes"},
            "holder": strategies,
            "party": strategies,
            "content": {"enum": list(CONTENTS)},
            "certainty": {"enum": list(CERTAINTIES)},
            "reason": many({"enum": list(REASON_PLACES)}),
            "means": {"type": "object", "properties": dict.fromkeys(LANGS, text), "additionalProperties": False},
            "finite": {"type": "boolean"},
            "mutes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"kind": kind, "in": {"enum": ["clause", "sentence", "left", "right"]}},
                    "required": ["kind"],
                    "additionalProperties": False,
                },
            },
            "tier": {"enum": ["strict", "broad"]},
            "counter_examples": examples,
            "known_miss": examples,
        },
        "required": ["id", "kind", "examples", "counter_examples"],
        "oneOf": [{"required": ["cue"]}, {"required": ["first", "then"]}],
        "additionalProperties": False,
    }
    block = {
        "type": "object",
        "properties": common,
        "required": ["id", "cue", "examples"],
        "additionalProperties": False,
    }
    mark = {
        "type": "object",
        "properties": {
            "class": mark_class,
            "any": words,
            "reach": {
                "anyOf": [
                    {"enum": list(REACHES)},
                    {"type": "integer", "minimum": 0},
                    {"type": "array", "prefixItems": [{"enum": list(REACHES)}, {"type": "integer"}], "items": False},
                ]
            },
            "stop": many(mark_class),
            "sets": {
                "type": "object",
                "properties": {"certainty": {"enum": list(CERTAINTIES)}},
                "additionalProperties": False,
            },
            "name": {"enum": ["left", "right"]},
            "lazy": {"type": "boolean"},
            "since": text,
        },
        "required": ["class", "any"],
        "additionalProperties": False,
    }
    header = {
        "type": "object",
        "properties": {
            "pattern": text,
            "role": {"enum": list(ROLES)},
            "lang": {"enum": list(LANGS)},
            "stage": text,
            "opens": text,
            "one_paragraph": {"type": "boolean"},
            "examples": {"type": "array", "items": text},
        },
        "required": ["pattern", "role"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onrecord rule pack",
        "description": "A file of a rule pack. Named groups of patterns: " + ", ".join(GROUPS),
        "type": "object",
        "properties": {
            "lang": {"enum": list(LANGS)},
            "extends": {"enum": list(LANGS)},
            "disable": {"type": "array", "items": text},
            "words": {"type": "object", "additionalProperties": words},
            "paradigm": {"type": "object"},
            "verb": {"type": "object", "additionalProperties": {"type": "array", "items": text}},
            "irregular": {"type": "object"},
            "kind": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"id": {"type": "string", "pattern": "^user\\."}, "forms": words, "definition": text},
                    "required": ["id", "definition"],
                    "additionalProperties": False,
                },
            },
            "rule": {"type": "array", "items": rule},
            "block": {"type": "array", "items": block},
            "mark": {"type": "array", "items": mark},
            "header": {"type": "array", "items": header},
        },
        "additionalProperties": False,
    }


if __name__ == "__main__":
    print(json.dumps(schema(), ensure_ascii=False, indent=1))
