"""Whether an edition and its source say the same: pure text against text.

Both sides become a :class:`.flat.Flat` (:mod:`.source` makes that of the source), are aligned
(:mod:`.align`), and every difference is explained or reported (:mod:`.compare`). What stands above
and below the text of a source, its header, is held to the options of the document (:mod:`.header`).
"""
