"""English: who is named at a verb of saying, the words that name them, and what they are said to have said."""

from __future__ import annotations

import pytest

import onrecord


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


def source(tagger: onrecord.Tagger, text: str) -> tuple[str | None, str | None, str | None]:
    """Holder, mention and content of the last source claim."""
    found = [c for c in tagger.tag(text, lang="en").claims if c.kind == "source"]
    assert found, text
    c = found[-1]
    return tuple(x.text if x else None for x in (c.holder, c.mention, c.content))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "holder", "mention"),
    [
        # before the verb: descriptions, lead-ins, adverbs, days, brackets, two who speak
        ("Ada Lind, a ferry pilot, said it was late.", "Ada Lind", "Ada Lind, a ferry pilot"),
        ("In a letter, Ada Lind, head of the union, said it was late.", "Ada Lind", "Ada Lind, head of the union"),
        ("The mayor of Lund later said it was late.", "The mayor of Lund", "The mayor of Lund"),
        ("But Ada Lind on Monday said it was late.", "Ada Lind", "Ada Lind"),
        ("Gov. Ada Lind (I) said it was late.", "Gov. Ada Lind (I)", "Gov. Ada Lind (I)"),
        ("Lind and Gov. Bo Marsh have said it is late.", "Lind and Gov. Bo Marsh", "Lind and Gov. Bo Marsh"),
        ("Its chief pilot, Ada Lind, said it was late.", "Its chief pilot, Ada Lind", "Its chief pilot, Ada Lind"),
        # behind it
        ('"It is late," said Ada Lind, a pilot in Lund.', "Ada Lind", "Ada Lind, a pilot in Lund"),
        ('"It is late," said one who was there.', "one who was there", "one who was there"),
        ('"It is late," said she.', "she", "she"),
        # further off
        ("Lind met the crew and then said it was late.", "Lind", "Lind"),
        ("Lind shrugged, saying the boat was late.", "Lind", "Lind"),
        # according to
        ("It was late, according to a log kept on board.", "a log kept on board", "a log kept on board"),
        ("According to Ada Lind, a pilot, it was late.", "Ada Lind", "Ada Lind, a pilot"),
        ("Two men who boarded the boat told us that it leaked.", "Two men", "Two men"),
        ("Both men denied it but Kieran, the elder, said that it leaked.", "Kieran", "Kieran, the elder"),
        (
            "The mayor of Lund, a town of 9,000, said that it leaked.",
            "The mayor of Lund",
            "The mayor of Lund, a town of 9,000",
        ),
    ],
)
def test_who_is_named(tagger: onrecord.Tagger, text: str, holder: str, mention: str) -> None:
    assert source(tagger, text)[:2] == (holder, mention)


def test_a_pronoun_is_the_mention_of_whom_it_stands_for(tagger: onrecord.Tagger) -> None:
    text = "Ms Lind said the boat was late. She added that it would sail."
    assert source(tagger, text)[:2] == ("Ms Lind", "She")


def test_a_relative_is_the_mention_of_what_it_describes(tagger: onrecord.Tagger) -> None:
    assert source(tagger, "They met the mayor of Lund, who said that it was late.")[:2] == ("the mayor of Lund", "who")


def test_nobody_is_mentioned_for_the_speaker(tagger: onrecord.Tagger) -> None:
    (claim,) = tagger.tag("We deny that we sank the boat.", lang="en").claims
    assert claim.holder is None and claim.mention is None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"It is late. We must go," the pilot said on Monday.', "It is late. We must go"),
        ('The pilot said: "It is late. We must go."', "It is late. We must go"),
        ('He said he "must go" before the tide.', 'he "must go" before the tide'),
        ("The boat was late, she said in an interview.", "The boat was late"),
        ("The pilot told the paper on Monday that it was late, but she stayed.", "that it was late"),
        ("The pilot told reporters she was late.", "she was late"),
        ("The pilot said Monday she was late.", "she was late"),
        ("The pilot said it was late, citing the tide.", "it was late"),
        ("According to the pilot, the boat was late.", "the boat was late"),
        ("The boat was late, according to the pilot.", "The boat was late"),
        ("The boat, she said, was late.", "The boat"),
    ],
)
def test_what_is_said(tagger: onrecord.Tagger, text: str, content: str | None) -> None:
    assert source(tagger, text)[2] == content


def test_a_long_sentence_of_verbs_takes_no_longer_a_word(tagger: onrecord.Tagger) -> None:
    """The phrase is looked for within a bounded stretch: what is found at the end does not depend on what is far before."""
    far = "Lind and the crew, a pilot, said, " * 2000
    assert source(tagger, far + 'who left. "It is late," said Ada Lind.')[0] == "Ada Lind"


@pytest.mark.parametrize(
    ("text", "content", "continued"),
    [
        ('"The boat is late," she said. "It will come."', "The boat is late", "It will come"),
        ('"The boat is late," she said, "but it will come."', "The boat is late", "but it will come"),
        ('"The boat is late," she said. "It will come," he added.', "The boat is late", None),
        ('"The boat is late," she said. The quay was full. "It will come."', "The boat is late", None),
        ('"The boat is late," she said.\n\n"It will come."', "The boat is late", None),
        ("''The boat is late,'' she said. ''It will come.''", "The boat is late", "It will come"),
        ("The boat, she said, was late.", "The boat", "was late"),
        ("Anna, she said, the boat was late.", None, None),
        ("“船晚点了，”海关发言人李山说。“它会来的。”记者走了。", "船晚点了", "它会来的"),
    ],
)
def test_what_is_said_goes_on_behind_the_words_of_reporting(
    tagger: onrecord.Tagger, text: str, content: str | None, continued: str | None
) -> None:
    first = next(c for c in tagger.tag(text).claims if c.kind == "source")
    assert (first.content and first.content.text, first.continued and first.continued.text) == (content, continued)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The mayor denied that the bridge was closed.", "that the bridge was closed"),
        ("The mayor would not say when the bridge opens.", "when the bridge opens"),
        ("Asked about it, the mayor declined to comment on Monday.", None),
        ('"We deny that it sank. Go home," the mayor said.', "that it sank"),
    ],
)
def test_what_is_denied_or_withheld_stands_behind_the_verb(
    tagger: onrecord.Tagger, text: str, content: str | None
) -> None:
    (claim,) = (c for c in tagger.tag(text).claims if c.kind in ("denial", "refusal"))
    assert (claim.content and claim.content.text) == content


def test_who_acts_in_a_passive_is_the_holder(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("Accused by a former clerk of hiding it, the port closed.", lang="en")
    (claim,) = (c for c in doc.claims if c.kind == "blame")
    assert claim.holder and claim.holder.text == "a former clerk"
