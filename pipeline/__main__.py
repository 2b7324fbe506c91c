"""`python -m pipeline` is `tiaoli`."""

from pipeline.cli import main

main()
