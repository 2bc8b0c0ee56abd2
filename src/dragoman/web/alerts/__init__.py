"""Who wants to be told of what is new, by mail or webhook: a saved search, a pair, alarms.

``alert`` keeps who wants what; ``looking`` finds what is new and writes it into the outbox, in one step with the note that it was
told; ``outbox`` keeps what is to be sent, until it is through; ``sending`` sends it; ``rounds`` does one after the other.
"""
