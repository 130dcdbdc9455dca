"""The words for refusals, for a store in trouble and for what is in the history; one file per feature.

The window and the console say the same sentences. A feature's file holds

- `SENTENCES`: code of a `Refused` or `StoreTrouble` -> a sentence with named placeholders, marked with `N_`; where the
  words depend on a count, a function of the facts that returns the sentence;
- `VERBS`: name of a writing verb -> what it did, as a noun phrase with `{subject}`: "check-in of {subject}".
"""

from commedu_desktop.sentences.telling import Telling, sentence, shown, together, told, verb_phrase

__all__ = ["Telling", "sentence", "shown", "together", "told", "verb_phrase"]
