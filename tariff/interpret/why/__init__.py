"""Why a line is there, or why it was decided so: the provision, the row, the conditions, the arithmetic, as trees."""
