"""`python -m themereport`."""

import sys

from themereport.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
