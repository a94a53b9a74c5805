"""What the product costs beside hand-written SQL, and how its cost grows; `make bench` runs it."""
