"""What claims say together: conflicts in one text."""
