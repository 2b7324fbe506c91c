"""Find every quantity, milestone, responsible body and cited document of a clause tree."""
