"""`python cli.py …` in a checkout does what `tariff …` does where it is installed."""

from tariff.commands import main

if __name__ == "__main__":
    main()
