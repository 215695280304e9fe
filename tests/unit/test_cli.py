"""The command line: what goes where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

JA = "報道官は会見で、捜査中のためお答えは差し控えますと述べた。\n\nそのような事実はありません。\n"


def run(*args: str, stdin: str | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **env},
        check=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    f = tmp_path / "a.txt"
    f.write_text(JA, encoding="utf-8")
    return f


def test_table_on_standard_output(file: Path) -> None:
    r = run("tag", str(file), COLUMNS="160")
    assert r.returncode == 0 and r.stderr == ""
    assert "refusal" in r.stdout and "denial" in r.stdout and "\x1b[" not in r.stdout


def test_jsonl_has_the_columns(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    r = run("tag", str(file), "-o", str(out))
    assert r.returncode == 0 and r.stdout == "" and str(out) in r.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {row["kind"] for row in rows} >= {"refusal", "denial"}
    for row in rows:
        assert JA[row["claim_start"] : row["claim_end"]] == row["text"]
        assert row["doc_id"] == str(file)


def test_jsonl_and_csv_have_the_mention(tmp_path: Path) -> None:
    f = tmp_path / "a.txt"
    text = "Ms Lind said the boat was late. She added that it would sail.\n\nWe deny that it sank.\n"
    f.write_text(text, encoding="utf-8")
    lines, table = tmp_path / "o.jsonl", tmp_path / "o.csv"
    assert run("tag", str(f), "-o", str(lines)).returncode == run("tag", str(f), "-o", str(table)).returncode == 0
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    said = [(r["holder"], r["mention"], r["mention_start"], r["mention_end"]) for r in rows]
    assert said == [("Ms Lind", "Ms Lind", 0, 7), ("Ms Lind", "She", 32, 35), (None, None, None, None)]
    cells = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [(c["mention"], c["mention_start"], c["mention_end"]) for c in cells] == [
        ("Ms Lind", "0", "7"),
        ("She", "32", "35"),
        ("", "", ""),
    ]


def test_csv_is_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    f = tmp_path / "=cmd.txt"
    f.write_text(JA, encoding="utf-8")
    out = tmp_path / "o.csv"
    assert (
        subprocess.run(
            [sys.executable, "-m", "onrecord", "tag", f.name, "-o", str(out)],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows and all(r["doc_id"] == "'=cmd.txt" for r in rows)
    assert (
        subprocess.run(
            [sys.executable, "-m", "onrecord", "tag", f.name, "-o", str(out), "--raw"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )
    assert out.read_bytes().startswith(b"doc_id,")
    assert next(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))["doc_id"] == "=cmd.txt"


def test_kinds_and_fail_if_none(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    assert run("tag", str(file), "--kind", "denial", "-o", str(out)).returncode == 0
    assert {json.loads(line)["kind"] for line in out.read_text(encoding="utf-8").splitlines()} == {"denial"}
    r = run("tag", str(file), "--kind", "blame", "--fail-if-none")
    assert r.returncode == 1 and r.stdout == ""
    r = run("tag", str(file), "--kind", "rumour")
    assert r.returncode == 2 and "denial, refusal" in r.stderr


def test_the_readable_ones_are_done(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    r = run("tag", str(tmp_path / "gone.txt"), str(file), "-o", str(out))
    assert r.returncode == 3 and "gone.txt" in r.stderr and "1 of 2" in r.stderr
    assert out.read_text(encoding="utf-8").count("\n") >= 2


def test_standard_input() -> None:
    r = run("tag", "-", stdin="The ministry denied the report.\n")
    assert r.returncode == 0 and "denied" in r.stdout and "The ministry" in r.stdout


def test_wrong_use(file: Path) -> None:
    assert run("tag").returncode == 2
    r = run("tag", str(file), "-o", "x.docx")
    assert r.returncode == 2 and ".jsonl, .csv, .html" in r.stderr
    assert run("nonsense").returncode == 2


def test_output_that_cannot_be_written(file: Path, tmp_path: Path) -> None:
    r = run("tag", str(file), "-o", str(tmp_path / "none" / "o.jsonl"))
    assert r.returncode == 4 and "o.jsonl" in r.stderr
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_leaves_nothing_half(file: Path) -> None:
    with open("/dev/full", "w") as full:
        r = subprocess.run(
            [sys.executable, "-m", "onrecord", "tag", str(file)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert r.returncode == 4 and "cannot write" in r.stderr


def test_a_closed_pipe_is_quiet(file: Path) -> None:
    p = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "rules", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert p.stdout and p.stderr
    p.stdout.close()
    assert p.wait(30) == 0
    assert b"Traceback" not in p.stderr.read()
    p.stderr.close()


def test_rules_list_show_explain(tmp_path: Path) -> None:
    r = run("rules", "list", "ja.refusal.*")
    assert r.returncode == 0 and len(r.stdout.splitlines()) > 10
    one = r.stdout.split()[0]
    shown = run("rules", "show", one)
    assert shown.returncode == 0 and "pattern:" in shown.stdout and "counter-example:" in shown.stdout
    r = run("rules", "show", one[:-1])
    assert r.returncode == 2 and one in r.stderr
    r = run("rules", "explain", "そのような事実はありません。", "--in", "ja")
    assert r.returncode == 0 and "否定" in r.stdout
    assert run("rules", "explain", "晴れです。").returncode == 1


def test_rules_check(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('lang = "en"\n[[rule]]\nid = "user.x"\nkind = "denail"\ncue = "x.*"\n', encoding="utf-8")
    r = run("rules", "check", str(bad))
    assert r.returncode == 1
    for part in ("did you mean denial", "examples: are missing", "bad.toml"):
        assert part in r.stderr
    good = tmp_path / "good.toml"
    good.write_text(
        'lang = "en"\n[[rule]]\nid = "user.x"\nkind = "refusal"\nform = "decline"\ncue = "mum is the word"\n'
        'examples = ["⟦Mum is the word⟧."]\ncounter_examples = ["The word is out."]\n',
        encoding="utf-8",
    )
    r = run("rules", "check", str(good))
    assert r.returncode == 0 and "user.x: finite: 1 literals" in r.stdout


def test_doctor() -> None:
    r = run("doctor")
    assert r.returncode == 0
    for word in ("PCRE2 JIT", "Unicode 15", "rules, id"):
        assert word in r.stdout


def test_demo(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    r = run("demo", "-o", str(out))
    assert r.returncode == 0 and f"page: {out}" in r.stdout
    assert "record against speech" in r.stdout
    page = out.read_text(encoding="utf-8")
    assert page.count("<article") == 4 and "http://" not in page and "https://" not in page


def test_dates_count_from_the_date_given(tmp_path: Path) -> None:
    f = tmp_path / "a.txt"
    f.write_text("港湾省は7日、そのような事実はないと述べた。攻撃は2028年だった。\n", encoding="utf-8")
    r = run("tag", str(f), COLUMNS="200")
    assert "dates: event 1, statement 1; 2028; 1 unknown without the document's date (--date)" in r.stdout
    r = run("tag", str(f), "--date", "2031-04-09", COLUMNS="200")
    assert "dates: event 1, statement 1; 2028 to 2031-04-07" in r.stdout and "unknown" not in r.stdout
    out = tmp_path / "a.html"
    assert run("tag", str(f), "--date", "2031-04-09", "-o", str(out)).returncode == 0
    assert '<time datetime="2031-04-07">' in out.read_text(encoding="utf-8")
    r = run("tag", str(f), "--date", "9 April")
    assert r.returncode == 2 and "--date" in r.stderr and "2024-02-05" in r.stderr
