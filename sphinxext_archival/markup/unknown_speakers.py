"""What to say of a paragraph that begins as if somebody spoke, and opens no turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..context import edition_of, reading_of
from ..model.joint_labels import joint_label
from ..model.labels import LabelTable

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..model.joint_labels import JointLabel
    from ..model.labels import LabelMatch


class UnknownSpeakers:
    """The labels that open turns in a transcript, and beside them all that the edition knows."""

    def __init__(self, env: BuildEnvironment, labels: LabelTable) -> None:
        """Take the *labels* of those who take part."""
        self._labels = labels
        in_place = [one for (one, *_more) in reading_of(env).entities.values() if one.labels]
        self._others = [edition_of(env).labels]
        if in_place:
            pairs = ((label, one.key) for one in in_place for label in one.labels)
            self._others.append(LabelTable(pairs))

    def label_of_anybody(self, text: str) -> LabelMatch | None:
        """Return the label that opens *text*, whoever has it."""
        return self._labels.match(text) or self._label_of_another(text)

    def _label_of_another(self, text: str) -> LabelMatch | None:
        for table in self._others:
            match = table.match(text)
            # `A. Adler came` is no speech, though in another transcript an A. speaks.
            if match is not None and sum(map(str.isalpha, match.label)) > 1:
                return match
        return None

    def report(self, text: str) -> str | None:
        """Say what is wrong with *text*, which no label of a participant opens; or None."""
        joint = joint_label(text, (self._labels, *self._others))
        if joint is not None:
            return _about_joint(joint)
        match = self._label_of_another(text)
        if match is not None:
            return _about_another(match)
        alike = self._labels.lookalike(text)
        if alike is None:
            return None
        near = f"; did you mean “{alike.nearest}”?" if alike.nearest else "."
        return (
            f"“{alike.text}” looks like a speaker label and is none of a participant{near} Add it "
            f"to the labels of a participant or to “:speakers:”, or write a backslash before it if "
            f"it is text"
        )


def _about_joint(joint: JointLabel) -> str:
    keys = ", ".join(dict.fromkeys(key for (key, *_others) in joint.keys if key)) or "?"
    return (
        f"“{joint.text}” is the label of several speakers at once, and opens no turn; write the "
        f"turn out, as {{turn}} {keys} with “:label: {joint.text}”, or write a backslash before it "
        f"if it is text"
    )


def _about_another(match: LabelMatch) -> str:
    if len(match.keys) > 1:
        owners = " and of ".join(f"“{key}”" for key in match.keys)
        add = "the one who speaks"
    else:
        owners = add = f"“{match.keys[0]}”"
    return (
        f"“{match.printed}” opens no turn: it is a label of {owners}, and no participant has it; "
        f"add {add} to “:participants:”, or write a backslash before it if it is text"
    )
