"""To and from other people's tables: exports with a description that a paper can cite; GDELT, ICEWS and POLECAT."""
