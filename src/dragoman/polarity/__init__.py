"""On which side withdrawals, releases, refusals, denials, endings and resumptions are, by the words around them.

The room below the store: it looks at one event and its sentence, and knows nothing of how two countries stand.
"""

from dragoman.polarity.chains import Side
from dragoman.polarity.signing import ACTS, Polarity, chained, polarity, signed
from dragoman.polarity.state import state

__all__ = ["ACTS", "Polarity", "Side", "chained", "polarity", "signed", "state"]
