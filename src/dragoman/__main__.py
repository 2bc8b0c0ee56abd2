"""``python -m dragoman``: the same as the command."""

from dragoman.commands import main

if __name__ == "__main__":
    main()
