"""Why a line is there: its provision, its row, its conditions and its arithmetic, as a tree of reasons."""
