"""Dates in texts: what a language writes (data/dates), what it means in the calendar. Who governs one is in discourse."""
