"""Registration by ranked choices in the window: rounds, handing in, trying out and giving the places."""
