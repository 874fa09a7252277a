"""Pages as a person meets them; every page that any test opens is checked on the way."""
